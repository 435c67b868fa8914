#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/feed/feed.h"

#define SETTING_FINGERPRINT "policy"
#define SETTING_CLOCK       "clock"
#define LATE_S              60 /* a planning that waits for longer is behind */

/* Has everything planned again, and remembers by which law and policy. */
static int wake_for_policy(struct engine *engine, const char *fingerprint,
                           struct err *err)
{
    if (store_begin(engine->store, "policy", err) != 0)
        return -1;
    int rc = store_organizations_wake_all(engine->store, err);
    if (rc == 0)
        rc = store_setting_put(engine->store, SETTING_FINGERPRINT, fingerprint, err);
    return store_end(engine->store, rc, err);
}

/* Sees whether another law or another policy is in force than when all was planned. */
static int note_fingerprint(struct engine *engine, const struct conf *conf,
                            struct err *err)
{
    char *now = engine_fingerprint(conf);
    char *before = NULL;
    int rc = store_setting(&before, engine->store, SETTING_FINGERPRINT, err);

    if (rc == 0 && !text_equal(now, before)) {
        rc = wake_for_policy(engine, now, err);
        if (rc == 0)
            engine->rules_changed = before != NULL;
    }
    free(now);
    free(before);
    return rc;
}

int engine_configure(struct engine *engine, const struct conf *conf, struct err *err)
{
    const struct zone *zone;

    /* What can fail comes first: who is refused frees CONF, and goes on with the old. */
    if (zone_find(&zone, conf->timezone, err) != 0 ||
        note_fingerprint(engine, conf, err) != 0)
        return -1;
    engine->conf = conf;
    engine->zone = zone;
    return 0;
}

/* -- the last run's clock -------------------------------------------------------- */

static int recall_clock(struct engine *engine, struct err *err)
{
    struct err ignored = {0};
    char *text;

    if (store_setting(&text, engine->store, SETTING_CLOCK, err) != 0)
        return -1;
    /* Without it the first run has no clock to compare with: none went back. */
    if (text)
        (void)instant_parse(&engine->last, text, &ignored);
    free(text);
    return 0;
}

int engine_keep_clock(struct engine *engine, struct instant now, struct err *err)
{
    char text[INSTANT_TEXT_SIZE];

    return store_setting_put(engine->store, SETTING_CLOCK, instant_format(text, now),
                             err);
}

/* -- opening --------------------------------------------------------------------- */

int engine_open(struct engine **out, struct store *store, const struct conf *conf,
                bool rehearsal, struct err *err)
{
    struct engine *engine = mem_new(sizeof(*engine));

    engine->store = store;
    engine->rehearsal = rehearsal;
    if (recall_clock(engine, err) != 0 || engine_configure(engine, conf, err) != 0) {
        engine_close(engine);
        return -1;
    }
    *out = engine;
    return 0;
}

void engine_close(struct engine *engine)
{
    if (engine)
        free(engine->prepared.id);
    free(engine);
}

const struct zone *engine_zone(const struct engine *engine,
                               const struct organization *organization)
{
    struct err err = {0};
    const struct zone *zone;

    /* A zone that tzdata lost since the organization was taken in is read as ours. */
    if (!organization->timezone || zone_find(&zone, organization->timezone, &err) != 0)
        return engine->zone;
    return zone;
}

struct workplace engine_workplace(const struct engine *engine,
                                  const struct organization *organization)
{
    const struct holidays *holidays = engine->conf->holidays;
    const char *zone = organization_zone(organization);

    return (struct workplace){
        .holidays = holidays,
        .zone = holidays_has_zone(holidays, zone) ? zone : HOLIDAYS_DEFAULT_ZONE,
    };
}

struct date engine_today(const struct engine *engine,
                         const struct organization *organization, struct instant now)
{
    return zone_date(engine_zone(engine, organization), now);
}

bool engine_is_acked(struct date *until, const struct engine *engine,
                     const char *organization, const char *milestone, struct date key,
                     struct date today)
{
    /* Where it cannot be read nothing is silenced: a reminder too many does less harm
     * than one too few. */
    struct err ignored = {0};
    struct ack ack = {0};

    (void)store_ack_find(&ack, engine->store, organization, milestone, &ignored);
    if (!ack.milestone)
        return false;
    /* Who silenced one date has not silenced the date that it became. */
    bool acked = date_cmp(ack.key, key) == 0 &&
                 (!date_is_set(ack.until) || date_cmp(today, ack.until) < 0);
    *until = ack.until;
    ack_done(&ack);
    return acked;
}

int engine_plan(struct organization *organization, struct plan *plan,
                struct engine *engine, const char *id, struct instant now,
                struct err *err)
{
    const struct plan_context context = conf_plan_context(engine->conf);

    if (store_organization_get(organization, NULL, engine->store, id, err) != 0)
        return -1;
    plan_make(plan, organization, &context, engine_today(engine, organization, now));
    return 0;
}

/* -- planning anew --------------------------------------------------------------- */

/* Calendar events are planned over whole years, so that the passing of days alone never
 * changes a feed. */
static int put_events(struct engine *engine, const struct organization *organization,
                      struct date today, struct instant now, struct err *err)
{
    const struct plan_context context = conf_plan_context(engine->conf);
    const struct feed_options house = {
        .lang = engine->conf->lang,
        .public_url = engine->conf->public_url,
        .uid_domain = engine->conf->uid_domain,
    };
    struct event_row_list published = {0};
    struct event_list events;
    struct plan plan;

    plan_make_within(&plan, organization, &context, today, feed_horizon(today));
    feed_events(&events, organization, &plan, house.uid_domain, today);
    int rc = store_events_read(&published, engine->store, organization->id, err);
    for (size_t i = 0; rc == 0 && i < events.count; i++) {
        const struct event *event = &events.items[i];
        const struct event_row *row = event_row_find(&published, event->uid);
        uint64_t hash = feed_event_hash(event, organization, &house);
        if (!row || row->hash != hash)
            rc = store_event_put(engine->store, organization->id, event->uid, hash, now,
                                 err);
    }
    event_row_list_done(&published);
    event_list_done(&events);
    plan_done(&plan);
    return rc;
}

int engine_replan(struct plan *plan, struct engine *engine,
                  const struct organization *organization, struct date today,
                  struct instant now, struct move_list *moves, struct err *err)
{
    /* Moves are collected even where nobody asks for them: what was queued for a date
     * that moved must go. */
    const struct plan_context context = conf_plan_context(engine->conf);
    struct move_list own = {0};
    struct move_list *moved = moves ? moves : &own;
    int rc = -1;

    plan_make(plan, organization, &context, today);
    if (store_milestones_put(engine->store, organization->id, plan, moved, err) != 0)
        goto out;
    if (engine_withdraw_moved(engine, organization->id, moved, now, err) != 0)
        goto out;
    rc = put_events(engine, organization, today, now, err);
out:
    move_list_done(&own);
    if (rc != 0)
        plan_done(plan);
    return rc;
}

struct engine_shift engine_last_shift(const struct engine *engine)
{
    return engine->shift;
}

bool engine_is_behind(const struct engine *engine, struct instant now)
{
    struct instant wake;

    /* A tick that fails leaves its organizations due: their wake-ups grow old. */
    return store_next_wake(&wake, engine->store) && wake.s + LATE_S <= now.s;
}

struct instant engine_last_tick(const struct engine *engine)
{
    return engine->last;
}
