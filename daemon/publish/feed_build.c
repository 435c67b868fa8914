#include "feed_build.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/feed/feed.h"
#include "jalon/store/organizations.h"

/* The events of all organizations are written as the store lists these, and sorted as
 * text after that: only what is written is kept, never all organizations and plans. */

/* One event's text, to be put in order among all organizations' events. */
struct piece {
    struct date day;
    char *uid;
    size_t offset, length; /* in the builder's text */
};

/* A feed while it is made. */
struct builder {
    const struct publish_parts *parts;
    const struct feed *feed;
    struct instant now;
    struct feed_options options;
    struct buf text;
    struct piece *pieces;
    size_t count, capacity;
};

/* -- what the feed looks like ---------------------------------------------------- */

/* The language of the organization that the feed is about, of the person it is for, or
 * the house's. */
static enum lang language_of(const struct builder *builder)
{
    const struct conf *conf = builder->parts->conf;
    const struct feed *feed = builder->feed;
    const struct receiver *owner = feed->owner ? conf_receiver(conf, feed->owner) : NULL;
    enum lang lang = owner && owner->has_lang ? owner->lang : conf->lang;
    struct organization organization;
    struct err err = {0};

    if (feed->organization &&
        store_organization_get(&organization, NULL, builder->parts->store,
                               feed->organization, &err) == 0) {
        lang = organization_lang(&organization, lang);
        organization_done(&organization);
    }
    return lang;
}

/* -- its events ------------------------------------------------------------------ */

/* ROW has its counters.  One that planning has not published yet, at most a moment before
 * it does, has none and starts where the feed does. */
static void add_event(struct builder *builder, const struct organization *organization,
                      const struct event *event, const struct event_row *row)
{
    const struct event_row fresh = {.modified = builder->feed->created};

    row = row ? row : &fresh;
    builder->pieces = mem_grow(builder->pieces, builder->count, &builder->capacity,
                               sizeof(*builder->pieces));
    struct piece *piece = &builder->pieces[builder->count++];
    piece->day = event->day;
    piece->uid = mem_strdup(event->uid);
    piece->offset = builder->text.length;
    feed_event(&builder->text, &builder->options, organization, event, row->sequence,
               row->modified);
    piece->length = builder->text.length - piece->offset;
}

static int add_organization(void *context, const struct organization *organization,
                            struct err *err)
{
    struct builder *builder = context;
    struct plan_context law = conf_plan_context(builder->parts->conf);
    struct date today = engine_today(builder->parts->engine, organization, builder->now);
    struct event_row_list published = {0};
    struct event_list events;
    struct plan plan;

    if (store_events_read(&published, builder->parts->store, organization->id, err) != 0)
        return -1;
    plan_make_within(&plan, organization, &law, today, feed_horizon(today));
    feed_events(&events, organization, &plan, builder->options.uid_domain, today);
    for (size_t i = 0; i < events.count; i++)
        add_event(builder, organization, &events.items[i],
                  event_row_find(&published, events.items[i].uid));
    event_list_done(&events);
    event_row_list_done(&published);
    plan_done(&plan);
    return 0;
}

static int add_scope(struct builder *builder, struct err *err)
{
    const struct feed *feed = builder->feed;
    struct store *store = builder->parts->store;
    struct organization_filter filter = {.owner = feed->owner, .tag = feed->tag};
    struct organization organization;

    if (!feed->organization)
        return store_organizations_each(store, &filter, add_organization, builder, err);
    if (store_organization_get(&organization, NULL, store, feed->organization, err) != 0)
        /* An organization that was removed leaves a calendar without dates. */
        return err->code == ERR_NOT_FOUND ? 0 : -1;
    int rc = add_organization(builder, &organization, err);
    organization_done(&organization);
    return rc;
}

/* -- the calendar ---------------------------------------------------------------- */

static int piece_order(const void *a, const void *b)
{
    const struct piece *left = a;
    const struct piece *right = b;
    int order = date_cmp(left->day, right->day);

    /* The UID decides between equals: the same events have to give the same bytes, or
     * every reader would fetch the feed anew. */
    return order ? order : strcmp(left->uid, right->uid);
}

static void write_calendar(struct buf *out, struct builder *builder)
{
    const char *text = buf_text(&builder->text);

    if (builder->count > 0)
        qsort(builder->pieces, builder->count, sizeof(*builder->pieces), piece_order);
    feed_begin(out, &builder->options);
    for (size_t i = 0; i < builder->count; i++)
        buf_add_bytes(out, text + builder->pieces[i].offset, builder->pieces[i].length);
    feed_end(out, &builder->options, builder->count == 0, builder->feed->created);
}

static void builder_done(struct builder *builder)
{
    for (size_t i = 0; i < builder->count; i++)
        free(builder->pieces[i].uid);
    free(builder->pieces);
    buf_done(&builder->text);
}

int feed_build(struct buf *out, const struct publish_parts *parts,
               const struct feed *feed, struct instant now, struct err *err)
{
    struct builder builder = {.parts = parts, .feed = feed, .now = now};
    int alarms[FEED_ALARMS_MAX];
    size_t alarm_count = 0;
    struct buf title = {0};
    int rc = -1;

    if (feed->alarms && feed_parse_alarms(alarms, &alarm_count, feed->alarms, err) != 0)
        goto out;
    builder.options = (struct feed_options){
        .lang = language_of(&builder),
        .public_url = parts->conf->public_url,
        .uid_domain = parts->conf->uid_domain,
        .masked = feed->masked,
        .alarms = alarms,
        .alarm_count = alarm_count,
    };
    buf_addf(&title, "%s – %s", tr(builder.options.lang, "Qualiopi dates"), feed->name);
    builder.options.title = buf_text(&title);
    if (add_scope(&builder, err) != 0)
        goto out;
    write_calendar(out, &builder);
    rc = 0;

out:
    builder_done(&builder);
    buf_done(&title);
    return rc;
}
