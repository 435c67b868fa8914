/*
 * ledger.h - the notices: what was promised, sent, answered; and the chain that proves
 * it.
 *
 * Layer: store.  A notice is written before it is sent and never deleted.  Each thing
 * that happens to one is an entry of a SHA-256 chain: an entry's hash covers the hash of
 * the one before and all that it says, so that no entry can be changed, dropped or
 * slipped in unseen.
 */
#ifndef JALON_STORE_LEDGER_H
#define JALON_STORE_LEDGER_H

#include <stddef.h>

#include "jalon/core/date.h"
#include "jalon/store/store.h"
#include "jalon/sys/secret.h"

/* Where a notice is on its way.  SENT is final: a dead one may be
 * queued again by a person. */
enum notice_state {
    NOTICE_QUEUED,     /* promised, not tried yet */
    NOTICE_SENT,       /* taken by the server, which answered so */
    NOTICE_FAILED,     /* tried in vain, to be tried again at next_try */
    NOTICE_DEAD,       /* given up */
    NOTICE_SUPERSEDED, /* overtaken by a later step, or its date moved before it went */
    NOTICE_STATE_COUNT,
};

/* One step of one milestone in a notice. */
struct notice_item {
    char *organization, *milestone; /* their ids */
    char *name;      /* the organization's, where it is read; NULL: it is no more */
    char *step;      /* "due-30d", "every+2" */
    struct date key; /* the milestone's due (else opens), or the booked day */
};

/* A message to one receiver.  Texts and items are owned, and freed by notice_done(). */
struct notice {
    int64_t id;        /* from 1; given by store_notice_add() */
    struct instant at; /* the sending time it was made for */
    char *receiver;    /* a configured name, or "contact:ADDRESS" */
    char *channel;     /* "email", "standard", "slack", … */
    char *address;     /* the mail address; NULL for webhooks */
    enum notice_state state;
    int attempts; /* all that were made */
    int tries;    /* those since it was last queued: its place in the schedule */

    struct instant next_try; /* for queued and failed ones */
    char *message_id;        /* the Message-ID with its <>, or the webhook-id */
    char *answer;            /* the server's last, or why it was withdrawn, or NULL */
    char *subject;           /* for listings */
    char *template_version;  /* of the words it was written in */
    char *payload;           /* the mail, or the webhook's body, as sent at each try */
    size_t payload_length;
    struct notice_item *items;
    size_t item_count;
};

/* Frees what NOTICE holds and empties it; a {0} one may be given. */
void notice_done(struct notice *notice);

/* Adds NOTICE, queued or superseded, with its items, and sets its id.  ERR_CONFLICT: a
 * step of it is in the ledger for that receiver already. */
int store_notice_add(struct store *store, struct notice *notice, struct err *err);

/* Whether RECEIVER was told of that step of MILESTONE with KEY, or is about to be, or it
 * was overtaken.  Asked by the planner for each step that has come. */
bool store_step_known(struct store *store, const char *organization,
                      const char *milestone, struct date key, const char *step,
                      const char *receiver);

/* Called with a notice, borrowed for the call; -1 with its err set stops and fails, as
 * with all that are called here. */
typedef int (*notice_cb)(void *context, const struct notice *notice, struct err *err);

/* Called with a notice's id and receiver; store_notice_get() has the rest. */
typedef int (*ready_cb)(void *context, int64_t id, const char *receiver, struct err *err);

/* The queued and failed ones whose next_try has come by NOW, oldest first, at most
 * LIMIT. */
int store_notices_ready(struct store *store, struct instant now, int64_t limit,
                        ready_cb cb, void *context, struct err *err);

/* The first receiver behind AFTER by name, which may be NULL, for whom one is ready by
 * NOW; for free(), or NULL where there is none. */
char *store_notice_receiver(struct store *store, const char *after, struct instant now);

/* Where a notice stands among those that are ready; {0} is before the first. */
struct notice_place {
    struct instant next_try;
    int64_t id;
};

