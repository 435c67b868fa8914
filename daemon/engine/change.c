#include "parts.h"

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* -- transactions ---------------------------------------------------------------- */

/* Within a batch the transaction is the batch's, which also says what becomes of it. */
static int begin(struct engine *engine, const char *holder, struct err *err)
{
    return engine->batch ? 0 : store_begin(engine->store, holder, err);
}

/* Ends what begin() began, to be kept where RC is 0.  Returns 0 or -1. */
static int end(struct engine *engine, int rc, struct err *err)
{
    return engine->batch ? rc : store_end(engine->store, rc, err);
}

int engine_batch_begin(struct engine *engine, struct err *err)
{
    if (store_begin(engine->store, "batch", err) != 0)
        return -1;
    engine->batch = true;
    return 0;
}

int engine_batch_commit(struct engine *engine, struct err *err)
{
    engine->batch = false;
    return store_commit(engine->store, err);
}

void engine_batch_rollback(struct engine *engine)
{
    engine->batch = false;
    store_rollback(engine->store);
}

/* -- after a change -------------------------------------------------------------- */

/* Plans ID anew at once, so that its dates are right from now on, and has the next tick
 * see whether anything is to be said. */
static int changed(struct engine *engine, const char *id, const struct actor *actor,
                   struct move_list *moves, struct err *err)
{
    struct organization organization;
    struct plan plan;
    int rc = -1;

    if (store_organization_get(&organization, NULL, engine->store, id, err) != 0)
        return -1;
    struct date today = engine_today(engine, &organization, actor->now);
    if (engine_replan(&plan, engine, &organization, today, actor->now, moves, err) == 0) {
        plan_done(&plan);
        rc = store_organization_wake(engine->store, id, actor->now, err);
    }
    organization_done(&organization);
    return rc;
}

/* -- organizations --------------------------------------------------------------- */

int engine_put(struct engine *engine, const struct organization *organization,
               const struct actor *actor, enum change *change, struct move_list *moves,
               struct err *err)
{
    const struct zone *zone;
    int rc;

    /* Here and not with the document, since only the system knows its zones. */
    if (organization->timezone && zone_find(&zone, organization->timezone, err) != 0)
        return err_wrap(err, "%s", "timezone");
    if (begin(engine, "put", err) != 0)
        return -1;
    rc = engine_put_document(engine, organization, actor, change, err);
    if (rc == 0 && *change != CHANGE_UNCHANGED)
        /* An import asks for no moves and plans nothing: the next tick does, many at a
         * time. */
        rc = moves ? changed(engine, organization->id, actor, moves, err)
                   : store_organization_wake(engine->store, organization->id, actor->now,
                                             err);
    return end(engine, rc, err);
}

/* What waits to be sent about one that goes is not sent any more. */
struct withdrawing {
    struct engine *engine;
    struct instant now;
};

static int withdraw_row(void *context, const struct milestone_row *row, struct err *err)
{
    const struct withdrawing *withdrawing = context;

    return store_notices_withdraw(withdrawing->engine->store, row->organization, row->id,
                                  DATE_NONE, N_("the organization was removed"),
                                  withdrawing->now, err);
}

static int withdraw_all(struct engine *engine, const char *id, struct instant now,
                        struct err *err)
{
    struct withdrawing withdrawing = {engine, now};
    const struct milestone_filter filter = {
        .organization = id, .from = DATE_NONE, .to = DATE_NONE};

    return store_milestones_each(engine->store, &filter, withdraw_row, &withdrawing, err);
}

int engine_remove(struct engine *engine, const char *id, struct instant now,
                  struct err *err)
{
    int rc;

    if (begin(engine, "remove", err) != 0)
        return -1;
    /* First, while its milestones can still be found. */
    rc = withdraw_all(engine, id, now, err);
    if (rc == 0)
        rc = store_organization_remove(engine->store, id, err);
    return end(engine, rc, err);
}

/* -- one fact -------------------------------------------------------------------- */

/* Why the day that FACT, a booking, is for cannot be right; 0 where it can. */
static int check_booking(const struct engine *engine, struct organization *organization,
                         const struct fact *fact, const struct actor *actor,
                         struct err *err)
{
    const struct plan_context context = conf_plan_context(engine->conf);
    char opens[DATE_TEXT_SIZE], due[DATE_TEXT_SIZE], day[DATE_TEXT_SIZE];
    struct plan plan;
    int rc = 0;

