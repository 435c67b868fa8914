/* /api/v1/status: what `jalon status` and `jalon check` look at. */
#include <stdlib.h>

#include "fields.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/ledger.h"
#include "jalon/store/milestones.h"
#include "jalon/store/organizations.h"
#include "jalon/store/overview.h"
#include "readiness.h"
#include "request.h"

/* -- counts ---------------------------------------------------------------------- */

static int add_milestones(struct buf *out, struct store *store, struct err *err)
{
    int64_t counts[STATE_COUNT];

    if (store_milestone_counts(store, counts, err) != 0)
        return -1;
    field_name(out, "milestones");
    buf_add_char(out, '{');
    for (int i = 0; i < STATE_COUNT; i++)
        field_number(out, milestone_state_name((enum milestone_state)i), counts[i]);
    buf_add_char(out, '}');
    return 0;
}

static int add_notices(struct buf *out, struct store *store, struct err *err)
{
    int64_t counts[NOTICE_STATE_COUNT];
    struct instant at = {0};

    if (store_notice_counts(store, counts, err) != 0 ||
        readiness_oldest_queued(&at, store, err) != 0)
        return -1;
    field_name(out, "notices");
    buf_add_char(out, '{');
    for (int i = 0; i < NOTICE_STATE_COUNT; i++)
        field_number(out, notice_state_name((enum notice_state)i), counts[i]);
    buf_add_char(out, '}');
    field_instant(out, "oldest_queued", at);
    return 0;
}

/* How many organizations have dates of which somebody is not told, by what lacks. */
static int add_silent(struct buf *out, struct store *store, struct err *err)
{
    int64_t counts[SILENCE_COUNT];

    if (store_silences(store, counts, err) != 0)
        return -1;
    field_name(out, "silent");
    buf_add_char(out, '{');
    for (int i = SILENCE_NONE + 1; i < SILENCE_COUNT; i++)
        field_number(out, silence_name((enum silence)i), counts[i]);
    buf_add_char(out, '}');
    return 0;
}

/* -- channels -------------------------------------------------------------------- */

struct failing {
    struct failing_receiver {
        char *name, *answer;
        struct instant since;
    } * items;
    size_t count, capacity;
};

static int note_failing(void *context, const char *name, struct instant since,
                        const char *answer, struct err *err)
{
    struct failing *failing = context;

    (void)err;
    failing->items = mem_grow(failing->items, failing->count, &failing->capacity,
                              sizeof(*failing->items));
    failing->items[failing->count++] =
        (struct failing_receiver){mem_strdup(name), mem_strdup(answer), since};
    return 0;
}

static void failing_done(struct failing *failing)
{
    for (size_t i = 0; i < failing->count; i++) {
        free(failing->items[i].name);
        free(failing->items[i].answer);
    }
    free(failing->items);
}

static bool is_failing(const struct failing *failing, const char *name)
{
    for (size_t i = 0; i < failing->count; i++)
        if (text_equal(failing->items[i].name, name))
            return true;
    return false;
}

static void add_channel(struct buf *out, const struct conf *conf,
                        const struct failing_receiver *entry)
{
    field_comma(out);
    buf_add_char(out, '{');
    field_text(out, "receiver", entry->name);
    field_text(out, "channel", conf_channel(conf, entry->name));
    field_bool(out, "ok", entry->since.s == 0);
    field_instant(out, "since", entry->since);
    field_text(out, "answer", entry->answer);
    buf_add_char(out, '}');
}

/* The receivers that fail, contacts among them, then the configured ones that do not. */
static int add_channels(struct buf *out, const struct publish_parts *parts,
                        struct err *err)
{
    const struct conf *conf = parts->conf;
    struct failing failing = {0};
    int rc = store_receivers_failing(parts->store, note_failing, &failing, err);

    field_name(out, "channels");
    buf_add_char(out, '[');
    for (size_t i = 0; i < failing.count; i++)
        add_channel(out, conf, &failing.items[i]);
    for (size_t i = 0; i < conf->receiver_count; i++) {
        const struct failing_receiver sound = {.name = conf->receivers[i].name};
        if (!is_failing(&failing, sound.name))
            add_channel(out, conf, &sound);
    }
    buf_add_char(out, ']');
    failing_done(&failing);
    return rc;
}

/* -- the whole ------------------------------------------------------------------- */

static void add_house(struct buf *out, const struct publish_parts *parts,
                      struct instant now)
{
    const struct conf *conf = parts->conf;

    field_text(out, "version", JALON_VERSION);
    field_instant(out, "now", now);
    field_bool(out, "rehearsal", parts->clock->rehearsal);
    field_text(out, "language", lang_name(conf->lang));
    field_text(out, "timezone", conf->timezone);
    field_text(out, "public_url", conf->public_url);
    field_number(out, "organizations", store_organization_count(parts->store));
}

/* What the last change of the rules moved. */
static void add_shift(struct buf *out, const struct engine *engine)
{
    const struct engine_shift shift = engine_last_shift(engine);

    field_name(out, "rules_changed");
    if (shift.at.s == 0) {
        buf_add(out, "null");
        return;
    }
    buf_add_char(out, '{');
    field_instant(out, "at", shift.at);
    field_number(out, "organizations", shift.organizations);
    field_number(out, "dates", shift.dates);
    buf_add_char(out, '}');
}

static void add_ahead(struct buf *out, const struct publish_parts *parts,
                      struct instant now)
{
    struct instant wake = {0};
    struct instant next_try = {0};

    (void)store_next_wake(&wake, parts->store);
    (void)store_notice_next_try(&next_try, parts->store, NOTICE_ANY_TRY);
    field_instant(out, "next_wake", wake);
    field_instant(out, "next_try", next_try);
    field_text(out, "database", parts->conf->database);
    field_number(out, "database_bytes", store_size(parts->store));
    field_bool(out, "planned", !engine_is_behind(parts->engine, now));
}

/* Why the database cannot be relied on, or not be written now. */
static void add_trouble(struct buf *out, struct publish *publish, struct instant now)
{
    struct err err = {.lang = publish->parts.conf->lang};
    bool well = store_sound(publish->parts.store, &err) == 0 &&
                readiness_writable(publish, now, &err) == 0;

    field_text(out, "database_trouble", well ? NULL : err.text);
}

int status_get(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    struct buf *body = &out->body;

    response_json(out, MHD_HTTP_OK);
    buf_add_char(body, '{');
    add_house(body, parts, request->now);
    if (add_milestones(body, parts->store, err) != 0 ||
        add_notices(body, parts->store, err) != 0 ||
        add_silent(body, parts->store, err) != 0 || add_channels(body, parts, err) != 0)
        return -1;
    add_shift(body, parts->engine);
    add_ahead(body, parts, request->now);
    add_trouble(body, request->publish, request->now);
    buf_add(body, "}\n");
    return 0;
}
