#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* Sets of fact kinds. */
#define ENDINGS                                                                          \
    (WANTED(FACT_CERTIFICATION_REFUSED) | WANTED(FACT_CERTIFICATE_WITHDRAWN) |           \
     WANTED(FACT_CERTIFICATION_ABANDONED))
#define CERTIFIER_NAMED                                                                  \
    (WANTED(FACT_CERTIFIER_CHOSEN) | WANTED(FACT_CERTIFIER_TRANSFERRED) |                \
     WANTED(FACT_CERTIFICATE_ISSUED))
#define ABOUT_NC                                                                         \
    (WANTED(FACT_NC_NOTIFIED) | WANTED(FACT_NC_PLAN_SENT) | WANTED(FACT_NC_FIXED) |      \
     WANTED(FACT_NC_LIFTED) | WANTED(FACT_NC_REQUALIFIED))

/* -- looking for facts ----------------------------------------------------------- */

struct wanted wanted(unsigned kinds)
{
    return (struct wanted){
        .kinds = kinds, .from = DATE_NONE, .before = DATE_NONE, .due = DATE_NONE};
}

/* Facts are few, some dozens in a long life: to walk along them is quicker than to keep
 * an index right. */
static bool is_wanted(const struct fact *fact, const struct wanted *wanted)
{
    if (!(wanted->kinds & WANTED(fact->kind)))
        return false;
    if (wanted->audit && fact->audit != wanted->audit)
        return false;
    if (wanted->nc && !text_equal(fact->nc, wanted->nc))
        return false;
    if (wanted->obligation && !text_equal(fact->obligation, wanted->obligation))
        return false;
    if (wanted->year && fact->year != wanted->year)
        return false;
    if (date_is_set(wanted->from) && date_cmp(fact->on, wanted->from) < 0)
        return false;
    if (date_is_set(wanted->before) && date_cmp(fact->on, wanted->before) >= 0)
        return false;
    return !date_is_set(wanted->due) || date_cmp(fact->due, wanted->due) == 0;
}

const struct fact *history_first(const struct history *history,
                                 const struct wanted *wanted)
{
    for (size_t i = 0; i < history->fact_count; i++)
        if (is_wanted(history->facts[i], wanted))
            return history->facts[i];
    return NULL;
}

const struct fact *history_last(const struct history *history,
                                const struct wanted *wanted)
{
    for (size_t i = history->fact_count; i-- > 0;)
        if (is_wanted(history->facts[i], wanted))
            return history->facts[i];
    return NULL;
}

struct date history_first_day(const struct history *history, const struct wanted *wanted)
{
    const struct fact *fact = history_first(history, wanted);

    return fact ? fact->on : DATE_NONE;
}