/* What a notice is sent with; borrowed for the call. */
struct outgoing {
    struct notice_place place;
    int tries;
    const char *channel, *address, *message_id; /* ADDRESS may be NULL */
    const char *payload;
    size_t payload_length;
};

typedef int (*outgoing_cb)(void *context, const struct outgoing *outgoing,
                           struct err *err);

/* Which notices are to be sent. */
struct outgoing_filter {
    const char *receiver;
    struct instant now;        /* what is ready by then */
    struct notice_place after; /* only those after this place */
    int64_t limit;             /* notices at most */
};

/* Calls CB for each, in the order of their places. */
int store_notices_outgoing(struct store *store, const struct outgoing_filter *filter,
                           outgoing_cb cb, void *context, struct err *err);

/* The earliest next_try later than AFTER, which may be NOTICE_ANY_TRY; false where there
 * is none. */
#define NOTICE_ANY_TRY ((struct instant){INT64_MIN})
bool store_notice_next_try(struct instant *out, struct store *store,
                           struct instant after);

/* What came of an attempt at NOW: SENT or DEAD for good, or FAILED until NEXT_TRY.
 * Raises attempts by one.  One that was withdrawn meanwhile is noted as sent if it was,
 * and stays superseded otherwise.  Within a transaction of the caller's, who rolls it
 * back where this fails with other than ERR_NOT_FOUND. */
int store_notice_result(struct store *store, int64_t id, enum notice_state state,
                        const char *answer, struct instant next_try, struct instant now,
                        struct err *err);

/* Supersedes, for REASON, a msgid, what was not delivered, dead ones among them, and
 * speaks of that MILESTONE with KEY, or, DATE_NONE, whatever the key.  Its steps were
 * never sent: the ledger no longer knows them, should the date come back.  A digest goes
 * as a whole, and its other clients are looked at again as of NOW, to be said of in
 * another one. */
int store_notices_withdraw(struct store *store, const char *organization,
                           const char *milestone, struct date key, const char *reason,
                           struct instant now, struct err *err);

/* Why what waits for RECEIVER about MILESTONE, written for CHANNEL, is not to be sent any
 * more, static; or NULL: it is. */
typedef const char *(*unwanted_cb)(void *context, const char *milestone,
                                   const char *receiver, const char *channel);

/* Supersedes in the same way what was not delivered about ORGANIZATION and CB gives a
 * reason for. */
int store_notices_withdraw_unwanted(struct store *store, const char *organization,
                                    unwanted_cb cb, void *context, struct instant now,
                                    struct err *err);

/* Whether anything at all was not delivered; true where that cannot be read. */
bool store_has_undelivered(struct store *store);

/* Queues a failed or dead notice again, as of NOW.  ERR_NOT_FOUND, or ERR_REFUSED with
 * its state. */
int store_notice_retry(struct store *store, int64_t id, struct instant now,
                       struct err *err);
/* The same for all dead ones; *COUNT of them. */
int store_notices_retry_dead(int64_t *count, struct store *store, struct instant now,
                             struct err *err);

/* Which notices to list; {0}: all but the superseded ones, from the oldest. */
struct notice_filter {
    bool has_state;           /* STATE counts */
    enum notice_state state;  /* only those in it */
    const char *organization; /* NULL: any */
    const char *receiver;     /* NULL: any */
    bool newest;              /* by id from the highest, instead of from the lowest */
    int64_t after;            /* go on after this id; 0: start */
    int64_t limit;            /* 0: no limit */
};

/* Calls CB for each, by id, without payloads.  Without has_state, all but the superseded
 * ones. */
int store_notices_each(struct store *store, const struct notice_filter *filter,
                       notice_cb cb, void *context, struct err *err);

/* Reads notice ID, payload and all, into *OUT for notice_done().  ERR_NOT_FOUND: there is
 * none. */
int store_notice_get(struct notice *out, struct store *store, int64_t id,
                     struct err *err);

/* How many notices are in each state. */
int store_notice_counts(struct store *store, int64_t counts[NOTICE_STATE_COUNT],
                        struct err *err);

