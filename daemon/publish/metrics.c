/* GET /metrics: Prometheus' text format. */
#include <inttypes.h>
#include <string.h>

#include "handlers.h"
#include "jalon/store/ledger.h"
#include "jalon/store/milestones.h"
#include "jalon/store/organizations.h"
#include "jalon/store/overview.h"
#include "readiness.h"
#include "request.h"

#define NS_PER_S UINT64_C(1000000000)

static void add_family(struct buf *out, const char *name, const char *type,
                       const char *help)
{
    buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void add_gauge(struct buf *out, const char *name, const char *help, int64_t value)
{
    add_family(out, name, "gauge", help);
    buf_addf(out, "%s %" PRId64 "\n", name, value);
}

static void add_labelled(struct buf *out, const char *name, const char *label,
                         const char *value, int64_t number)
{
    buf_addf(out, "%s{%s=\"%s\"} %" PRId64 "\n", name, label, value, number);
}

/* -- what the ledger and the plan say -------------------------------------------- */

/* Adds VALUE, which may hold what ends a label. */
static void add_label(struct buf *out, const char *value)
{
    for (; *value; value++) {
        if (strchr("\\\"", *value))
            buf_add_char(out, '\\');
        buf_add_char(out, *value);
    }
}

static void add_tally(void *context, const char *receiver, enum notice_state state,
                      int64_t count)
{
    struct buf *out = context;

    buf_add(out, "jalon_notices{receiver=\"");
    add_label(out, receiver);
    buf_addf(out, "\",state=\"%s\"} %" PRId64 "\n", notice_state_name(state), count);
}

static int add_notices(struct buf *out, struct store *store, struct err *err)
{
    add_family(out, "jalon_notices", "gauge",
               "Notices in the ledger by receiver and state.");
    return store_notices_tally(store, add_tally, out, err);
}

static int add_milestones(struct buf *out, struct store *store, struct err *err)
{
    int64_t counts[STATE_COUNT];

    if (store_milestone_counts(store, counts, err) != 0)
        return -1;
    add_family(out, "jalon_milestones", "gauge", "Milestones by state.");
    for (int i = 0; i < STATE_COUNT; i++)
        add_labelled(out, "jalon_milestones", "state",
                     milestone_state_name((enum milestone_state)i), counts[i]);
    return 0;
}

static int add_oldest(struct buf *out, struct store *store, struct instant now,
                      struct err *err)
{
    struct instant at;

    if (readiness_oldest_queued(&at, store, err) != 0)
        return -1;
    add_gauge(out, "jalon_oldest_queued_seconds",
              "How long the oldest queued notice has been due.",
              at.s != 0 && at.s < now.s ? now.s - at.s : 0);
    return 0;
}

static int add_failing(struct buf *out, struct store *store, struct err *err)
{
    int64_t count;

    if (store_failing_count(&count, store, err) != 0)
        return -1;
    add_gauge(out, "jalon_receivers_failing",
              "Receivers whose last delivery failed, without a success since.", count);
    return 0;
}

static int add_silences(struct buf *out, struct store *store, struct err *err)
{
    int64_t counts[SILENCE_COUNT];

    if (store_silences(store, counts, err) != 0)
        return -1;
    add_family(out, "jalon_silent_organizations", "gauge",
               "Organizations with dates of which somebody is not told, by what lacks.");
    for (int i = SILENCE_NONE + 1; i < SILENCE_COUNT; i++)
        add_labelled(out, "jalon_silent_organizations", "lacks",
                     silence_name((enum silence)i), counts[i]);
    return 0;
}

/* -- what the daemon does -------------------------------------------------------- */

static void add_feeds(struct buf *out, const struct feed_cache *feeds)
{
    static const char *const answers[FEED_OUTCOME_COUNT] = {
        [FEED_OUTCOME_WHOLE] = "200",
        [FEED_OUTCOME_UNCHANGED] = "304",
        [FEED_OUTCOME_UNKNOWN] = "404",
        [FEED_OUTCOME_GONE] = "410",
    };

    add_family(out, "jalon_feed_requests_total", "counter", "Feed requests by answer.");
    for (int i = 0; i < FEED_OUTCOME_COUNT; i++)
        add_labelled(out, "jalon_feed_requests_total", "code", answers[i],
                     (int64_t)feeds->outcomes[i]);
    add_family(out, "jalon_feed_builds_total", "counter", "Feeds made anew by result.");
    add_labelled(out, "jalon_feed_builds_total", "result", "ok", (int64_t)feeds->built);
    add_labelled(out, "jalon_feed_builds_total", "result", "failed",
                 (int64_t)feeds->build_failures);
}

static void add_lag(struct buf *out, const struct lag *lag)
{
    const char *name = "jalon_loop_turn_seconds";

    add_family(out, name, "histogram",
               "How long a turn of the loop kept all others waiting.");
    for (int i = 0; i < LAG_BUCKETS; i++)
        buf_addf(out, "%s_bucket{le=\"%s\"} %" PRIu64 "\n", name, lag_bound(i),
                 lag->turns[i]);
    buf_addf(out, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n", name, lag->count);
    buf_addf(out, "%s_sum %" PRIu64 ".%09" PRIu64 "\n", name, lag->total_ns / NS_PER_S,
             lag->total_ns % NS_PER_S);
    buf_addf(out, "%s_count %" PRIu64 "\n", name, lag->count);
}

static void add_house(struct buf *out, const struct publish_parts *parts,
                      struct instant now)
{
    struct instant wake;

    add_family(out, "jalon_build_info", "gauge", "The version that runs.");
    add_labelled(out, "jalon_build_info", "version", JALON_VERSION, 1);
    add_gauge(out, "jalon_rehearsal", "Whether the clock is a rehearsal's.",
              parts->clock->rehearsal);
    add_gauge(out, "jalon_organizations", "Organizations on record.",
              store_organization_count(parts->store));
    add_gauge(out, "jalon_database_bytes", "Bytes of the database, its log included.",
              store_size(parts->store));
    add_gauge(out, "jalon_planned", "Whether planning is up to date.",
              !engine_is_behind(parts->engine, now));
    if (store_next_wake(&wake, parts->store))
        add_gauge(out, "jalon_next_wakeup_seconds",
                  "Seconds until the next organization is looked at.", wake.s - now.s);
}

int metrics_get(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    struct buf *body = &out->body;

    out->status = MHD_HTTP_OK;
    out->type = "text/plain; version=0.0.4; charset=utf-8";
    add_house(body, parts, request->now);
    add_feeds(body, &request->publish->feeds);
    add_lag(body, &request->publish->lag);
    if (add_notices(body, parts->store, err) != 0 ||
        add_oldest(body, parts->store, request->now, err) != 0 ||
        add_failing(body, parts->store, err) != 0 ||
        add_silences(body, parts->store, err) != 0)
        return -1;
    return add_milestones(body, parts->store, err);
}
