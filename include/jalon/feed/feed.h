/*
 * feed.h - milestones as calendar events: iCalendar text.
 *
 * Layer: feed.  Pure.  The emitter is our own (libical judges it in tests): one event is
 * some 20 lines of text, and libical 3.0.16 escapes neither X- properties nor URLs.
 * What is written depends on its arguments alone: equal input, equal bytes.
 */
#ifndef JALON_FEED_FEED_H
#define JALON_FEED_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"
#include "jalon/base/tr.h"
#include "jalon/core/instant.h"
#include "jalon/core/organization.h"
#include "jalon/core/plan.h"

/* What the day of an event is to its milestone. */
enum event_part {
    EVENT_OPENS,  /* the first day, of milestones for which that is news */
    EVENT_DUE,    /* the last safe day, else the due day */
    EVENT_BOOKED, /* the audit itself */
};

/* How one feed is written; all borrowed. */
struct feed_options {
    enum lang lang;         /* of all that a person reads */
    const char *title;      /* the calendar's name */
    const char *public_url; /* NULL: events carry no link */
    const char *uid_domain; /* of the placeholder's UID */
    bool masked;            /* no organization's name */
    const int *alarms;      /* days before, each a VALARM */
    size_t alarm_count;
};

/* One all-day event to be. */
struct event {
    enum event_part part;
    const struct milestone *milestone; /* borrowed from the plan */
    struct date day;                   /* all of it, in whatever zone the reader is */
    char *uid; /* owned: "<part>.<milestone id>.<organization id>@<uid_domain>".  For ever
                  the same: a program that sees another takes it for another */
};

struct event_list {
    struct event *items; /* by day, then uid */
    size_t count;
};

/* The events of PLAN, made within feed_horizon(), that a feed shows on TODAY, into *OUT
 * for event_list_done().  Moot milestones and days before 1 January of last year are
 * left out. */
void feed_events(struct event_list *out, const struct organization *organization,
                 const struct plan *plan, const char *uid_domain, struct date today);

void event_list_done(struct event_list *list);

/* The hash of all that is shown of EVENT, which is ORGANIZATION's, and of HOUSE's lang
 * and public_url: the language it is shown in, and where its link leads. */
uint64_t feed_event_hash(const struct event *event,
                         const struct organization *organization,
                         const struct feed_options *house);

/* 1 January of last year to 31 December of next year: no date comes or goes but at the
 * turn of a year. */
struct horizon feed_horizon(struct date today);

/* More of them would be a ladder, which is what reminders are for. */
#define FEED_ALARMS_MAX 8

/* Reads "7d,1d" into ALARMS, each once; at most FEED_ALARMS_MAX of 1 to 366 days.  0 with
 * *COUNT, or -1 with ERR_INVALID and both as they were. */
int feed_parse_alarms(int alarms[FEED_ALARMS_MAX], size_t *count, const char *text,
                      struct err *err);

/* A calendar is feed_begin(), any number of feed_event() in order of day and uid, and
 * feed_end(), which adds a placeholder event dated MODIFIED where there was none.  In
 * pieces, since a feed of a thousand clients is written from one plan after the other.
 * SEQUENCE and MODIFIED are the event's own, from the store: they move when its hash
 * does, and only then, or each fetch would look like news to the program. */
void feed_begin(struct buf *out, const struct feed_options *options);
void feed_event(struct buf *out, const struct feed_options *options,
                const struct organization *organization, const struct event *event,
                long long sequence, struct instant modified);
void feed_end(struct buf *out, const struct feed_options *options, bool empty,
              struct instant modified);

#endif /* JALON_FEED_FEED_H */
