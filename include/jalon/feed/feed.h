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

enum event_part {
    EVENT_OPENS,
    EVENT_DUE,
    EVENT_BOOKED,
};

/* One all-day event to be. */
struct event {
    enum event_part part;
    const struct milestone *milestone; /* borrowed from the plan */
    struct date day;
    char *uid;     /* "<part>.<milestone id>.<organization id>@<uid_domain>" */
    uint64_t hash; /* of all that is shown of it, and of the language it is shown in */
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

/* 1 January of last year to 31 December of next year: no date comes or goes but at the
 * turn of a year. */
struct horizon feed_horizon(struct date today);

struct feed_options {
    enum lang lang;
    const char *title;      /* the calendar's name */
    const char *public_url; /* NULL: events carry no link */
    const char *uid_domain;
    bool masked;       /* no organization's name */
    const int *alarms; /* days before, each a VALARM */
    size_t alarm_count;
};

#define FEED_ALARMS_MAX 8

/* Reads "7d,1d" into ALARMS; at most FEED_ALARMS_MAX.  0 with *COUNT, or -1. */
int feed_parse_alarms(int alarms[FEED_ALARMS_MAX], size_t *count, const char *text,
                      struct err *err);

/* A calendar is feed_begin(), any number of feed_event() in order of day and uid, and
 * feed_end(), which adds a placeholder event dated MODIFIED where there was none. */
void feed_begin(struct buf *out, const struct feed_options *options);
void feed_event(struct buf *out, const struct feed_options *options,
                const struct organization *organization, const struct event *event,
                long long sequence, struct instant modified);
void feed_end(struct buf *out, const struct feed_options *options, bool empty,
              struct instant modified);

#endif /* JALON_FEED_FEED_H */
