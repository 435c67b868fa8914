/* The words of a milestone and of an alert.  {0}, {1}, … stand for names and days. */
#include "jalon/core/explain.h"

#include <stdio.h>
#include <string.h>

/* In these three, {0} is the name of the non-conformity or of the obligation. */
static const char *const titles[MILESTONE_KIND_COUNT] = {
    [MILESTONE_PREPARATION_ASSESSMENT] = N_("self-assessment"),
    [MILESTONE_PREPARATION_CERTIFIER] = N_("choice of the certifier"),
    [MILESTONE_PREPARATION_APPLICATION] = N_("application for certification"),
    [MILESTONE_INITIAL_AUDIT] = N_("initial audit"),
    [MILESTONE_SURVEILLANCE_TARGET] = N_("surveillance audit (advised date)"),
    [MILESTONE_SURVEILLANCE_WINDOW] = N_("surveillance audit"),
    [MILESTONE_RENEWAL_TENDER] = N_("tender for the renewal"),
    [MILESTONE_RENEWAL_AUDIT] = N_("renewal audit"),
    [MILESTONE_CERTIFICATE_EXPIRY] = N_("renewal of the certificate"),
    [MILESTONE_NC_PLAN] = N_("action plan for non-conformity {0}"),
    [MILESTONE_NC_FIX] = N_("correction of non-conformity {0}"),
    [MILESTONE_NC_VERIFY] = N_("verification of major non-conformity {0}"),
    [MILESTONE_SUSPENSION_END] = N_("lifting of the suspension"),
    [MILESTONE_REAPPLY_ALLOWED] = N_("new application allowed"),
    [MILESTONE_BPF] = N_("yearly training report (BPF)"),
    [MILESTONE_CFA_ACCOUNTS] = N_("analytic accounts of the CFA"),
    [MILESTONE_OBLIGATION] = "{0}",
};

/* An imperative that fits before "by 14 January 2026" and alone in a calendar. */
static const char *const actions[MILESTONE_KIND_COUNT] = {
    [MILESTONE_PREPARATION_ASSESSMENT] =
        N_("Compare current practice with the indicators of the "
           "quality framework and list the gaps"),
    [MILESTONE_PREPARATION_CERTIFIER] =
        N_("Compare the offers of accredited certifiers and choose one"),
    [MILESTONE_PREPARATION_APPLICATION] =
        N_("File the application and sign the contract with the certifier"),
    [MILESTONE_INITIAL_AUDIT] = N_("Have the certifier hold the initial audit"),
    [MILESTONE_SURVEILLANCE_TARGET] =
        N_("Have the certifier hold the surveillance audit"),
    [MILESTONE_SURVEILLANCE_WINDOW] =
        N_("Have the certifier hold the surveillance audit"),
    [MILESTONE_RENEWAL_TENDER] = N_("Contact the certifier, or put several certifiers "
                                    "out to tender, for the renewal audit"),
    [MILESTONE_RENEWAL_AUDIT] = N_("Have the certifier hold the renewal audit"),
    [MILESTONE_CERTIFICATE_EXPIRY] = N_("Obtain the certifier's decision on the renewal"),
    [MILESTONE_NC_PLAN] = N_("Send the certifier the action plan for non-conformity {0}"),
    [MILESTONE_NC_FIX] = N_("Carry out the corrective actions for non-conformity {0} and "
                            "send the certifier the evidence"),
    [MILESTONE_NC_VERIFY] =
        N_("Have the certifier verify and lift major non-conformity {0}"),
    [MILESTONE_SUSPENSION_END] = N_("Remove the causes of the suspension and have the "
                                    "certifier reinstate the certificate"),
    [MILESTONE_REAPPLY_ALLOWED] = N_("File a new application for certification"),
    [MILESTONE_BPF] = N_("File the BPF on the portal Mon Activité Formation"),
    [MILESTONE_CFA_ACCOUNTS] = N_("Send the analytic accounts to France compétences"),
    [MILESTONE_OBLIGATION] = N_("To be done: {0}"),
};

