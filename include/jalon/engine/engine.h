/*
 * engine.h - the conductor: what changed, so what is planned, so what is said.
 *
 * Layer: engine.  Every change of an organization goes through here: it is written and
 * planned anew in one transaction, and the next tick says what is to be said.  What can
 * fail returns 0, or -1 with ERR set and nothing written, unless a batch is open: then
 * the batch is to be rolled back.
 */
#ifndef JALON_ENGINE_ENGINE_H
#define JALON_ENGINE_ENGINE_H

#include "jalon/conf/conf.h"
#include "jalon/core/forecast.h"
#include "jalon/core/organization.h"
#include "jalon/core/plan.h"
#include "jalon/store/milestones.h"
#include "jalon/store/store.h"

/* One for a store; used on the loop's thread alone. */
struct engine;

/* Opens an engine over STORE; CONF is borrowed while it is the engine's.  Organizations
 * are looked at again where the rules or the policy differ from the last run's.  In a
 * REHEARSAL every message says that it is one. */
int engine_open(struct engine **out, struct store *store, const struct conf *conf,
                bool rehearsal, struct err *err);
/* Frees ENGINE; store and configuration stay the caller's. */
void engine_close(struct engine *engine);

/* Another configuration from now on, borrowed.  Where it fails the old one stays in use.
 */
int engine_configure(struct engine *engine, const struct conf *conf, struct err *err);

/* For how long a caller can wait: asked again and again. */
struct patience {
    bool (*lasts)(void *context);
    void *context;
};

/* Where many organizations are due at NOW, plans some of them, as long as PATIENCE lasts,
 * in a transaction of its own: the tick then has little left to do.  Returns whether
 * there are more, for which it is to be called again before the tick; others may have the
 * loop meanwhile. */
bool engine_prepare(struct engine *engine, struct instant now,
                    const struct patience *patience);

/* Does all that NOW asks for: plans what midnight changed, queues what is to be said.
 * *NEXT is when to call again at the latest. */
int engine_tick(struct engine *engine, struct instant now, struct instant *next,
                struct err *err);

/* When it was last called so; s 0: not yet. */
struct instant engine_last_tick(const struct engine *engine);

/* What other rules, or another policy, came to. */
struct engine_shift {
    struct instant at;     /* s 0: they have not changed since the start */
    int64_t organizations; /* of which dates moved */
    int64_t dates;         /* that moved, came or went */
};

/* What the last change of the rules moved; complete with the tick that follows it. */
struct engine_shift engine_last_shift(const struct engine *engine);

/* Who does something, and when. */
struct actor {
    const char *by;     /* as it goes on record: an account, a token, "alice (by link)" */
    struct instant now; /* also the day that is planned for */
};

/* What a change came to. */
enum change {
    CHANGE_CREATED,   /* there was none of that id */
    CHANGE_UPDATED,   /* its profile or its facts differ from what was on record */
    CHANGE_UNCHANGED, /* nothing was written */
    CHANGE_COUNT,
};

/* Writes ORGANIZATION: the profile as given; facts that are not there yet are added (id,
 * recorded_at and by filled in where missing), one given as retracted is voided, none is
 * ever removed.  ERR_CONFLICT: a fact of that id is on record with other content.
 * MOVES may be NULL: then the planning, too, is left to the next tick, as an import wants
 * it. */
int engine_put(struct engine *engine, const struct organization *organization,
               const struct actor *actor, enum change *change, struct move_list *moves,
               struct err *err);

/* Removes the organization ID.  ERR_NOT_FOUND: there is none.  What waits to be sent
 * about it is withdrawn, what stands in the ledger stays. */
int engine_remove(struct engine *engine, const char *id, struct instant now,
                  struct err *err);

/* Adds FACT, whose id is set where it had none.  Without FORCE, ERR_REFUSED says why a
 * booking outside its window is not taken.  MOVES may be NULL. */
int engine_record(struct engine *engine, const char *id, struct fact *fact, bool force,
                  const struct actor *actor, struct move_list *moves, struct err *err);

/* Voids FACT of the organization ID.  ERR_NOT_FOUND: there is none in force.  MOVES may
 * be NULL. */
int engine_retract(struct engine *engine, const char *id, const char *fact,
                   const struct actor *actor, struct move_list *moves, struct err *err);

#define ENGINE_REASON_MAX 300 /* characters; it is shown beside the date */

/* Silences MILESTONE's reminders up to the day before UNTIL, or, DATE_NONE, for good, and
 * withdraws what waits to be sent about it.  ERR_NOT_FOUND, or ERR_INVALID where UNTIL is
 * no day to come or REASON no title of at most ENGINE_REASON_MAX. */
int engine_ack(struct engine *engine, const char *id, const char *milestone,
               struct date until, const char *reason, const struct actor *actor,
               struct err *err);
/* Lets them go out again: the next tick says what has come meanwhile. */
int engine_unack(struct engine *engine, const char *id, const char *milestone,
                 const struct actor *actor, struct err *err);

/* Many writes as one: all or nothing, unless each is committed by itself.  While a batch
 * is open its changes are in no other's sight. */
int engine_batch_begin(struct engine *engine, struct err *err);
int engine_batch_commit(struct engine *engine, struct err *err);
void engine_batch_rollback(struct engine *engine);

/* The plan of organization ID as of NOW: *ORGANIZATION and *PLAN are the caller's to end
 * with organization_done() and plan_done(). */
int engine_plan(struct organization *organization, struct plan *plan,
                struct engine *engine, const char *id, struct instant now,
                struct err *err);

/* Who will be told of what next about ORGANIZATION, planned as PLAN, if nothing is
 * recorded until then; into *OUT for forecast_done(). */
void engine_forecast(struct forecast *out, struct engine *engine,
                     const struct organization *organization, const struct plan *plan,
                     struct instant now);

/* Whether an organization has waited for its planning for more than a minute. */
bool engine_is_behind(const struct engine *engine, struct instant now);

/* Today in ORGANIZATION's time zone. */
struct date engine_today(const struct engine *engine,
                         const struct organization *organization, struct instant now);

/* Queues a word about Jalon itself to RECEIVER: KIND "dead", "failing", … (render.h). */
int engine_say(struct engine *engine, const char *receiver, const char *kind,
               const char *subject, const char *text, struct instant now,
               struct err *err);

/* Adds a message to OUT by which RECEIVER sees whether it can be reached, and the id that
 * it bears, a Message-ID or a webhook-id, to ID; for courier_test(), since a test is none
 * of the ledger's business.  TEXT, a msgid, says who asked for it. */
void engine_test(struct buf *out, struct buf *id, struct engine *engine,
                 const struct receiver *receiver, const char *text, struct instant now);

/* Looks after Jalon itself: tells the fallback receiver, once a day and for a week, of
 * the receivers that have been failing for a day, and sends the weekly word that all is
 * calm to those who asked for one.  To be called every hour or so.  *WELL is whether
 * nothing is dead and nobody failing. */
int engine_review(bool *well, struct engine *engine, struct instant now, struct err *err);

/* Tells the fallback receiver that NOTICE went dead, unless it was withdrawn before. */
int engine_notice_died(struct engine *engine, int64_t notice, struct instant now,
                       struct err *err);

#endif /* JALON_ENGINE_ENGINE_H */
