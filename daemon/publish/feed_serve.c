/* GET /feeds/TOKEN/SLUG.ics */
#include <stdlib.h>
#include <string.h>

#include "feed_build.h"
#include "handlers.h"
#include "httpdate.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/store.h"
#include "jalon/sys/log.h"
#include "jalon/sys/zone.h"
#include "request.h"

#define LOOK_UP_EVERY_S 60
#define AGENT_MAX       200 /* bytes of a User-Agent that are kept */

/* The token of REST ("TOKEN/SLUG.ics"), for the caller to free; NULL where REST has not
 * that form. */
static char *token_of(const char *rest)
{
    const char *slash = strchr(rest, '/');
    size_t length = strlen(rest);

    if (!slash || strchr(slash + 1, '/') || length < 4 ||
        !text_equal(rest + length - 4, ".ics"))
        return NULL;
    return mem_strndup(rest, (size_t)(slash - rest));
}

static struct date house_today(const struct publish_parts *parts, struct instant now)
{
    const struct zone *zone;
    struct err err = {0};

    /* The configuration's zone was found when it was read. */
    if (zone_find(&zone, parts->conf->timezone, &err) != 0)
        return (struct date){(int32_t)(now.s / 86400)};
    return zone_date(zone, now);
}

/* -- making a body ----------------------------------------------------------------- */

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

    buf_addf(&disposition, "inline; filename=\"%s.ics\"", name);
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

/* Makes BODY, which is taken, what ENTRY serves from NOW on. */
static void replace_body(struct feed_entry *entry, struct buf *body, const char *name,
                         struct instant now)
{
    char etag[ETAG_SIZE];
    struct buf nothing = {0};

    etag_of(etag, buf_text(body), body->length);
    if (text_equal(etag, entry->etag)) {
        buf_done(body);
        return;
    }
    if (entry->whole) {
        MHD_destroy_response(entry->whole);
        MHD_destroy_response(entry->unchanged);
    }
    memcpy(entry->etag, etag, sizeof(etag));
    entry->modified = now;
    entry->whole = response_of(body, "text/calendar; charset=utf-8");
    entry->unchanged = response_of(&nothing, NULL);
    add_headers(entry->whole, entry, name);
    add_headers(entry->unchanged, entry, name);
}

static void rebuild(struct publish *publish, struct feed_entry *entry,
                    const struct feed *feed, struct date today, struct instant now)
{
    struct err err = {.lang = publish->parts.conf->lang};
    struct buf body = {0};

    if (feed_build(&body, &publish->parts, feed, now, &err) != 0) {
        publish->feeds.build_failures++;
        log_error("feed not made anew feed=%s: %s", feed->name, err.text);
        buf_done(&body);
        return;
    }
    publish->feeds.built++;
    replace_body(entry, &body, feed->name, now);
    entry->revision = store_revision(publish->parts.store);
    entry->day = today;
}

/* -- looking it up ----------------------------------------------------------------- */

static void note_fetch(const struct request *request, const struct feed *feed)
{
    const char *header = request_header(request, MHD_HTTP_HEADER_USER_AGENT);
    bool usable =
        header && text_is_utf8(header, strlen(header)) && !text_has_control(header);
    char *agent = usable ? mem_strndup(header, text_prefix(header, AGENT_MAX, AGENT_MAX))
                         : mem_strdup("");
    struct err err = {0};

    if (store_feed_fetched(request->publish->parts.store, feed->id, agent, request->now,
                           &err) != 0)
        log_warning("fetch not noted feed=%s: %s", feed->name, err.text);
    free(agent);
}

/* Looks TOKEN up in the store and brings its ENTRY, which may be NULL, up to date.
 * Returns what is to be served, NULL for nothing. */
static struct feed_entry *refresh(const struct request *request, const char *token,
                                  const unsigned char hash[SHA256_SIZE],
                                  struct feed_entry *entry, enum feed_answer *answer)
{
    struct publish *publish = request->publish;
    struct date today = house_today(&publish->parts, request->now);
    struct feed feed;

    *answer = store_feed_find(&feed, publish->parts.store, token, request->now);
    if (*answer == FEED_FAILED)
        return entry;
    if (*answer != FEED_SERVED) {
        feed_cache_drop(&publish->feeds, entry);
        return NULL;
    }
    if (!entry)
        entry = feed_cache_add(&publish->feeds, hash);
    if (!entry->whole || entry->revision != store_revision(publish->parts.store) ||
        date_cmp(entry->day, today) != 0)
        rebuild(publish, entry, &feed, today, request->now);
    entry->until.s = request->now.s + LOOK_UP_EVERY_S;
    note_fetch(request, &feed);
    feed_done(&feed);
    return entry;
}

static bool is_fresh(const struct request *request, const struct feed_entry *entry)
{
    return entry && request->now.s < entry->until.s &&
           entry->revision == store_revision(request->publish->parts.store);
}

/* What TOKEN, NULL for a malformed one, is served; NULL for nothing, with why in
 * *ANSWER. */
static struct feed_entry *look_up(const struct request *request, const char *token,
                                  enum feed_answer *answer)
{
    unsigned char hash[SHA256_SIZE];

    *answer = FEED_UNKNOWN;
    if (!token)
        return NULL;
    secret_sha256(hash, token, strlen(token));
    struct feed_entry *entry = feed_cache_find(&request->publish->feeds, hash);
    return is_fresh(request, entry) ? entry
                                    : refresh(request, token, hash, entry, answer);
}

/* -- answering --------------------------------------------------------------------- */

static bool client_has(const struct request *request, const struct feed_entry *entry)
{
    const char *tags = request_header(request, MHD_HTTP_HEADER_IF_NONE_MATCH);
    const char *since = request_header(request, MHD_HTTP_HEADER_IF_MODIFIED_SINCE);
    struct instant instant;

    if (tags)
        return etag_listed(tags, entry->etag, ETAG_WEAK);
    return since && httpdate_parse(&instant, since) == 0 &&
           entry->modified.s <= instant.s;
}

static int refuse(const struct request *request, struct response *out,
                  enum feed_answer answer)
{
    bool gone = answer == FEED_GONE;

    request->publish->feeds.outcomes[gone ? FEED_OUTCOME_GONE : FEED_OUTCOME_UNKNOWN]++;
    response_problem(out, gone ? MHD_HTTP_GONE : MHD_HTTP_NOT_FOUND, request->lang, NULL);
    return 0;
}

int feed_serve(struct request *request, struct response *out, struct err *err)
{
    char *token = token_of(request->match.parts[0]);
    enum feed_answer answer;
    struct feed_entry *entry = look_up(request, token, &answer);

    (void)err;
    free(token);
    /* A feed that could not be made even once is said to be unknown: calendar programs
     * try again after a 404, and give the subscription up at a 5xx. */
    if (!entry || !entry->whole)
        return refuse(request, out, answer);
    bool unchanged = client_has(request, entry);
    out->status = unchanged ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK;
    out->shared = unchanged ? entry->unchanged : entry->whole;
    request->publish->feeds
        .outcomes[unchanged ? FEED_OUTCOME_UNCHANGED : FEED_OUTCOME_WHOLE]++;
    return 0;
}