/* In lower case: they go on behind an action and its date. */
static const char *const otherwises[MILESTONE_KIND_COUNT] = {
    [MILESTONE_PREPARATION_ASSESSMENT] = N_(
        "otherwise too little time is left to close the gaps before the initial audit"),
    [MILESTONE_PREPARATION_CERTIFIER] =
        N_("otherwise the certifier may have no audit day left in time"),
    [MILESTONE_PREPARATION_APPLICATION] =
        N_("otherwise the certification will come after the wanted date"),
    [MILESTONE_INITIAL_AUDIT] = N_("otherwise no time is left to cure a major "
                                   "non-conformity before the wanted date"),
    [MILESTONE_SURVEILLANCE_TARGET] = N_("otherwise a major non-conformity can no longer "
                                         "be cured before the window closes"),
    [MILESTONE_SURVEILLANCE_WINDOW] =
        N_("otherwise the certifier suspends the certificate, then withdraws it, and "
           "public funding stops"),
    [MILESTONE_RENEWAL_TENDER] =
        N_("otherwise there may be no audit day left before the certificate ends"),
    [MILESTONE_RENEWAL_AUDIT] = N_("otherwise no time is left to cure a major "
                                   "non-conformity before the certificate ends"),
    [MILESTONE_CERTIFICATE_EXPIRY] =
        N_("otherwise the certificate lapses and public funding stops"),
    [MILESTONE_NC_PLAN] = N_("otherwise the certifier cannot accept the correction, and "
                             "the certification is at risk"),
    [MILESTONE_NC_FIX] = N_("otherwise it becomes a major at the next audit"),
    [MILESTONE_NC_VERIFY] =
        N_("otherwise the certification is refused, or the certificate suspended"),
    [MILESTONE_SUSPENSION_END] = N_("otherwise the certificate is withdrawn"),
    [MILESTONE_REAPPLY_ALLOWED] =
        N_("otherwise the organization stays without certification and public funding"),
    [MILESTONE_BPF] = N_("otherwise the declaration of activity lapses, and the "
                         "certification falls with it"),
    [MILESTONE_CFA_ACCOUNTS] =
        N_("otherwise the CFA fails a duty that the authorities check"),
    [MILESTONE_OBLIGATION] = N_("otherwise a commitment of the organization is not kept, "
                                "and an audit may find it"),
};

/* What is at stake once the above has come or cannot be had any more; NULL: still that.
 */
static const char *const missed_otherwises[MILESTONE_KIND_COUNT] = {
    [MILESTONE_RENEWAL_AUDIT] = N_("otherwise the certificate cannot be renewed"),
    [MILESTONE_CERTIFICATE_EXPIRY] =
        N_("since the certificate has lapsed and public funding has stopped"),
};

static const char *const forces[FORCE_COUNT] = {
    [FORCE_LAW] = N_("by law"),
    [FORCE_LIKELY] = N_("likely rule"),
    [FORCE_CONTRACT] = N_("by contract with the certifier"),
    [FORCE_ADVICE] = N_("advice"),
    [FORCE_CUSTOM] = N_("the organization's own duty"),
};

static const char *const states[STATE_COUNT] = {
    [STATE_DONE] = N_("done"),           [STATE_MOOT] = N_("no longer due"),
    [STATE_MISSED] = N_("missed"),       [STATE_PASSED] = N_("advised date passed"),
    [STATE_BOOKED] = N_("audit booked"), [STATE_OPEN] = N_("open"),
    [STATE_UPCOMING] = N_("upcoming"),
};

/* The audits that alerts are about. */
static const char *const audits[AUDIT_COUNT] = {
    [AUDIT_NONE] = N_("audit"),
    [AUDIT_INITIAL] = N_("initial audit"),
    [AUDIT_SURVEILLANCE] = N_("surveillance audit"),
    [AUDIT_RENEWAL] = N_("renewal audit"),
    [AUDIT_COMPLEMENTARY] = N_("complementary audit"),
    [AUDIT_EXTENSION] = N_("extension audit"),
};

/* {0}: what it is about; {1} to {3}: its days; {4}: its count; {5}: the audit that it is
 * about. */
static const char *const causes[] = {
    [CAUSE_OUTSIDE_WINDOW] = N_("{5} booked for {1}, outside its window from {2} to {3}"),
    [CAUSE_OTHER_REFERENTIAL] = N_("{5} booked for {1}: it falls under another "
                                   "referential than the last audit, held on {2}"),
    [CAUSE_HELD_AFTER_END] = N_("{5} held on {1}, after the certificate ended on {2}"),
    [CAUSE_NC_NEVER_NOTIFIED] =
        N_("non-conformity {0} has a fact dated {1} but was never notified"),
    [CAUSE_NC_BEFORE_NOTIFIED] =
        N_("non-conformity {0} has a fact dated {1}, before it was notified on {2}"),
    [CAUSE_NC_NOTIFIED_TWICE] =
        N_("non-conformity {0} was notified twice, on {1} and on {2}"),
    [CAUSE_FIVE_MINORS] =
        N_("{4} minors of one audit are not lifted and together count as a major: {0}"),
    [CAUSE_MAJOR_ONLY] = N_("non-conformity {0} is graded minor, but on indicator {4} it "
                            "can only be a major"),
    [CAUSE_MINOR_AT_AUDIT] = N_("minor non-conformity {0} is not lifted; at the audit "
                                "booked for {1} it becomes a major"),
};

