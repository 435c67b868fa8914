/*
 * overview.h - many organizations at a glance: one query for each question of a page.
 *
 * Layer: store.  What is called with a row borrows it for the call; -1 with its err set
 * stops and fails.
 */
#ifndef JALON_STORE_OVERVIEW_H
#define JALON_STORE_OVERVIEW_H

#include "jalon/core/date.h"
#include "jalon/core/silence.h"
#include "jalon/store/ledger.h"
#include "jalon/store/store.h"

/* The owners and the tags that there are, in order; the first WORDS_MAX of them. */
#define OVERVIEW_WORDS_MAX 200
typedef int (*word_cb)(void *context, const char *word, struct err *err);
int store_owners_each(struct store *store, word_cb cb, void *context, struct err *err);
int store_tags_each(struct store *store, word_cb cb, void *context, struct err *err);

/* A client by its names alone. */
struct client_row {
    const char *id, *name;
    const char *owner; /* or NULL */
};

/* Which clients to list. */
struct client_filter {
    const char *owner, *tag; /* NULL: any */
    const char *search;      /* as organizations.h says; NULL: any */
    const char *silence;     /* silence_name(); NULL: any, or none */
    const char *after;       /* the id after which to go on; NULL: start */
    int64_t limit;           /* clients at most */
};

/* Calls CB for each client that FILTER lets through, by name, accents and case aside. */
typedef int (*client_cb)(void *context, const struct client_row *row, struct err *err);
int store_clients_each(struct store *store, const struct client_filter *filter,
                       client_cb cb, void *context, struct err *err);

/* How many clients there are of each silence, into COUNTS. */
int store_silences(struct store *store, int64_t counts[SILENCE_COUNT], struct err *err);

/* Reminders that were stopped for good while their milestone is still to be settled. */
struct lasting_ack {
    const char *organization, *name; /* the client's id and name */
    enum milestone_kind kind;
    const char *reason, *by; /* why, and who said so */
};

/* Calls CB for each one, by client, the first LIMIT of them. */
typedef int (*lasting_ack_cb)(void *context, const struct lasting_ack *ack,
                              struct err *err);
int store_lasting_acks_each(struct store *store, int64_t limit, lasting_ack_cb cb,
                            void *context, struct err *err);

/* What the last notice about MILESTONE to each receiver came to, by receiver. */
typedef int (*telling_cb)(void *context, const char *receiver, enum notice_state state,
                          struct instant at, struct err *err);
int store_tellings_each(struct store *store, const char *organization,
                        const char *milestone, telling_cb cb, void *context,
                        struct err *err);

/* An audit that is still to be held. */
struct load_row {
    const char *owner;      /* or NULL */
    struct date opens, due; /* opens DATE_NONE: any day */
};

/* Calls CB for each one due from FROM to TO, by owner. */
typedef int (*load_cb)(void *context, const struct load_row *row, struct err *err);
int store_load_each(struct store *store, struct date from, struct date to, load_cb cb,
                    void *context, struct err *err);

/* Audits of one owner that are booked for one day. */
struct booking_row {
    const char *owner; /* or NULL */
    struct date day;
    int64_t audits; /* how many, from 1 */
};

/* Calls CB for each owner and day from FROM to TO, by owner, then day. */
typedef int (*booking_cb)(void *context, const struct booking_row *row, struct err *err);
int store_bookings_each(struct store *store, struct date from, struct date to,
                        booking_cb cb, void *context, struct err *err);

#endif /* JALON_STORE_OVERVIEW_H */