    plan_make(&plan, organization, &context,
              engine_today(engine, organization, actor->now));
    const struct milestone *missed = plan_window_missed(&plan, fact->audit, fact->day);
    if (missed)
        rc =
            err_set(err, ERR_REFUSED,
                    N_("%s lies outside the window from %s to %s: choose another day, or "
                       "say so with force"),
                    date_format(day, fact->day), date_format(opens, missed->opens),
                    date_format(due, missed->due));
    plan_done(&plan);
    return rc;
}

static int check_fact(const struct engine *engine, struct organization *known,
                      const struct fact *fact, bool force, const struct actor *actor,
                      struct err *err)
{
    if (fact->id && engine_fact_named(known, fact->id))
        return err_set(err, ERR_CONFLICT, N_("there is a fact %s already"), fact->id);
    if (fact->kind == FACT_AUDIT_BOOKED && !force)
        return check_booking(engine, known, fact, actor, err);
    return 0;
}

static int record(struct engine *engine, const char *id, struct fact *fact, bool force,
                  const struct actor *actor, struct err *err)
{
    struct organization known;
    size_t number = 0;

    if (store_organization_get(&known, NULL, engine->store, id, err) != 0)
        return -1;
    int rc = check_fact(engine, &known, fact, force, actor, err);
    if (rc == 0) {
        engine_complete_fact(fact, &known, NULL, &number, actor);
        rc = store_fact_add(engine->store, id, fact, err);
    }
    organization_done(&known);
    return rc;
}

int engine_record(struct engine *engine, const char *id, struct fact *fact, bool force,
                  const struct actor *actor, struct move_list *moves, struct err *err)
{
    if (begin(engine, "record", err) != 0)
        return -1;
    int rc = record(engine, id, fact, force, actor, err);
    if (rc == 0)
        rc = changed(engine, id, actor, moves, err);
    return end(engine, rc, err);
}

int engine_retract(struct engine *engine, const char *id, const char *fact,
                   const struct actor *actor, struct move_list *moves, struct err *err)
{
    int rc;

    if (begin(engine, "retract", err) != 0)
        return -1;
    rc = store_fact_retract(engine->store, id, fact, actor->by, actor->now, err);
    if (rc == 0)
        rc = changed(engine, id, actor, moves, err);
    return end(engine, rc, err);
}

/* -- acknowledgements ------------------------------------------------------------ */

static int put_ack(struct engine *engine, const char *id, struct ack *ack,
                   const struct actor *actor, struct err *err)
{
    struct organization organization;
    struct plan plan;
    int rc;

    if (engine_plan(&organization, &plan, engine, id, actor->now, err) != 0)
        return -1;
    struct date today = engine_today(engine, &organization, actor->now);
    const struct milestone *milestone = plan_find(&plan, ack->milestone);
    if (!milestone) {
        rc =
            err_set(err, ERR_NOT_FOUND, N_("%s has no milestone %s"), id, ack->milestone);
    } else if (date_is_set(ack->until) && date_cmp(ack->until, today) <= 0) {
        rc = err_set(err, ERR_INVALID, N_("a reminder can only come on a day to come"));
    } else {
        /* It is about the date as it stands: should that move, the reminders come again.
         */
        ack->key = milestone_day(milestone);
        rc = store_ack_put(engine->store, id, ack, err);
    }
    plan_done(&plan);
    organization_done(&organization);
    return rc;
}

int engine_ack(struct engine *engine, const char *id, const char *milestone,
               struct date until, const char *reason, const struct actor *actor,
               struct err *err)
{
    if (!text_is_title(reason, ENGINE_REASON_MAX))
        return err_set(
            err, ERR_INVALID,
            N_("reason: 1 to %d characters are asked for, not all of them spaces"),
            ENGINE_REASON_MAX);
    struct ack ack = {.milestone = mem_strdup(milestone),
                      .until = until,
                      .reason = mem_strdup(reason),
                      .by = mem_strdup(actor->by),
                      .at = actor->now};
    int rc = begin(engine, "ack", err);

    if (rc == 0) {
        rc = put_ack(engine, id, &ack, actor, err);
        if (rc == 0)
            rc = store_notices_withdraw(engine->store, id, milestone, DATE_NONE,
                                        N_("acknowledged"), actor->now, err);
        if (rc == 0)
            rc = store_organization_wake(engine->store, id, actor->now, err);
        rc = end(engine, rc, err);
    }
    ack_done(&ack);
    return rc;
}

int engine_unack(struct engine *engine, const char *id, const char *milestone,
                 const struct actor *actor, struct err *err)
{
    int rc;

    if (begin(engine, "unack", err) != 0)
        return -1;
    rc = store_ack_remove(engine->store, id, milestone, err);
    if (rc == 0)
        rc = store_organization_wake(engine->store, id, actor->now, err);
    return end(engine, rc, err);
}
