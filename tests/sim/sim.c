/*
 * Simulation: years of a consultancy's life under a fake clock, with restarts, weeks
 * without the daemon, clocks that are set wrong, and receivers that fail or answer late.
 *
 *     sim ORGANIZATIONS YEARS SEED
 *
 * What must hold, whatever happens:
 *   1. no step of a milestone is in the ledger twice for one due date and receiver, but
 *      for one that was taken and answered after it had been withdrawn;
 *   2. nothing is queued about a milestone that is done, moot or acknowledged, and a
 *      booked one is spoken of by its booked steps only;
 *   3. nothing is queued on a day without work or before the sending hour;
 *   4. no step is lost: after each sending hour every step that has come is in the
 *      ledger, or was withdrawn with its digest after a later one had been said;
 *   5. every notice ends: sent, dead (and then the fallback receiver is told) or
 *      superseded, unless its next try is still to come;
 *   6. the chain of the ledger holds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/engine/engine.h"
#include "jalon/store/ledger.h"
#include "jalon/store/organizations.h"
#include "jalon/sys/log.h"
#include "jalon/sys/zone.h"

#include "audit.h"
#include "post.h"
#include "require.h"
#include "world.h"

#define DAY_S  86400
#define SAMPLE 2 /* organizations looked at after each planning */
#define ITEMS  2 /* items of new notices looked at after each moment */

struct sim {
    struct store *store;
    struct engine *engine;
    struct conf *conf;
    struct world world;
    struct dice dice;
    struct post post;
    char database[64];
    struct instant now, end;
    int64_t seen; /* the last notice that was looked at */
    int looks;    /* at items, still to be had at this moment */
    int64_t restarts, jumps, checked;
};

/* -- the daemon that is tested --------------------------------------------------- */

static void start_daemon(struct sim *sim)
{
    struct err err = {0};

    require_ok(store_open(&sim->store, sim->database, &err), &err, "store_open");
    require_ok(engine_open(&sim->engine, sim->store, sim->conf, false, &err), &err,
               "engine_open");
    sim->post.store = sim->store;
    sim->post.engine = sim->engine;
}

static void stop_daemon(struct sim *sim)
{
    engine_close(sim->engine);
    store_close(sim->store);
    post_forget(&sim->post);
}

/* -- 2 and 3: what is queued must be right at that moment ------------------------ */

static const struct zone *zone_named(const char *name)
{
    const struct zone *zone = NULL;
    struct err err = {0};

    require_ok(zone_find(&zone, name, &err), &err, "zone_find");
    return zone;
}

/* Whether notices may go out about ORGANIZATION now. */
static bool is_sending_time(const struct sim *sim,
                            const struct organization *organization)
{
    const struct zone *zone = zone_named(organization->timezone);

    return zone_minute(zone, sim->now) >= sim->conf->send_at &&
           holidays_is_working_day(sim->conf->holidays, organization_zone(organization),
                                   zone_date(zone, sim->now));
}

static void require_pending(const struct notice *notice, const struct notice_item *item,
                            const struct milestone *milestone)
{
    bool about_booking = text_starts(item->step, "booked");

    REQUIRE(milestone, "notice %lld about %s of %s, which is not", (long long)notice->id,
            item->milestone, item->organization);
    REQUIRE(milestone->state != STATE_DONE && milestone->state != STATE_MOOT,
            "notice %lld about %s of %s, which is %s", (long long)notice->id,
            item->milestone, item->organization, milestone_state_name(milestone->state));
    REQUIRE(about_booking == (milestone->state == STATE_BOOKED),
            "notice %lld says %s of a milestone that is %s", (long long)notice->id,
            item->step, milestone_state_name(milestone->state));
}

static int look_at_item(struct sim *sim, const struct notice *notice,
                        const struct notice_item *item, struct err *err)
{
    struct organization organization;
    struct plan plan;

    if (engine_plan(&organization, &plan, sim->engine, item->organization, sim->now,
                    err) != 0)
        return -1;
    REQUIRE(is_sending_time(sim, &organization),
            "notice %lld on a day without work or before the sending hour",
            (long long)notice->id);
    require_pending(notice, item, plan_find(&plan, item->milestone));
    plan_done(&plan);
    organization_done(&organization);
    return 0;
}

static int look_at_notice(void *context, const struct notice *notice, struct err *err)
{
    struct sim *sim = context;

    sim->seen = notice->id;
    if (notice->state != NOTICE_QUEUED || !notice->item_count || sim->looks-- <= 0)
        return 0;
    int index = dice_below(&sim->dice, (int)notice->item_count);
    return look_at_item(sim, notice, &notice->items[index], err);
}

static void look_at_queued(struct sim *sim)
{
    struct notice_filter filter = {.after = sim->seen};
    struct err err = {0};

    sim->looks = ITEMS;
    require_ok(store_notices_each(sim->store, &filter, look_at_notice, sim, &err), &err,
               "store_notices_each");
}

/* -- 4: no step is lost ---------------------------------------------------------- */

