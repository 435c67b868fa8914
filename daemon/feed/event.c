/* Which days a calendar shows, and a hash of what it says about each: the store compares
 * the hash with the last one, and raises SEQUENCE and LAST-MODIFIED where they differ. */

#include "jalon/feed/feed.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/hash.h"
#include "jalon/base/mem.h"

static struct date new_year(int year)
{
    return date_of_civil((struct civil){year, 1, 1});
}

/* A horizon that moved every day would let events go and come every day, each of which a
 * program has to fetch. */
struct horizon feed_horizon(struct date today)
{
    int year = date_civil(today).year;

    return (struct horizon){new_year(year - 1), date_add_days(new_year(year + 2), -1)};
}

/* -- what an event shows --------------------------------------------------------- */

/* For the others the day on which one may begin asks for nothing. */
static bool shows_opens(const struct milestone *milestone)
{
    return milestone->kind == MILESTONE_SURVEILLANCE_WINDOW ||
           milestone->kind == MILESTONE_REAPPLY_ALLOWED;
}

/* The day of PART of MILESTONE, or DATE_NONE where it has no such event. */
static struct date part_day(const struct milestone *milestone, enum event_part part)
{
    switch (part) {
    case EVENT_OPENS:
        return shows_opens(milestone) ? milestone->opens : DATE_NONE;
    case EVENT_DUE:
        return date_is_set(milestone->safe) ? milestone->safe : milestone->due;
    case EVENT_BOOKED:
        return milestone->booked;
    }
    return DATE_NONE;
}

/* The same on every machine, since the database may move to another. */
static void add_number(uint64_t *hash, int32_t number)
{
    uint32_t bits = (uint32_t)number;
    const unsigned char bytes[] = {
        (unsigned char)(bits >> 24),
        (unsigned char)(bits >> 16),
        (unsigned char)(bits >> 8),
        (unsigned char)bits,
    };

    *hash = hash_bytes(*hash, bytes, sizeof(bytes));
}

static void add_text(uint64_t *hash, const char *text)
{
    size_t length = text ? strlen(text) : 0;

    /* With its length before it, no text can pass for the end of another. */
    add_number(hash, text ? (int32_t)length : -1);
    *hash = hash_bytes(*hash, text, length);
}

static void add_reckoning(uint64_t *hash, const struct reckoning *reckoning)
{
    add_number(hash, reckoning->from.days);
    add_number(hash, reckoning->months);
    add_number(hash, reckoning->days);
    add_number(hash, reckoning->result.days);
}

/* What passes by itself, as a state does, is not of it. */
uint64_t feed_event_hash(const struct event *event,
                         const struct organization *organization,
                         const struct feed_options *house)
{
    const struct milestone *milestone = event->milestone;
    const int32_t numbers[] = {
        event->day.days,
        milestone->opens.days,
        milestone->safe.days,
        milestone->due.days,
        milestone->booked.days,
        milestone->done.days,
        milestone->anchor_day.days,
        (int32_t)event->part,
        (int32_t)milestone->kind,
        (int32_t)milestone->force,
        (int32_t)milestone->confirm,
        (int32_t)milestone->of_certifier,
        (int32_t)milestone->audit,
        (int32_t)milestone->anchor,
    };
    uint64_t hash = HASH_START;

    /* The words of the text are not of it: a better translation is no news. */
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        add_number(&hash, numbers[i]);
    add_text(&hash, organization->name);
    add_text(&hash, organization->language);
    add_number(&hash, (int32_t)house->lang);
    add_text(&hash, house->public_url);
    add_text(&hash, milestone->id);
    add_text(&hash, milestone->title);
    add_text(&hash, milestone->nc);
    add_text(&hash, milestone->source);
    add_reckoning(&hash, &milestone->end);
    add_reckoning(&hash, &milestone->to_opens);
    add_reckoning(&hash, &milestone->to_due);
    add_reckoning(&hash, &milestone->to_due_chained);
    add_reckoning(&hash, &milestone->to_safe);
    return hash;
}

/* -- the list -------------------------------------------------------------------- */

static const char *part_name(enum event_part part)
{
    static const char *const names[] = {
        [EVENT_OPENS] = "opens",
        [EVENT_DUE] = "due",
        [EVENT_BOOKED] = "booked",
    };

    return names[part];
}

static char *make_uid(const struct event *event, const char *organization,
                      const char *uid_domain)
{
    struct buf uid = {0};

    buf_add(&uid, part_name(event->part));
    buf_add_char(&uid, '.');
    buf_add(&uid, event->milestone->id);
    buf_add_char(&uid, '.');
    buf_add(&uid, organization);
    buf_add_char(&uid, '@');
    buf_add(&uid, uid_domain);
    return buf_take(&uid);
}

static int compare(const void *a, const void *b)
{
    const struct event *first = a;
    const struct event *second = b;
    int order = date_cmp(first->day, second->day);

    return order ? order : strcmp(first->uid, second->uid);
}

/* What feed_events() works with. */
struct gathering {
    struct event_list *list;
    size_t capacity;
    const struct organization *organization;
    const char *uid_domain;
    struct date from; /* earlier days have left the feed */
};

static void gather(struct gathering *to, const struct milestone *milestone,
                   enum event_part part)
{
    struct event event = {part, milestone, part_day(milestone, part), NULL};
    struct event_list *list = to->list;

    if (date_cmp(event.day, to->from) < 0)
        return;
    event.uid = make_uid(&event, to->organization->id, to->uid_domain);
    list->items = mem_grow(list->items, list->count, &to->capacity, sizeof(event));
    list->items[list->count++] = event;
}

void feed_events(struct event_list *out, const struct organization *organization,
                 const struct plan *plan, const char *uid_domain, struct date today)
{
    struct gathering to = {
        .list = out,
        .organization = organization,
        .uid_domain = uid_domain,
        .from = feed_horizon(today).from,
    };

    *out = (struct event_list){0};
    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        if (milestone->state == STATE_MOOT)
            continue;
        gather(&to, milestone, EVENT_OPENS);
        gather(&to, milestone, EVENT_DUE);
        gather(&to, milestone, EVENT_BOOKED);
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(out->items[0]), compare);
}

void event_list_done(struct event_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].uid);
    free(list->items);
    *list = (struct event_list){0};
}
