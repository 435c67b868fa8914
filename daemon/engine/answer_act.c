/* What an answer by a link comes to. */
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "jalon/engine/answer.h"
#include "parts.h"

static struct actor actor_of(const struct answer *answer)
{
    return (struct actor){answer->by, answer->now};
}

bool answer_can_book(const struct answer *answer)
{
    return answer->milestone->audit != AUDIT_NONE;
}

static int record(const struct answer *answer, struct fact *fact, struct err *err)
{
    const struct actor actor = actor_of(answer);
    int rc = engine_record(answer->engine, answer->organization.id, fact, false, &actor,
                           NULL, err);

    fact_done(fact);
    return rc;
}

int answer_booked(const struct answer *answer, struct date day, struct err *err)
{
    struct fact fact;

    if (!answer_can_book(answer))
        return err_set(err, ERR_INVALID, "there is no audit to book");
    fact_init(&fact, FACT_AUDIT_BOOKED,
              engine_today(answer->engine, &answer->organization, answer->now));
    fact.audit = answer->milestone->audit;
    fact.day = day;
    return record(answer, &fact, err);
}

/* -- done ------------------------------------------------------------------------ */

enum fact_kind answer_fact_kind(const struct milestone *milestone)
{
    /* As the table of milestones in the core says what each is done by; of several the
     * one that a person answering a mail is likely to mean. */
    static const enum fact_kind kinds[MILESTONE_KIND_COUNT] = {
        [MILESTONE_PREPARATION_ASSESSMENT] = FACT_PREPARATION_STARTED,
        [MILESTONE_PREPARATION_CERTIFIER] = FACT_CERTIFIER_CHOSEN,
        [MILESTONE_PREPARATION_APPLICATION] = FACT_APPLICATION_FILED,
        [MILESTONE_INITIAL_AUDIT] = FACT_AUDIT_HELD,
        [MILESTONE_SURVEILLANCE_TARGET] = FACT_AUDIT_HELD,
        [MILESTONE_SURVEILLANCE_WINDOW] = FACT_AUDIT_HELD,
        [MILESTONE_RENEWAL_TENDER] = FACT_CERTIFIER_CHOSEN,
        [MILESTONE_RENEWAL_AUDIT] = FACT_AUDIT_HELD,
        [MILESTONE_CERTIFICATE_EXPIRY] = FACT_CERTIFICATE_ISSUED,
        [MILESTONE_NC_PLAN] = FACT_NC_PLAN_SENT,
        [MILESTONE_NC_FIX] = FACT_NC_FIXED,
        [MILESTONE_NC_VERIFY] = FACT_NC_LIFTED,
        [MILESTONE_SUSPENSION_END] = FACT_CERTIFICATE_REINSTATED,
        [MILESTONE_REAPPLY_ALLOWED] = FACT_APPLICATION_FILED,
        [MILESTONE_BPF] = FACT_BPF_FILED,
        [MILESTONE_CFA_ACCOUNTS] = FACT_ACCOUNTS_FILED,
        [MILESTONE_OBLIGATION] = FACT_OBLIGATION_DONE,
    };

    return kinds[milestone->kind];
}

/* What the fact must say besides its day. */
static void complete(struct fact *fact, const struct answer *answer,
                     const char *certifier)
{
    const struct milestone *milestone = answer->milestone;
    /* An obligation's milestone is "obligation/ID/DUE". */
    const char *name = strchr(milestone->id, '/') + 1;

    if (fact->kind == FACT_AUDIT_HELD)
        fact->audit = milestone->audit;
    if (fact->kind == FACT_CERTIFIER_CHOSEN)
        fact->certifier =
            mem_strdup(certifier ? certifier : answer->organization.certifier);
    if (milestone->nc)
        fact->nc = mem_strdup(milestone->nc);
    if (fact->kind == FACT_BPF_FILED || fact->kind == FACT_ACCOUNTS_FILED)
        fact->year = date_civil(milestone->due).year;
    if (fact->kind == FACT_OBLIGATION_DONE) {
        fact->obligation = mem_strndup(name, strcspn(name, "/"));
        fact->due = milestone->due;
    }
}

int answer_held(const struct answer *answer, struct date day, const char *certifier,
                struct err *err)
{
    struct date today = engine_today(answer->engine, &answer->organization, answer->now);
    struct fact fact;

    if (date_cmp(day, today) > 0)
        return err_set(err, ERR_INVALID, "what is done was not done on a day to come");
    fact_init(&fact, answer_fact_kind(answer->milestone), day);
    complete(&fact, answer, certifier);
    if (fact.kind == FACT_CERTIFIER_CHOSEN && !fact.certifier) {
        fact_done(&fact);
        return err_set(err, ERR_INVALID, "which certifier was chosen must be said");
    }
    return record(answer, &fact, err);
}

/* -- later, and not mine --------------------------------------------------------- */

int answer_later(const struct answer *answer, struct date until, struct err *err)
{
    const struct actor actor = actor_of(answer);

    return engine_ack(answer->engine, answer->organization.id, answer->milestone->id,
                      until, "remind me later", &actor, err);
}

/* Who is to hear that somebody is not the one: the owner, unless it is they. */
static const char *whom_to_tell(const struct answer *answer)
{
    const struct conf *conf = answer->engine->conf;
    const char *owner = answer->organization.owner;

    /* The owner is a word in the client's profile: no receiver need be called so. */
    if (owner && conf_receiver(conf, owner) && !text_equal(owner, answer->receiver))
        return owner;
    return conf->fallback;
}

static int tell(const struct answer *answer, const char *receiver, struct err *err)
{
    enum lang lang =
        engine_lang(answer->engine, conf_receiver(answer->engine->conf, receiver));
    struct buf title = {0}, subject = {0}, text = {0};

    explain_title(&title, answer->milestone, lang);
    buf_addf(&subject, tr(lang, "Not theirs: %s, %s"), answer->organization.name,
             buf_text(&title));
    buf_addf(&text,
             tr(lang, "%s answers that this is not theirs: %s, %s.\nIts reminders are "
                      "silent until somebody takes them up."),
             answer->by, answer->organization.name, buf_text(&title));
    int rc = engine_say(answer->engine, receiver, "answer", buf_text(&subject),
                        buf_text(&text), answer->now, err);
    buf_done(&title);
    buf_done(&subject);
    buf_done(&text);
    return rc;
}

int answer_not_mine(const struct answer *answer, struct err *err)
{
    const struct actor actor = actor_of(answer);
    const char *receiver = whom_to_tell(answer);

    if (engine_ack(answer->engine, answer->organization.id, answer->milestone->id,
                   DATE_NONE, "not mine", &actor, err) != 0)
        return -1;
    return receiver ? tell(answer, receiver, err) : 0;
}