/* How many of RECEIVER's notices are in STATE, for each of both; called by state, then
 * receiver.  The contacts of organizations are many, and count as one:
 * NOTICE_CONTACTS. */
#define NOTICE_CONTACTS "contacts"
typedef void (*tally_cb)(void *context, const char *receiver, enum notice_state state,
                         int64_t count);
int store_notices_tally(struct store *store, tally_cb cb, void *context, struct err *err);

/* How many were sent since SINCE; 0 where it cannot be read. */
int64_t store_notices_sent_since(struct store *store, struct instant since);

/* How many were given up, and not queued again since; 0 where it cannot be read. */
int64_t store_dead_count(struct store *store);

/* Since when a receiver fails without any success, for each that does and has notices
 * that failed or died. */
typedef int (*failing_cb)(void *context, const char *receiver, struct instant since,
                          const char *answer, struct err *err);
int store_receivers_failing(struct store *store, failing_cb cb, void *context,
                            struct err *err);

/* How many those are. */
int store_failing_count(int64_t *out, struct store *store, struct err *err);

/* An entry of the chain; borrowed for the call. */
struct ledger_entry {
    int64_t number; /* from 1, without gap */
    struct instant at;
    int64_t notice;    /* the id of the one it is about */
    const char *event; /* "queued", "sent", "failed", "dead", "superseded", "retried" */
    const char *body;  /* JSON: what the hash covers besides */
    const char *hash;  /* its own, in hexadecimal */
};

typedef int (*ledger_cb)(void *context, const struct ledger_entry *entry,
                         struct err *err);

/* Calls CB for each entry of ORGANIZATION's notices (NULL: all) after number AFTER. */
int store_ledger_each(struct store *store, const char *organization, int64_t after,
                      ledger_cb cb, void *context, struct err *err);

/* A place in the chain. */
struct ledger_mark {
    int64_t number;              /* 0: the chain is empty */
    struct instant at;           /* when that entry was made */
    char hash[SHA256_TEXT_SIZE]; /* its own, in hexadecimal */
};

/* The last entry of the chain, and the last one about NOTICE. */
int store_ledger_head(struct ledger_mark *out, struct store *store, struct err *err);
int store_ledger_mark(struct ledger_mark *out, struct store *store, int64_t notice,
                      struct err *err);

/* The chain up to one of its entries, found to hold. */
struct ledger_proof {
    int64_t number;              /* that entry's; 0: nothing was found yet */
    char hash[SHA256_TEXT_SIZE]; /* its own, in hexadecimal */
    int64_t version;             /* changes when somebody else writes to the database */
};

/* Checks the whole chain, and each notice against its entries, as they stand at one
 * moment.  Returns 0 with the last entry in *PROOF, whose version stays as it is; or -1
 * with *BROKEN the first that does not hold (0 where reading failed). */
int store_ledger_verify(struct ledger_proof *proof, int64_t *broken, struct store *store,
                        struct err *err);

/* The same of the database file DATABASE, in any thread, as store_open_reader(). */
int store_ledger_verify_file(struct ledger_proof *proof, int64_t *broken,
                             const char *database, struct err *err);

/* Whether all that holds, for who asks often: of what held before only what was added is
 * read, unless somebody else wrote to the database since.  Not within a transaction: it
 * may be undone.  0, or -1 with ERR saying what does not hold. */
int store_ledger_holds(struct store *store, struct err *err);

/* What held before, for store_ledger_holds(), into *OUT: number 0 where it would have to
 * read all, which takes 0.1 s for some 15,000 entries.  Another thread can do that
 * meanwhile: store_ledger_verify_file() completes *OUT, and store_ledger_trust() takes
 * it. */
int store_ledger_proven(struct ledger_proof *out, struct store *store, struct err *err);
void store_ledger_trust(struct store *store, const struct ledger_proof *proof);

/* "queued", "sent", … as users and the ledger write them, and back: 0, or -1 with *OUT
 * untouched. */
const char *notice_state_name(enum notice_state state);
int notice_state_parse(enum notice_state *out, const char *text);

#endif /* JALON_STORE_LEDGER_H */