/* TEXT is ours or a translation of ours; braces in VALUES are copied and never read, so
 * that a client may be called "{9}". */
void explain_fill(struct buf *out, const char *text, const char *const *values)
{
    for (const char *brace; (brace = strchr(text, '{')); text = brace + strlen("{0}")) {
        buf_add_bytes(out, text, (size_t)(brace - text));
        buf_add(out, values[brace[1] - '0']);
    }
    buf_add(out, text);
}

/* -- milestones ------------------------------------------------------------------ */

static void add_words(struct buf *out, const char *text,
                      const struct milestone *milestone, enum lang lang)
{
    const char *name = milestone->title ? milestone->title : milestone->nc;

    explain_fill(out, tr(lang, text), (const char *const[]){name ? name : ""});
}

void explain_title(struct buf *out, const struct milestone *milestone, enum lang lang)
{
    add_words(out, titles[milestone->kind], milestone, lang);
}

void explain_action(struct buf *out, const struct milestone *milestone, enum lang lang)
{
    if (milestone->state == STATE_BOOKED)
        buf_add(out, tr(lang, "Prepare the audit: evidence for each indicator, and the "
                              "team told of the day"));
    else
        add_words(out, actions[milestone->kind], milestone, lang);
}

void explain_otherwise(struct buf *out, const struct milestone *milestone, enum lang lang)
{
    const char *missed = missed_otherwises[milestone->kind];

    if (milestone->state == STATE_MISSED && missed)
        add_words(out, missed, milestone, lang);
    else if (milestone->kind == MILESTONE_NC_FIX && milestone->major)
        add_words(out, otherwises[MILESTONE_NC_VERIFY], milestone, lang);
    else
        add_words(out, otherwises[milestone->kind], milestone, lang);
}

const char *explain_confirm(enum lang lang)
{
    return tr(lang, "this rule is to be confirmed by a person on the official site");
}

const char *explain_force(enum force force, enum lang lang)
{
    return tr(lang, forces[force]);
}

const char *explain_state(enum milestone_state state, enum lang lang)
{
    return tr(lang, states[state]);
}

/* -- alerts ---------------------------------------------------------------------- */

/* The words for the audit that ALERT is about. */
static const char *audit_of(const struct alert *alert, enum lang lang)
{
    enum audit audit = AUDIT_NONE;

    /* What an alert is about is an audit only for some; for others the word is unused. */
    (void)audit_parse(&audit, alert->about[0]);
    return tr(lang, audits[audit]);
}

/* The sentence of ALERT with its days as DAYS write them. */
static void add_alert(struct buf *out, const struct alert *alert,
                      const char *const days[3], enum lang lang)
{
    char count[16];
    struct buf about = {0};

    for (size_t i = 0; i < alert->about_count; i++)
        buf_addf(&about, "%s%s", i ? ", " : "", alert->about[i]);
    (void)snprintf(count, sizeof(count), "%d", alert->count);
    explain_fill(out, tr(lang, causes[alert->cause]),
                 (const char *const[]){buf_text(&about), days[0], days[1], days[2], count,
                                       audit_of(alert, lang)});
    buf_done(&about);
}

void explain_alert(struct buf *out, const struct alert *alert, enum lang lang)
{
    char days[3][DATE_TEXT_SIZE];

    for (int i = 0; i < 3; i++)
        date_format(days[i], alert->days[i]);
    add_alert(out, alert, (const char *const[]){days[0], days[1], days[2]}, lang);
}

void explain_alert_in_words(struct buf *out, const struct alert *alert, enum lang lang)
{
    struct buf days[3] = {{0}};

    for (int i = 0; i < 3; i++)
        explain_date(&days[i], alert->days[i], lang);
    add_alert(
        out, alert,
        (const char *const[]){buf_text(&days[0]), buf_text(&days[1]), buf_text(&days[2])},
        lang);
    for (int i = 0; i < 3; i++)
        buf_done(&days[i]);
}
