/*
 * parts.h - what the parts of the engine share.
 *
 * Layer: engine, private.  engine.c plans; change.c writes what people and programs
 * change, put.c a whole document, import.c many; fingerprint.c tells another law or
 * policy; tick.c and look.c look again at what time has changed; forecast.c looks ahead;
 * notices.c turns reminders into notices, withdraw.c takes back those that are not to be
 * sent any more; message.c gives them their words; answer.c makes and reads the links in
 * them, answer_act.c does what is answered; review.c watches over the receivers, words.c
 * speaks of Jalon itself; receivers.c says how each is reached.
 */
#ifndef JALON_ENGINE_PARTS_H
#define JALON_ENGINE_PARTS_H

#include "jalon/core/reminder.h"
#include "jalon/engine/engine.h"
#include "jalon/render/render.h"
#include "jalon/store/ledger.h"
#include "jalon/store/organizations.h"
#include "jalon/sys/zone.h"

struct engine {
    struct store *store;     /* borrowed while the engine lives */
    const struct conf *conf; /* borrowed until engine_configure() */
    const struct zone *zone; /* the daemon's own */
    bool rehearsal;          /* every message says so */
    bool batch;              /* a transaction is open for many writes */
    struct instant last;     /* the last tick's now: a clock that went back is noticed */
    bool undelivered;        /* something waits, and may have to be withdrawn */
    bool rules_changed;      /* the next tick plans everything anew for that */
    struct engine_shift shift;  /* what the last change of the rules moved */
    struct engine_shift moving; /* what was moved since the last tick */
    struct wake prepared;       /* the last that was planned before the next tick */
};

/* An organization that was looked at, with what is to be said of it. */
struct look {
    struct organization organization;
    struct plan plan;
    struct reminder_list reminders;
    struct date today;   /* its own, by its time zone */
    struct instant next; /* when to look again, what there is to say now being said */
};

/* Plans the organization ID anew as of NOW and finds what is to be said of it, into *OUT
 * for look_done(), within an open transaction; what was overtaken is entered in the
 * ledger.  Looking again finds the same. */
int engine_look(struct look *out, struct engine *engine, const char *id,
                struct instant now, struct err *err);
void look_done(struct look *look);

/* ORGANIZATION's own time zone, or the daemon's. */
const struct zone *engine_zone(const struct engine *engine,
                               const struct organization *organization);

/* Whether the reminders of ORGANIZATION's MILESTONE with KEY are acknowledged on TODAY;
 * *UNTIL is then the day on which they go out again, or DATE_NONE.  An acknowledgement is
 * about one date: when that moves, it is void. */
bool engine_is_acked(struct date *until, const struct engine *engine,
                     const char *organization, const char *milestone, struct date key,
                     struct date today);

/* Where and when ORGANIZATION's people work. */
struct workplace engine_workplace(const struct engine *engine,
                                  const struct organization *organization);

/* Lays the document ORGANIZATION over what is on record, within an open transaction.  One
 * that is refused (ERR_CONFLICT) has changed nothing: an import goes on in the same. */
int engine_put_document(struct engine *engine, const struct organization *organization,
                        const struct actor *actor, enum change *change, struct err *err);

/* The fact called ID, or NULL; borrowed. */
const struct fact *engine_fact_named(const struct organization *organization,
                                     const char *id);

/* Whether FACT may be given again where BEFORE is on record for it: it may be voided, but
 * not say something else, nor come back.  0, or -1 with ERR_CONFLICT. */
int engine_check_fact(const struct fact *before, const struct fact *fact,
                      struct err *err);

/* Gives FACT what it lacks: a name "f12" that is free among KNOWN's and, unless NULL,
 * GIVEN's facts (*NUMBER is the last one tried), and who records it when. */
void engine_complete_fact(struct fact *fact, const struct organization *known,
                          const struct organization *given, size_t *number,
                          const struct actor *actor);

/* Plans ORGANIZATION as of TODAY into PLAN and writes its milestones and its calendar
 * events; what was queued for dates that moved is withdrawn. */
int engine_replan(struct plan *plan, struct engine *engine,
                  const struct organization *organization, struct date today,
                  struct instant now, struct move_list *moves, struct err *err);

/* Withdraws what was queued for the dates of ORGANIZATION that MOVES says have moved,
 * were booked or settled. */
int engine_withdraw_moved(struct engine *engine, const char *organization,
                          const struct move_list *moves, struct instant now,
                          struct err *err);

/* Withdraws what was queued about LOOK's organization for those who are not told of it
 * any more, or in another way. */
int engine_withdraw_unwanted(struct engine *engine, const struct look *look,
                             struct instant now, struct err *err);

/* Enters the steps of LOOK's reminders that were overtaken, so that they are never due
 * again; LOOK holds them no longer: those of an old history are many. */
int engine_supersede(struct engine *engine, struct look *look, struct instant now,
                     struct err *err);

/* What was queued in one tick. */
struct queued {
    size_t messages, reminders;
};

/* Writes the notices of LOOKS, one message per receiver for digests, as of NOW. */
int engine_queue(struct queued *out, struct engine *engine, const struct look *looks,
                 size_t count, struct instant now, struct err *err);

/* One reminder in a message, with the organization it is about. */
struct saying {
    const struct look *look;
    const struct reminder *reminder;
};

/* What SAYING says, with no address for an answer; borrowed from it. */
struct render_item engine_item(const struct saying *saying);

/* Fills NOTICE, whose receiver, at and message_id are set, with channel, address,
 * subject and payload for the COUNT sayings.  -1 with ERR_NOT_FOUND: the receiver is not
 * configured. */
int engine_compose(struct engine *engine, struct notice *notice,
                   const struct saying *sayings, size_t count, bool digest,
                   struct err *err);

/* A Message-ID (with its <>) where RECEIVER is told by mail, else a webhook-id; for the
 * caller to free.  One that never was before; and that of NOTICE, whose receiver and
 * items are set, which is the same whenever the same is said: where an older copy of the
 * database was put back, receivers know what they were told already. */
char *engine_new_id(const struct engine *engine, const char *receiver);
char *engine_notice_id(const struct engine *engine, const struct notice *notice);

/* Whether RECEIVER is told by mail, and its address: a contact's own, or a configured
 * one; NULL for webhooks. */
const char *engine_mail_address(const struct engine *engine, const char *receiver);

/* The language of a configured receiver. */
enum lang engine_lang(const struct engine *engine, const struct receiver *receiver);

/* Keeps NOW for the next run, so that a clock that went back meanwhile is noticed. */
int engine_keep_clock(struct engine *engine, struct instant now, struct err *err);

/* A hash of all that decides what is planned and said: rules, ladders, routes,
 * receivers, certifiers, holidays; for the caller to free. */
char *engine_fingerprint(const struct conf *conf);

#endif /* JALON_ENGINE_PARTS_H */
