#include "planner.h"

#include "jalon/base/buf.h"

/* -- before the first certificate: a backward plan from the target --------------- */

/* No law: the lead times are the trade's, so that a target slips in good time. */
static const struct {
    enum milestone_kind kind;
    enum rule_id rule;
    enum fact_kind done_by;
} preparation[] = {
    {MILESTONE_PREPARATION_ASSESSMENT,  RULE_PREPARATION_ASSESSMENT,
     FACT_PREPARATION_STARTED                                                              },
    {MILESTONE_PREPARATION_CERTIFIER,   RULE_PREPARATION_CERTIFIER,   FACT_CERTIFIER_CHOSEN},
    {MILESTONE_PREPARATION_APPLICATION, RULE_PREPARATION_APPLICATION,
     FACT_APPLICATION_FILED                                                                },
    {MILESTONE_INITIAL_AUDIT,           RULE_INITIAL_AUDIT,           FACT_AUDIT_HELD      },
};

/* The last target set, unless a certificate was issued on or after its day. */
static const struct fact *target_of(const struct history *history)
{
    const struct wanted set = wanted(WANTED(FACT_TARGET_SET));
    const struct fact *target = history_last(history, &set);

    if (!target)
        return NULL;
    struct wanted issued = wanted(WANTED(FACT_CERTIFICATE_ISSUED));
    issued.from = target->on;
    return history_first(history, &issued) ? NULL : target;
}

static void add_initial_booking(const struct history *history,
                                struct milestone *milestone)
{
    milestone->booked = history_booked(history, milestone->audit, DATE_NONE, DATE_NONE);
    milestone->booked_before =
        date_is_set(milestone->booked) && history_ended_since(history, milestone->booked);
}

void plan_preparation(struct planner *planner)
{
    const struct history *history = &planner->history;
    const struct fact *target = target_of(history);
    char suffix[DATE_TEXT_SIZE];

    if (!target)
        return;
    date_format(suffix, target->target);
    for (size_t i = 0; i < sizeof(preparation) / sizeof(preparation[0]); i++) {
        struct milestone *milestone = planner_add(planner, preparation[i].kind, suffix);
        struct wanted done = wanted(WANTED(preparation[i].done_by));

        milestone->anchor = ANCHOR_TARGET;
        milestone->anchor_day = target->target;
        planner_due(milestone, planner_row(planner, preparation[i].rule, target->target),
                    target->target);
        done.audit = milestone->audit;
        /* What was done for an attempt that was refused does not count for the next. */
        if (date_is_set(history->last_ending))
            done.from = date_add_days(history->last_ending, 1);
        milestone->done = history_first_day(history, &done);
        if (milestone->audit)
            add_initial_booking(history, milestone);
        planner_settle(planner, milestone, history_ended_since(history, target->on));
    }
}

/* -- from one certificate to the next -------------------------------------------- */

static bool is_over(const struct planner *planner, const struct cycle *cycle)
{
    return date_is_set(cycle->next) ||
           history_ended_since(&planner->history, cycle->starts);
}

/* The first audit of that kind held from FROM on in CYCLE. */
static struct date held(const struct planner *planner, enum audit audit, struct date from,
                        const struct cycle *cycle)
{
    struct wanted held = wanted(WANTED(FACT_AUDIT_HELD));

    held.audit = audit;
    held.from = from;
    /* Not before the end: an audit held too late is held. */
    held.before = cycle->next;
    return history_first_day(&planner->history, &held);
}

/* Arrêté du 6 juin 2019, art. 2: the audit is held from the 14th to the 22nd month after
 * the start that the certificate bears, whatever the day of any audit.  The ordinal can
 * be read so that the closing day is too late: hence the last safe day before it.  The
 * advice to hold it earlier leaves time to cure a major before the window closes. */
static void plan_surveillance(struct planner *planner, const struct cycle *cycle,
                              enum milestone_kind kind)
{
    char suffix[DATE_TEXT_SIZE];
    struct date starts = cycle->starts;
    struct milestone *milestone = planner_add(planner, kind, date_format(suffix, starts));