/* By the starts alone: an audit held after the end is of that cycle, too late. */
const struct cycle *history_cycle_of(const struct history *history, struct date day)
{
    size_t from = 0, to = history->cycle_count;

    /* Those before FROM start by DAY, those from TO on later. */
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (date_cmp(history->cycles[middle].starts, day) <= 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from ? &history->cycles[from - 1] : NULL;
}

static bool is_within(struct date day, struct date from, struct date before)
{
    return date_cmp(from, day) <= 0 &&
           (!date_is_set(before) || date_cmp(day, before) < 0);
}

/* From the last fact back: the first that speaks of this audit decides. */
struct date history_booked(const struct history *history, enum audit audit,
                           struct date from, struct date before)
{
    for (size_t i = history->fact_count; i-- > 0;) {
        const struct fact *fact = history->facts[i];
        if (fact->audit != audit)
            continue;
        if (fact->kind == FACT_AUDIT_CANCELLED)
            return DATE_NONE;
        if (fact->kind == FACT_AUDIT_BOOKED && is_within(fact->day, from, before))
            return fact->day;
    }
    return DATE_NONE;
}

bool history_ended_since(const struct history *history, struct date day)
{
    return date_is_set(history->last_ending) && date_cmp(history->last_ending, day) >= 0;
}

/* -- making one ------------------------------------------------------------------ */

static int compare_facts(const void *a, const void *b)
{
    const struct fact *left = *(const struct fact *const *)a;
    const struct fact *right = *(const struct fact *const *)b;
    int order = date_cmp(left->on, right->on);

    /* Facts of one day stay in the order of the document, in which they lie. */
    return order ? order : (left > right) - (left < right);
}

static void know_facts(struct history *history)
{
    const struct organization *organization = history->organization;

    history->facts = mem_new_array(organization->fact_count, sizeof(*history->facts));
    history->next_fact = DATE_NONE;
    for (size_t i = 0; i < organization->fact_count; i++) {
        const struct fact *fact = &organization->facts[i];
        if (fact->retracted)
            continue;
        if (date_cmp(fact->on, history->today) <= 0)
            history->facts[history->fact_count++] = fact;
        else
            history->next_fact = date_earlier(history->next_fact, fact->on);
    }
    qsort(history->facts, history->fact_count, sizeof(*history->facts), compare_facts);
}

/* The printed end counts, whatever the rule: it is what the certifier vouches for. */
static struct cycle cycle_of_certificate(const struct history *history,
                                         const struct fact *certificate)
{
    struct date starts = fact_starts(certificate);
    struct cycle cycle = {.starts = starts,
                          .ends = certificate->ends,
                          .by_rule.from = DATE_NONE,
                          .next = DATE_NONE};

    if (date_is_set(cycle.ends))
        return cycle;
    const struct rule_row *row =
        rules_row(history->context->rules, RULE_CERTIFICATE_END, starts);
    cycle.ends = date_add_days(date_add_months(starts, row->months), row->days);
    cycle.by_rule = (struct reckoning){starts, row->months, row->days, cycle.ends};
    cycle.confirm = row->confirm;
    return cycle;
}

/* Puts CYCLE in its place by S; one that starts on the same day is replaced. */
static void place_cycle(struct history *history, struct cycle cycle)
{
    size_t at = history->cycle_count;

    while (at > 0 && date_cmp(history->cycles[at - 1].starts, cycle.starts) > 0)
        at--;
    if (at > 0 && date_cmp(history->cycles[at - 1].starts, cycle.starts) == 0) {
        history->cycles[at - 1] = cycle;
        return;
    }
    memmove(&history->cycles[at + 1], &history->cycles[at],
            (history->cycle_count - at) * sizeof(cycle));
    history->cycles[at] = cycle;
    history->cycle_count++;
}

static void know_cycles(struct history *history)
{
    history->cycles = mem_new_array(history->fact_count, sizeof(*history->cycles));
    for (size_t i = 0; i < history->fact_count; i++)
        if (history->facts[i]->kind == FACT_CERTIFICATE_ISSUED)
            place_cycle(history, cycle_of_certificate(history, history->facts[i]));
    for (size_t i = 1; i < history->cycle_count; i++)
        history->cycles[i - 1].next = history->cycles[i].starts;
}

static struct nc *nc_named(struct history *history, const char *name)
{
    for (size_t i = 0; i < history->nc_count; i++)
        if (text_equal(history->ncs[i].name, name))
            return &history->ncs[i];
    struct nc *nc = &history->ncs[history->nc_count++];
    *nc = (struct nc){.name = name, .clock = DATE_NONE, .lifted = DATE_NONE};
    return nc;
}

/* The first of each kind: a clock that has started is not set back by a second letter. */
static void know_nc_fact(struct nc *nc, const struct fact *fact)
{
    if (fact->kind == FACT_NC_NOTIFIED && !nc->notified)
        nc->notified = fact;
    if (fact->kind == FACT_NC_REQUALIFIED && !nc->requalified)
        nc->requalified = fact;
    if (fact->kind == FACT_NC_LIFTED && !date_is_set(nc->lifted))
        nc->lifted = fact->on;
}

static void know_ncs(struct history *history)
{
    history->ncs = mem_new_array(history->fact_count, sizeof(*history->ncs));
    for (size_t i = 0; i < history->fact_count; i++)
        if (WANTED(history->facts[i]->kind) & ABOUT_NC)
            know_nc_fact(nc_named(history, history->facts[i]->nc), history->facts[i]);
    for (size_t i = 0; i < history->nc_count; i++) {
        struct nc *nc = &history->ncs[i];
        if (!nc->notified)
            continue;
        nc->clock = nc->requalified ? nc->requalified->on : nc->notified->on;
        nc->grade = nc->requalified ? GRADE_MAJOR : nc->notified->grade;
        nc->cycle = history_cycle_of(history, nc->clock);
    }
}

/* The settings of the certifier that was named last, in a fact or else in the profile. */
static void know_certifier(struct history *history)
{
    const struct plan_context *context = history->context;
    const char *name = history->organization->certifier;

    for (size_t i = 0; i < history->fact_count; i++)
        if ((WANTED(history->facts[i]->kind) & CERTIFIER_NAMED) &&
            history->facts[i]->certifier)
            name = history->facts[i]->certifier;
    for (size_t i = 0; name && i < context->certifier_count; i++)
        if (text_equal(context->certifiers[i].name, name))
            history->certifier = &context->certifiers[i];
}

void history_init(struct history *history, const struct organization *organization,
                  const struct plan_context *context, struct date today)
{
    const struct wanted ending = wanted(ENDINGS);

    *history = (struct history){
        .organization = organization, .context = context, .today = today};
    know_facts(history); /* first: the others walk along them */
    know_cycles(history);
    know_ncs(history);
    know_certifier(history);
    const struct fact *last = history_last(history, &ending);
    history->last_ending = last ? last->on : DATE_NONE;
}

void history_done(struct history *history)
{
    free(history->facts);
    free(history->cycles);
    free(history->ncs);
}

unsigned history_categories(const struct history *history)
{
    unsigned categories = history->organization->categories;

    for (size_t i = 0; i < history->fact_count; i++)
        if (history->facts[i]->kind == FACT_SCOPE_EXTENDED)
            categories |= history->facts[i]->categories;
    return categories;
}

bool history_is_certified(const struct history *history)
{
    const struct cycle *cycle = history_cycle_of(history, history->today);

    return cycle && date_cmp(history->today, cycle->ends) <= 0 &&
           !history_ended_since(history, cycle->starts);
}