static bool is_acked(struct sim *sim, const char *organization, const char *milestone)
{
    struct err err = {0};
    struct ack ack;

    require_ok(store_ack_find(&ack, sim->store, organization, milestone, &err), &err,
               "store_ack_find");
    bool acked = ack.milestone != NULL;
    ack_done(&ack);
    return acked;
}

struct step_sought {
    const struct due_step *step;
    const char *milestone;
    const char *receiver;
    bool found;
};

static int seek_step(void *context, const struct notice *notice, struct err *err)
{
    struct step_sought *sought = context;

    (void)err;
    if (!text_equal(notice->receiver, sought->receiver))
        return 0;
    for (size_t i = 0; i < notice->item_count; i++)
        sought->found |= text_equal(notice->items[i].milestone, sought->milestone) &&
                         text_equal(notice->items[i].step, sought->step->name) &&
                         date_cmp(notice->items[i].key, sought->step->key) == 0;
    return 0;
}

static bool was_withdrawn(struct sim *sim, const struct organization *organization,
                          const struct milestone *milestone, const struct due_step *step)
{
    const struct notice_filter withdrawn = {
        .has_state = true, .state = NOTICE_SUPERSEDED, .organization = organization->id};
    struct step_sought sought = {step, milestone->id, organization->owner, false};
    struct err err = {0};

    require_ok(store_notices_each(sim->store, &withdrawn, seek_step, &sought, &err), &err,
               "store_notices_each");
    return sought.found;
}

static bool is_known(struct sim *sim, const struct organization *organization,
                     const struct milestone *milestone, const struct due_step *step)
{
    return store_step_known(sim->store, organization->id, milestone->id, step->key,
                            step->name, organization->owner);
}

static void require_known(struct sim *sim, const struct organization *organization,
                          const struct milestone *milestone, struct date today)
{
    const struct workplace workplace = {sim->conf->holidays,
                                        organization_zone(organization)};
    struct due_step_list due;
    char day[DATE_TEXT_SIZE];

    ladder_due(&due, &sim->conf->ladders[milestone->kind], milestone, &workplace, today);
    for (size_t i = 0; i < due.count; i++) {
        const struct due_step *step = &due.items[i];
        bool is_latest = i + 1 == due.count;
        REQUIRE(is_known(sim, organization, milestone, step) ||
                    (!is_latest && was_withdrawn(sim, organization, milestone, step)),
                "on %s step %s of %s of %s was lost", date_format(day, today), step->name,
                milestone->id, organization->id);
    }
    sim->checked += (int64_t)due.count;
    due_step_list_done(&due);
}

static void require_nothing_lost(struct sim *sim, const char *id)
{
    struct organization organization;
    struct plan plan;
    struct err err = {0};

    require_ok(engine_plan(&organization, &plan, sim->engine, id, sim->now, &err), &err,
               "engine_plan");
    struct date today = zone_date(zone_named(organization.timezone), sim->now);
    for (size_t i = 0; i < plan.milestone_count; i++)
        if (!is_acked(sim, id, plan.milestones[i].id))
            require_known(sim, &organization, &plan.milestones[i], today);
    plan_done(&plan);
    organization_done(&organization);
}

/* -- what happens ---------------------------------------------------------------- */

/* Ends one time in a hundred. */
static bool lasts(void *context)
{
    return !dice_chance(context, 10);
}

static void tick(struct sim *sim, struct instant *next)
{
    const struct patience patience = {lasts, &sim->dice};
    struct err err = {0};

    while (engine_prepare(sim->engine, sim->now, &patience))
        ;
    require_ok(engine_tick(sim->engine, sim->now, next, &err), &err, "engine_tick");
    look_at_queued(sim);
    post_turn(&sim->post, sim->now);
}

static const struct organization *any_organization(struct sim *sim)
{
    return &sim->world.organizations[dice_below(&sim->dice, (int)sim->world.count)];
}

/* Looks at one organization, unless it is not its time to hear anything. */
static void look_at_any(struct sim *sim)
{
    const struct organization *organization = any_organization(sim);

    if (is_sending_time(sim, organization))
        require_nothing_lost(sim, organization->id);
}

/* Somebody acknowledges something now and then. */
static void acknowledge(struct sim *sim)
{
    const struct actor actor = {"sim", sim->now};
    struct organization organization;
    struct plan plan;
    struct err err = {0};
    const char *id = any_organization(sim)->id;

    require_ok(engine_plan(&organization, &plan, sim->engine, id, sim->now, &err), &err,
               "engine_plan");
    if (plan.milestone_count) {
        int index = dice_below(&sim->dice, (int)plan.milestone_count);
        require_ok(engine_ack(sim->engine, id, plan.milestones[index].id, DATE_NONE,
                              "seen", &actor, &err),
                   &err, "engine_ack");
    }
    plan_done(&plan);
    organization_done(&organization);
}

static void restart(struct sim *sim)
{
    sim->restarts++;
    stop_daemon(sim);
    if (dice_chance(&sim->dice, 300))
        sim->now.s += (int64_t)dice_below(&sim->dice, 14 * DAY_S);
    start_daemon(sim);
}

