#include "feed_body.h"

#include <stdlib.h>
#include <string.h>

#include "feed_build.h"
#include "httpdate.h"
#include "jalon/base/fold.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/store.h"
#include "jalon/sys/log.h"
#include "jalon/sys/zone.h"
#include "response.h"

#define LOOK_UP_EVERY_S 60  /* an old address may be served so much longer */
#define CHEAP_MS        500 /* a feed that takes longer to make rests afterwards */
#define REST_FACTOR     4   /* times as long as it took */

/* -- making a body --------------------------------------------------------------- */

/* Calendar programs need not come more often than every 15 minutes; the address is a
 * secret, so that no shared cache, search engine or page that is linked to may learn of
 * it. */
static const struct {
    const char *name, *value;
} constant_headers[] = {
    {"Cache-Control",          "private, max-age=900"},
    {"X-Robots-Tag",           "noindex"             },
    {"Referrer-Policy",        "no-referrer"         },
    {"X-Content-Type-Options", "nosniff"             },
};

static void add_headers(struct MHD_Response *made, const struct feed_entry *entry,
                        const char *name)
{
    char modified[HTTPDATE_SIZE];
    struct buf disposition = {0};

    buf_add(&disposition, "inline; filename=\"");
    fold_slug(&disposition, name);
    buf_add(&disposition, ".ics\"");
    MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_DISPOSITION,
                            buf_text(&disposition));
    MHD_add_response_header(made, MHD_HTTP_HEADER_ETAG, entry->etag);
    MHD_add_response_header(made, MHD_HTTP_HEADER_LAST_MODIFIED,
                            httpdate_format(modified, entry->modified));
    for (size_t i = 0; i < sizeof(constant_headers) / sizeof(constant_headers[0]); i++)
        MHD_add_response_header(made, constant_headers[i].name,
                                constant_headers[i].value);
    buf_done(&disposition);
}

/* Since when FEED has the bytes that ETAG is of: a restart or another token's request
 * does not make them new.  A second has room for one version, so that who asks by
 * If-Modified-Since misses none. */
static struct instant modified_since(const struct feed *feed, const char *etag,
                                     struct instant now)
{
    if (text_equal(etag, feed->etag))
        return feed->modified;
    return feed->modified.s < now.s ? now : (struct instant){feed->modified.s + 1};
}

/* Makes BODY, which is taken, what ENTRY serves from NOW on. */
static void replace_body(struct feed_entry *entry, struct buf *body,
                         const struct feed *feed, struct instant now)
{
    char etag[ETAG_SIZE];
    struct buf nothing = {0};

    etag_of(etag, buf_text(body), body->length);
    /* Most changes of the store are no change of this feed: the old response, its date
     * with it, goes on. */
    if (text_equal(etag, entry->etag)) {
        buf_done(body);
        return;
    }
    if (entry->whole) {
        MHD_destroy_response(entry->whole);
        MHD_destroy_response(entry->unchanged);
    }
    memcpy(entry->etag, etag, sizeof(etag));
    entry->modified = modified_since(feed, etag, now);
    entry->whole = response_of(body, "text/calendar; charset=utf-8");
    /* The library announces a length for a 304, too.  That of the whole would be right
     * (RFC 9110, 8.6), but there are programs that wait for what is announced. */
    entry->unchanged = response_of(&nothing, NULL);
    add_headers(entry->whole, entry, feed->name);
    add_headers(entry->unchanged, entry, feed->name);
}

/* Nobody else is served while a huge feed is made: it may be a few seconds behind, so
 * that most of the time is theirs. */
static void let_rest(struct feed_entry *entry, uv_loop_t *loop)
{
    uint64_t started_ms = uv_now(loop);

    uv_update_time(loop);
    uint64_t took_ms = uv_now(loop) - started_ms;
    entry->rest_until_ms = took_ms > CHEAP_MS ? uv_now(loop) + REST_FACTOR * took_ms : 0;
}

static bool needs_building(const struct feed_entry *entry, const struct publish *publish,
                           struct date today)
{
    if (!entry->whole)
        return true;
    bool stale = entry->revision != store_revision(publish->parts.store) ||
                 date_cmp(entry->day, today) != 0;
    return stale && uv_now(publish->parts.loop) >= entry->rest_until_ms;
}