    milestone->anchor = ANCHOR_START;
    milestone->anchor_day = starts;
    if (kind == MILESTONE_SURVEILLANCE_TARGET) {
        planner_due(milestone, planner_row(planner, RULE_SURVEILLANCE_TARGET, starts),
                    starts);
    } else {
        planner_open(milestone, planner_row(planner, RULE_SURVEILLANCE_OPENS, starts),
                     starts);
        planner_due(milestone, planner_row(planner, RULE_SURVEILLANCE_CLOSES, starts),
                    starts);
        planner_safe(milestone, planner_row(planner, RULE_SURVEILLANCE_SAFE, starts));
    }
    milestone->booked =
        history_booked(&planner->history, AUDIT_SURVEILLANCE, starts, cycle->next);
    milestone->done = held(planner, AUDIT_SURVEILLANCE, starts, cycle);
    planner_settle(planner, milestone, is_over(planner, cycle));
}

/* A milestone that counts back from the end of the certificate. */
static struct milestone *add_before_end(struct planner *planner, enum milestone_kind kind,
                                        const struct cycle *cycle)
{
    char suffix[DATE_TEXT_SIZE];
    struct milestone *milestone =
        planner_add(planner, kind, date_format(suffix, cycle->ends));
    bool by_rule = date_is_set(cycle->by_rule.from);

    milestone->anchor = by_rule ? ANCHOR_END_RULE : ANCHOR_END_PRINTED;
    milestone->anchor_day = cycle->ends;
    /* Where the end is printed this record is empty, and no line explains it. */
    milestone->end = cycle->by_rule;
    milestone->confirm = cycle->confirm;
    return milestone;
}

/* A renewal audit was booked, or late enough in the cycle a certifier was chosen or an
 * application filed. */
static struct date tendered(const struct planner *planner, const struct cycle *cycle)
{
    const struct rule_row *counts =
        planner_row(planner, RULE_RENEWAL_TENDER_COUNTS, cycle->starts);
    struct wanted booked = wanted(WANTED(FACT_AUDIT_BOOKED));
    struct wanted chosen =
        wanted(WANTED(FACT_CERTIFIER_CHOSEN) | WANTED(FACT_APPLICATION_FILED));

    booked.audit = AUDIT_RENEWAL;
    booked.from = cycle->starts;
    booked.before = cycle->next;
    chosen.from = reckon(cycle->starts, counts->months, counts->days).result;
    chosen.before = cycle->next;
    return date_earlier(history_first_day(&planner->history, &booked),
                        history_first_day(&planner->history, &chosen));
}

/* Practice: renewal is the time to compare certifiers, and their diaries are full. */
static void plan_tender(struct planner *planner, const struct cycle *cycle)
{
    struct milestone *milestone =
        add_before_end(planner, MILESTONE_RENEWAL_TENDER, cycle);

    planner_due(milestone, planner_row(planner, RULE_RENEWAL_TENDER, cycle->ends),
                cycle->ends);
    milestone->done = tendered(planner, cycle);
    planner_settle(planner, milestone, is_over(planner, cycle));
}

/* Same arrêté, art. 3 and 5: the decision comes before the end, after majors were cured
 * (three months) and that was verified (one more), so that this audit has a last day,
 * too.  Many certifiers ask for more. */
static void plan_renewal_audit(struct planner *planner, const struct cycle *cycle)
{
    const struct certifier *certifier = planner->history.certifier;
    struct rule_row due = *planner_row(planner, RULE_RENEWAL_AUDIT, cycle->ends);
    struct milestone *milestone = add_before_end(planner, MILESTONE_RENEWAL_AUDIT, cycle);

    if (certifier && certifier->renewal_audit_months >= 0) {
        due.months = -certifier->renewal_audit_months;
        milestone->of_certifier = true;
    }
    planner_open(milestone, planner_row(planner, RULE_RENEWAL_AUDIT_OPENS, cycle->ends),
                 cycle->ends);
    planner_due(milestone, &due, cycle->ends);
    milestone->booked =
        history_booked(&planner->history, AUDIT_RENEWAL, cycle->starts, cycle->next);
    milestone->done =
        held(planner, AUDIT_RENEWAL, date_add_days(cycle->starts, 1), cycle);
    planner_settle(planner, milestone, is_over(planner, cycle));
}

/* The day on which a certificate with a later start was issued. */
static struct date renewed(const struct history *history, const struct cycle *cycle)
{
    for (size_t i = 0; i < history->fact_count; i++) {
        const struct fact *fact = history->facts[i];
        if (fact->kind == FACT_CERTIFICATE_ISSUED &&
            date_cmp(fact_starts(fact), cycle->starts) > 0)
            return fact->on;
    }
    return DATE_NONE;
}

/* Same arrêté, art. 3: without a decision by its end a certificate lapses, and public
 * funding with it. */