/* The clock is set wrong, and set right again an hour later. */
static void jump(struct sim *sim)
{
    struct instant right = {sim->now.s + 3600};
    struct instant next;

    sim->jumps++;
    sim->now.s += (int64_t)(dice_below(&sim->dice, 40) - 10) * DAY_S;
    tick(sim, &next);
    sim->now = right;
    tick(sim, &next);
}

static void meddle(struct sim *sim)
{
    if (dice_chance(&sim->dice, 4))
        restart(sim);
    if (dice_chance(&sim->dice, 1))
        jump(sim);
    if (dice_chance(&sim->dice, 10))
        acknowledge(sim);
}

static void live(struct sim *sim)
{
    struct instant planned = sim->now;

    while (sim->now.s < sim->end.s) {
        struct instant next, other;

        bool planning = sim->now.s >= planned.s;
        tick(sim, &next);
        for (int i = 0; planning && i < SAMPLE; i++)
            look_at_any(sim);
        planned = next;
        if (post_next(&other, &sim->post) && other.s < next.s)
            next = other;
        if (store_notice_next_try(&other, sim->store, sim->now) && other.s < next.s)
            next = other;
        meddle(sim);
        if (next.s > sim->now.s)
            sim->now = next;
    }
}

/* -- the whole ------------------------------------------------------------------- */

static const char configuration[] =
    "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"
    "[jalond]\nfallback = admin\nuid_domain = example.org\n"
    "[receiver \"alice\"]\nemail = alice@example.org\n"
    "[receiver \"bruno\"]\nemail = bruno@example.org\n"
    "[receiver \"chloe\"]\nemail = chloe@example.org\n"
    "[receiver \"partner\"]\nemail = partner@example.org\n"
    "[receiver \"admin\"]\nemail = admin@example.org\n"
    "[receiver \"chat\"]\nwebhook = https://chat.example.org/\nformat = slack\n"
    "[route \"owners\"]\nreceivers = owner\ndelivery = digest\n"
    "escalate = due-14d: partner\n"
    "[route \"law\"]\nforce = law\nowner = chloe\nreceivers = chat\n";

static struct conf *load_conf(void)
{
    char path[] = "/tmp/jalon-sim-conf-XXXXXX";
    struct buf errors = {0};
    struct conf *conf = NULL;
    int fd = mkstemp(path);

    REQUIRE(fd >= 0 && write(fd, configuration, strlen(configuration)) > 0, "mkstemp");
    (void)close(fd);
    REQUIRE(conf_load(&conf, path, LANG_EN, &errors) == 0, "%s", buf_text(&errors));
    (void)unlink(path);
    return conf;
}

static void take_in(struct sim *sim)
{
    const struct actor actor = {"sim", sim->now};
    struct err err = {0};
    enum change change;

    require_ok(engine_batch_begin(sim->engine, &err), &err, "begin");
    for (size_t i = 0; i < sim->world.count; i++)
        require_ok(engine_put(sim->engine, &sim->world.organizations[i], &actor, &change,
                              NULL, &err),
                   &err, "engine_put");
    require_ok(engine_batch_commit(sim->engine, &err), &err, "commit");
}

static void forget_database(const struct sim *sim)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        char path[80];
        (void)snprintf(path, sizeof(path), "%s%s", sim->database, endings[i]);
        (void)unlink(path);
    }
}

static int64_t argument(int argc, char **argv, int index, int64_t fallback)
{
    int64_t value = fallback;

    REQUIRE(argc <= index || text_number(&value, argv[index], 1, 1000000) == 0,
            "%s is no number", argv[index]);
    return value;
}

int main(int argc, char **argv)
{
    int64_t count = argument(argc, argv, 1, 200);
    int64_t years = argument(argc, argv, 2, 4);
    int64_t seed = argument(argc, argv, 3, 1);
    struct sim sim = {.dice.state = (uint64_t)seed, .post.dice = &sim.dice};
    struct date start = date_of_civil((struct civil){2024, 1, 1});

    log_set_level(LOG_LEVEL_ERROR - 1);
    (void)snprintf(sim.database, sizeof(sim.database), "%s/jalon-sim-%ld.db",
                   access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
    sim.conf = load_conf();
    world_init(&sim.world, &sim.dice, (size_t)count, start, sim.conf->holidays);
    sim.now = zone_instant(zone_named("Europe/Paris"), start, 0);
    sim.end.s = sim.now.s + years * 366 * DAY_S;
    start_daemon(&sim);
    take_in(&sim);
    live(&sim);
    audit_ledger(sim.store, sim.now, &sim.post);
    printf("messages sent %lld in %lld tries, %lld answered late, dead %lld, restarts "
           "%lld, clock set %lld times, steps looked up %lld\n",
           (long long)sim.post.sent, (long long)sim.post.tried, (long long)sim.post.late,
           (long long)sim.post.dead, (long long)sim.restarts, (long long)sim.jumps,
           (long long)sim.checked);
    stop_daemon(&sim);
    post_done(&sim.post);
    forget_database(&sim);
    world_done(&sim.world);
    conf_free(sim.conf);
    return EXIT_SUCCESS;
}