/* The moment that a feed is made for: up to when planning has published the counters of
 * its events.  In the moment after midnight they are yesterday's, and so is the feed. */
static struct instant planned(const struct publish *publish, struct instant now)
{
    struct instant last = engine_last_tick(publish->parts.engine);

    return last.s != 0 ? last : now;
}

static void rebuild(struct publish *publish, struct feed_entry *entry,
                    const struct feed *feed, struct date today, struct instant now)
{
    struct err err = {.lang = publish->parts.conf->lang};
    struct buf body = {0};

    uv_update_time(publish->parts.loop); /* let_rest() measures from here */
    int rc = feed_build(&body, &publish->parts, feed, planned(publish, now), &err);
    let_rest(entry, publish->parts.loop);
    if (rc != 0) {
        publish->feeds.build_failures++;
        log_error("feed not made anew feed=%s: %s", feed->name, err.text);
        buf_done(&body);
        return;
    }
    publish->feeds.built++;
    replace_body(entry, &body, feed, now);
    entry->revision = store_revision(publish->parts.store);
    entry->day = today;
}

/* -- looking it up --------------------------------------------------------------- */

/* Where the day turns at another hour, planning raises the revision when it does. */
static struct date house_today(const struct publish_parts *parts, struct instant now)
{
    const struct zone *zone;
    struct err err = {0};

    /* The configuration's zone was found when it was read. */
    if (zone_find(&zone, parts->conf->timezone, &err) != 0)
        return instant_wall_time(now, 0).day;
    return zone_date(zone, now);
}

static void note_fetch(struct store *store, const struct feed *feed,
                       struct feed_entry *entry, const struct feed_query *query)
{
    const struct feed_fetch fetch = {feed->id, query->now, query->agent, entry->etag,
                                     entry->modified};
    struct err err = {0};

    free(entry->agent);
    entry->agent = mem_strdup(query->agent);
    if (store_feed_fetched(store, &fetch, &err) != 0)
        log_warning("fetch not noted feed=%s: %s", feed->name, err.text);
}

/* Looks QUERY's token up in the store and brings its ENTRY, NULL where there is none
 * yet, up to date.  Returns it, NULL where nothing is to be served. */
static struct feed_entry *refresh(struct publish *publish, const struct feed_query *query,
                                  const unsigned char hash[SHA256_SIZE],
                                  struct feed_entry *entry, enum feed_answer *answer)
{
    struct date today = house_today(&publish->parts, planned(publish, query->now));
    struct feed feed;

    *answer = store_feed_find(&feed, publish->parts.store, query->token, query->now);
    /* While the store cannot be asked, whoever was served goes on being served. */
    if (*answer == FEED_FAILED)
        return entry;
    if (*answer != FEED_SERVED) {
        feed_cache_drop(&publish->feeds, entry);
        return NULL;
    }
    if (!entry)
        entry = feed_cache_add(&publish->feeds, hash);
    if (needs_building(entry, publish, today))
        rebuild(publish, entry, &feed, today, query->now);
    entry->until.s = query->now.s + LOOK_UP_EVERY_S;
    note_fetch(publish->parts.store, &feed, entry, query);
    feed_done(&feed);
    return entry;
}

/* Whether ENTRY can be served without a look into the store. */
static bool is_fresh(const struct feed_entry *entry, const struct publish *publish,
                     const struct feed_query *query)
{
    return entry && entry->whole && query->now.s < entry->until.s &&
           entry->revision == store_revision(publish->parts.store) &&
           text_equal(entry->agent, query->agent);
}

struct feed_entry *feed_body_find(struct publish *publish, const struct feed_query *query,
                                  enum feed_answer *answer)
{
    unsigned char hash[SHA256_SIZE];

    secret_sha256(hash, query->token, strlen(query->token));
    struct feed_entry *entry = feed_cache_find(&publish->feeds, hash);
    *answer = FEED_SERVED;
    if (is_fresh(entry, publish, query))
        return entry;
    entry = refresh(publish, query, hash, entry, answer);
    return entry && entry->whole ? entry : NULL;
}