static void plan_expiry(struct planner *planner, const struct cycle *cycle)
{
    struct milestone *milestone =
        add_before_end(planner, MILESTONE_CERTIFICATE_EXPIRY, cycle);

    planner_open(milestone, planner_row(planner, RULE_EXPIRY_OPENS, cycle->ends),
                 cycle->ends);
    planner_due(milestone, planner_row(planner, RULE_EXPIRY, cycle->ends), cycle->ends);
    milestone->done = renewed(&planner->history, cycle);
    planner_settle(planner, milestone, is_over(planner, cycle));
}

/* After a transfer the new certificate ends when the old one would have: there is one
 * renewal, that of the later. */
static bool ends_with_a_later(const struct history *history, size_t index)
{
    for (size_t i = index + 1; i < history->cycle_count; i++)
        if (date_cmp(history->cycles[i].ends, history->cycles[index].ends) == 0)
            return true;
    return false;
}

void plan_cycles(struct planner *planner)
{
    for (size_t i = 0; i < planner->history.cycle_count; i++) {
        const struct cycle *cycle = &planner->history.cycles[i];

        plan_surveillance(planner, cycle, MILESTONE_SURVEILLANCE_TARGET);
        plan_surveillance(planner, cycle, MILESTONE_SURVEILLANCE_WINDOW);
        if (ends_with_a_later(&planner->history, i))
            continue;
        plan_tender(planner, cycle);
        plan_renewal_audit(planner, cycle);
        plan_expiry(planner, cycle);
    }
}

/* -- non-conformities ------------------------------------------------------------ */

/* Adds a milestone of NC, done by the first of the facts DONE_BY that still counts: those
 * before a requalification no longer do. */
static struct milestone *add_nc(struct planner *planner, enum milestone_kind kind,
                                const struct nc *nc, unsigned done_by)
{
    struct milestone *milestone = planner_add(planner, kind, nc->name);
    struct wanted done = wanted(done_by);

    done.nc = nc->name;
    if (nc->requalified)
        done.from = nc->clock;
    milestone->nc = nc->name;
    milestone->anchor = nc->requalified ? ANCHOR_REQUALIFIED : ANCHOR_NOTIFIED;
    milestone->anchor_day = nc->clock;
    milestone->opens = nc->clock;
    milestone->done = history_first_day(&planner->history, &done);
    return milestone;
}

/* Days allowed for the action plan: the fact's own, else for a minor the certifier's;
 * -1 where nobody set any. */
static int plan_days(const struct planner *planner, const struct nc *nc)
{
    const struct certifier *certifier = planner->history.certifier;

    if (nc->notified->plan_days >= 0)
        return nc->notified->plan_days;
    return certifier && nc->grade == GRADE_MINOR ? certifier->minor_plan_days : -1;
}

/* Same arrêté, art. 5: the certifier sets this delay.  The law has none, and so there is
 * no such milestone where nobody named one. */
static void plan_nc_plan(struct planner *planner, const struct nc *nc)
{
    struct rule_row row = *planner_row(planner, RULE_NC_PLAN, nc->clock);

    row.days = plan_days(planner, nc);
    if (row.days < 0)
        return;
    struct milestone *milestone = add_nc(
        planner, MILESTONE_NC_PLAN, nc,
        WANTED(FACT_NC_PLAN_SENT) | WANTED(FACT_NC_FIXED) | WANTED(FACT_NC_LIFTED));
    milestone->of_certifier = nc->notified->plan_days < 0;
    planner_due(milestone, &row, nc->clock);
    planner_settle(planner, milestone, planner_is_overtaken(planner, nc->clock));
}

/* Same article: six months for a minor, three for a major, from the day on which the
 * organization was notified. */
static void plan_nc_fix(struct planner *planner, const struct nc *nc)
{
    enum rule_id rule = nc->grade == GRADE_MAJOR ? RULE_NC_MAJOR_FIX : RULE_NC_MINOR_FIX;
    struct milestone *milestone = add_nc(planner, MILESTONE_NC_FIX, nc,
                                         WANTED(FACT_NC_FIXED) | WANTED(FACT_NC_LIFTED));

    milestone->major = nc->grade == GRADE_MAJOR;
    planner_due(milestone, planner_row(planner, rule, nc->clock), nc->clock);
    planner_settle(planner, milestone, planner_is_overtaken(planner, nc->clock));
}

/* Same article: the certifier verifies within a delay that starts where the one to fix
 * ends: chained, and not counted from the notification. */
