/*
 * milestones.h - milestones as last planned, acknowledgements, and calendar events.
 *
 * Layer: store.  The plan can always be made again from the facts: these rows exist to
 * be searched, to tell what moved, and to count an event's changes.
 */
#ifndef JALON_STORE_MILESTONES_H
#define JALON_STORE_MILESTONES_H

#include "jalon/core/plan.h"
#include "jalon/store/store.h"

/* A date that moved, came or went.  Texts are owned by the list. */
struct move {
    char *milestone;
    const char *field; /* "opens", "safe", "due", "booked", "done", "state"; static */
    char *before;      /* NULL: there was none */
    char *after;       /* NULL: there is none now */
};

/* Moves in the order of the milestones they are about; {0} is none. */
struct move_list {
    struct move *items;
    size_t count, capacity;
};

/* Frees the moves of LIST and empties it. */
void move_list_done(struct move_list *list);

/* Makes PLAN's milestones those of ORGANIZATION and adds what moved to MOVES, which may
 * be NULL.  Rows that did not change are not written. */
int store_milestones_put(struct store *store, const char *organization,
                         const struct plan *plan, struct move_list *moves,
                         struct err *err);

/* A milestone's row; borrowed for the call. */
struct milestone_row {
    const char *organization, *name, *owner; /* the organization's id, name, owner */
    const char *id;
    enum milestone_kind kind;
    enum milestone_state state;
    enum force force;
    bool confirm; /* its rule is still to be confirmed by a person */
    struct date opens, safe, due, booked, done; /* DATE_NONE: none */
};

/* Which rows to list; members are joined by "and", {0} with both days DATE_NONE lets all
 * through. */
struct milestone_filter {
    const char *organization, *owner, *tag; /* NULL: any */
    bool has_kind, has_state;
    enum milestone_kind kind;
    enum milestone_state state;
    bool pending;         /* neither done nor moot */
    bool pressing;        /* nor advice whose time has passed */
    struct date from, to; /* of due (else opens); DATE_NONE: open-ended */
    /* go on after this row: its sort day, organization and id; after_id NULL: start */
    struct date after_day;
    const char *after_organization, *after_id;
    int64_t limit; /* 0: no limit */
};

typedef int (*milestone_cb)(void *context, const struct milestone_row *row,
                            struct err *err);

/* Calls CB for each row that FILTER lets through, by due (else opens), organization,
 * id. */
int store_milestones_each(struct store *store, const struct milestone_filter *filter,
                          milestone_cb cb, void *context, struct err *err);

/* Rows that were kept, in that order: for who asks the store for more of each one, which
 * it may not be from inside its own listing. */
struct milestone_list {
    struct milestone_entry {
        char *organization, *name, *owner, *id; /* as in the row; owned */
        struct date day;                        /* what they are sorted by */
    } * items;
    size_t count, capacity;
};

/* Reads the rows that FILTER lets through into *OUT for milestone_list_done(); on failure
 * *OUT is empty. */
int store_milestones_list(struct milestone_list *out, struct store *store,
                          const struct milestone_filter *filter, struct err *err);
void milestone_list_done(struct milestone_list *list);

/* How many milestones are in each state, into COUNTS[STATE_COUNT]. */
int store_milestone_counts(struct store *store, int64_t counts[STATE_COUNT],
                           struct err *err);

/* An acknowledgement: silence, with who and why on record. */
struct ack {
    char *milestone;   /* its id */
    struct date key;   /* the due date (else opens) that it is about */
    struct date until; /* silent up to the day before; DATE_NONE: for good */
    char *reason, *by; /* why, and who said so */
    struct instant at; /* when it was said */
};

/* Frees the texts of ACK. */
void ack_done(struct ack *ack);

/* Acknowledges ACK's milestone of ORGANIZATION; ACK is copied.  An earlier one of that
 * milestone is taken back and stays on record. */
int store_ack_put(struct store *store, const char *organization, const struct ack *ack,
                  struct err *err);
/* Takes the acknowledgement back.  ERR_NOT_FOUND: there is none. */
int store_ack_remove(struct store *store, const char *organization, const char *milestone,
                     struct err *err);
/* Reads the one in force into *OUT for ack_done(); its milestone is NULL where there is
 * none.  Whether it is still about the same date, and not over, is the caller's to see.
 */
int store_ack_find(struct ack *out, struct store *store, const char *organization,
                   const char *milestone, struct err *err);

/* The published state of one calendar event. */
struct event_row {
    char *uid;               /* of the event, as in the feed */
    uint64_t hash;           /* of its content */
    int64_t sequence;        /* 0, then one more at each change */
    struct instant modified; /* when that was; later by a second or more at each change */
};

/* Rows, owned by the list. */
struct event_row_list {
    struct event_row *items; /* by uid */
    size_t count, capacity;
};

/* Reads all that was ever published of ORGANIZATION, for event_row_list_done(). */
int store_events_read(struct event_row_list *out, struct store *store,
                      const char *organization, struct err *err);
void event_row_list_done(struct event_row_list *list);

/* The row of UID, or NULL where it was never published; borrowed from LIST. */
const struct event_row *event_row_find(const struct event_row_list *list,
                                       const char *uid);

/* Publishes the event UID of ORGANIZATION with content HASH: a new one starts at sequence
 * 0, a changed one moves on, an equal one stays.  Rows outlive their organization: should
 * it come back, calendars must not see a sequence fall. */
int store_event_put(struct store *store, const char *organization, const char *uid,
                    uint64_t hash, struct instant now, struct err *err);

#endif /* JALON_STORE_MILESTONES_H */