static void plan_nc_verify(struct planner *planner, const struct nc *nc)
{
    const struct rule_row *verify = planner_row(planner, RULE_NC_MAJOR_VERIFY, nc->clock);
    struct milestone *milestone =
        add_nc(planner, MILESTONE_NC_VERIFY, nc, WANTED(FACT_NC_LIFTED));

    planner_due(milestone, planner_row(planner, RULE_NC_MAJOR_FIX, nc->clock), nc->clock);
    milestone->to_due_chained = reckon(milestone->due, verify->months, verify->days);
    milestone->due = milestone->to_due_chained.result;
    milestone->source = verify->source;
    milestone->confirm = milestone->confirm || verify->confirm;
    planner_settle(planner, milestone, planner_is_overtaken(planner, nc->clock));
}

void plan_non_conformities(struct planner *planner)
{
    for (size_t i = 0; i < planner->history.nc_count; i++) {
        const struct nc *nc = &planner->history.ncs[i];

        if (!nc->notified)
            continue;
        plan_nc_plan(planner, nc);
        plan_nc_fix(planner, nc);
        if (nc->grade == GRADE_MAJOR)
            plan_nc_verify(planner, nc);
    }
}

/* -- suspensions, refusals, withdrawals ------------------------------------------ */

/* Whether an earlier fact of these KINDS is of the same day, and so the same milestone.
 */
static bool is_repeated(const struct history *history, size_t index, unsigned kinds)
{
    return index > 0 &&
           date_cmp(history->facts[index - 1]->on, history->facts[index]->on) == 0 &&
           ((WANTED(history->facts[index - 1]->kind) & kinds) ||
            is_repeated(history, index - 1, kinds));
}

/* Same article, its end: a suspension that is not lifted becomes a withdrawal. */
void plan_suspensions(struct planner *planner)
{
    const struct history *history = &planner->history;
    const unsigned suspended = WANTED(FACT_CERTIFICATE_SUSPENDED);
    char suffix[DATE_TEXT_SIZE];

    for (size_t i = 0; i < history->fact_count; i++) {
        struct date day = history->facts[i]->on;
        struct wanted done = wanted(WANTED(FACT_CERTIFICATE_REINSTATED));

        if (!(WANTED(history->facts[i]->kind) & suspended) ||
            is_repeated(history, i, suspended))
            continue;
        struct milestone *milestone =
            planner_add(planner, MILESTONE_SUSPENSION_END, date_format(suffix, day));
        milestone->anchor = ANCHOR_SUSPENDED;
        milestone->anchor_day = day;
        planner_due(milestone, planner_row(planner, RULE_SUSPENSION_END, day), day);
        done.from = day;
        milestone->done = history_first_day(history, &done);
        planner_settle(planner, milestone, planner_is_overtaken(planner, day));
    }
}

/* Same article: no new application for three months after a refusal; professional sources
 * hold the same of a withdrawal.  A certificate issued after it shows that it is over. */
static void plan_reapplication(struct planner *planner, const struct fact *ending)
{
    char suffix[DATE_TEXT_SIZE];
    struct wanted done = wanted(WANTED(FACT_APPLICATION_FILED));
    struct wanted issued = wanted(WANTED(FACT_CERTIFICATE_ISSUED));
    struct milestone *milestone =
        planner_add(planner, MILESTONE_REAPPLY_ALLOWED, date_format(suffix, ending->on));

    milestone->anchor =
        ending->kind == FACT_CERTIFICATION_REFUSED ? ANCHOR_REFUSED : ANCHOR_WITHDRAWN;
    milestone->anchor_day = ending->on;
    planner_open(milestone, planner_row(planner, RULE_REAPPLY, ending->on), ending->on);
    done.from = milestone->opens;
    milestone->done = history_first_day(&planner->history, &done);
    issued.from = date_add_days(ending->on, 1);
    planner_settle(planner, milestone, history_first(&planner->history, &issued));
}

void plan_reapplications(struct planner *planner)
{
    const struct history *history = &planner->history;
    const unsigned endings =
        WANTED(FACT_CERTIFICATION_REFUSED) | WANTED(FACT_CERTIFICATE_WITHDRAWN);

    for (size_t i = 0; i < history->fact_count; i++)
        if ((WANTED(history->facts[i]->kind) & endings) &&
            !is_repeated(history, i, endings))
            plan_reapplication(planner, history->facts[i]);
}
