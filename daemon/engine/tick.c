#include "parts.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/log.h"
#include "jalon/sys/notify.h"

#define CHUNK        512 /* organizations taken at a time from the list of those due */
#define CLOCK_BACK_S 60  /* a clock that went back further is a jump */
#define IDLE_S       (366 * 86400) /* when to look again where there is no organization */

/* What is looked at in one tick, with all that is to be said of it. */
struct ticking {
    struct engine *engine;
    struct instant now;
    struct look *looks; /* those with something to say */
    size_t count, capacity;
    struct engine_shift shift; /* what planning anew moved */
    bool undelivered;          /* something waits, and may have to be withdrawn */
};

void look_done(struct look *look)
{
    reminder_list_done(&look->reminders);
    plan_done(&look->plan);
    organization_done(&look->organization);
}

/* -- the ledger's answers to the planner's questions ----------------------------- */

struct asking {
    struct engine *engine;
    const char *organization;
    struct date wake; /* when a snooze ends; DATE_NONE: none does */
};

static bool is_known(void *context, const char *milestone, struct date key,
                     const char *step, const char *receiver)
{
    const struct asking *asking = context;

    return store_step_known(asking->engine->store, asking->organization, milestone, key,
                            step, receiver);
}

static bool is_acked(void *context, const char *milestone, struct date key,
                     struct date today)
{
    struct asking *asking = context;
    struct date until;

    if (!engine_is_acked(&until, asking->engine, asking->organization, milestone, key,
                         today))
        return false;
    asking->wake = date_earlier(asking->wake, until);
    return true;
}

/* -- looking at one organization ------------------------------------------------- */

/* When to look again: at a midnight that changes the plan or ends a snooze, at New Year
 * for the calendars, and at the next sending time that has something to say. */
static struct instant next_look(const struct ticking *ticking, const struct look *look,
                                const struct zone *zone, struct date sends,
                                struct date snoozed)
{
    /* Calendars reach back to last January: at New Year some events leave them. */
    int year = date_civil(look->today).year + 1;
    struct date midnight = date_of_civil((struct civil){year, 1, 1});
    int send_at = ticking->engine->conf->send_at;

    midnight = date_earlier(midnight, look->plan.next_change);
    midnight = date_earlier(midnight, snoozed);
    struct instant next = zone_instant(zone, midnight, 0);
    if (date_is_set(sends) && zone_instant(zone, sends, send_at).s < next.s)
        next = zone_instant(zone, sends, send_at);
    return next;
}

static void keep(struct ticking *ticking, struct look *look)
{
    ticking->looks = mem_grow(ticking->looks, ticking->count, &ticking->capacity,
                              sizeof(*ticking->looks));
    ticking->looks[ticking->count++] = *look;
}

/* What is to be said of LOOK, now or at the next sending time; *SENDS is that day. */
static void find_reminders(struct ticking *ticking, struct look *look,
                           const struct zone *zone, struct asking *asking,
                           struct date *sends)
{
    struct engine *engine = ticking->engine;
    const struct policy policy = conf_policy(engine->conf);
    const struct workplace workplace = engine_workplace(engine, &look->organization);
    const struct reminder_questions questions = {is_known, is_acked, asking};
    struct date day =
        holidays_working_day_after(workplace.holidays, workplace.zone, look->today);
    bool now = date_cmp(day, look->today) == 0 &&
               ticking->now.s >= zone_instant(zone, day, engine->conf->send_at).s;

    reminders_due(&look->reminders, &look->organization, &look->plan, &policy, &workplace,
                  day, &questions);
    *sends = look->reminders.next;
    if (now || !look->reminders.count)
        return;
    /* Nothing is said now: planning it again at the sending time costs less than keeping
     * it. */
    *sends = day;
    reminder_list_done(&look->reminders);
}

/* -- what other rules move ------------------------------------------------------- */

static void count_moves(struct engine_shift *shift, const struct move_list *moves)
{
    /* Those that rules decide; a booking and what was done are people's. */
    static const char *const dates[] = {"opens", "safe", "due"};
    int64_t before = shift->dates;

    for (size_t i = 0; i < moves->count; i++)
        for (size_t j = 0; j < sizeof(dates) / sizeof(dates[0]); j++)
            shift->dates += text_equal(moves->items[i].field, dates[j]);
    shift->organizations += shift->dates > before;
}

static void say_shift(struct ticking *ticking)
{
    struct engine *engine = ticking->engine;

    if (!engine->rules_changed)
        return;
    engine->rules_changed = false;
    engine->shift = ticking->shift;
    engine->shift.at = ticking->now;
    log_notice("rules changed organizations=%lld dates=%lld",
               (long long)engine->shift.organizations, (long long)engine->shift.dates);
}

static int note_silence(struct engine *engine, const struct look *look, struct err *err)
{
    const struct policy policy = conf_policy(engine->conf);

    return store_organization_silence(
        engine->store, look->organization.id,
        silence_of(&policy, &look->organization, &look->plan), err);
}

/* Looks at ID; what it has to say is kept in TICKING. */
static int look_at(struct ticking *ticking, const char *id, struct err *err)
{
    struct engine *engine = ticking->engine;
    struct look look = {0};
    struct asking asking = {engine, id, DATE_NONE};
    struct move_list moves = {0};
    struct date sends;

    if (store_organization_get(&look.organization, NULL, engine->store, id, err) != 0)
        return -1;
    const struct zone *zone = engine_zone(engine, &look.organization);
    look.today = zone_date(zone, ticking->now);
    if (engine_replan(&look.plan, engine, &look.organization, look.today, ticking->now,
                      &moves, err) != 0) {
        move_list_done(&moves);
        organization_done(&look.organization);
        return -1;
    }
    count_moves(&ticking->shift, &moves);
    move_list_done(&moves);
    int rc = 0;
    if (ticking->undelivered)
        rc = engine_withdraw_unwanted(engine, &look, ticking->now, err);
    find_reminders(ticking, &look, zone, &asking, &sends);
    if (rc == 0)
        rc = store_organization_wake(
            engine->store, id, next_look(ticking, &look, zone, sends, asking.wake), err);
    if (rc == 0)
        rc = note_silence(engine, &look, err);
    if (rc == 0)
        rc = engine_supersede(engine, &look, ticking->now, err);
    /* Kept to the end of the tick: what goes into one digest is known after the last
     * look. */
    if (rc == 0 && look.reminders.count)
        keep(ticking, &look);
    else
        look_done(&look);
    return rc;
}

/* -- the tick -------------------------------------------------------------------- */

/* A clock that went back has everything looked at again, since what was planned was
 * planned for days that are yet to come. */
static int notice_clock(struct engine *engine, struct instant now, struct err *err)
{
    struct instant last = engine->last;

    engine->last = now;
    if (now.s >= last.s - CLOCK_BACK_S)
        return 0;
    log_warning("the clock went back seconds=%lld: planning everything again",
                (long long)(last.s - now.s));
    return store_organizations_wake_all(engine->store, err);
}

/* Until none is due: a date that moves may withdraw a digest, whose other clients are
 * then looked at once more. */
static int look_at_due(struct ticking *ticking, struct err *err)
{
    struct id_list ids;

    do {
        if (store_organizations_due(&ids, ticking->engine->store, ticking->now, CHUNK,
                                    err) != 0)
            return -1;
        int rc = 0;
        size_t count = ids.count;
        for (size_t i = 0; rc == 0 && i < ids.count; i++)
            rc = look_at(ticking, ids.items[i], err);
        id_list_done(&ids);
        if (rc != 0)
            return -1;
        if (count == 0)
            return 0;
        /* The first day of many clients with an old history is long, and no hang. */
        notify_alive();
    } while (true);
}

static bool is_due(const struct engine *engine, struct instant now)
{
    struct instant wake;

    return store_next_wake(&wake, engine->store) && wake.s <= now.s;
}

static int look_and_queue(struct ticking *ticking, struct err *err)
{
    struct engine *engine = ticking->engine;
    int rc = store_begin(engine->store, "tick", err);

    /* Asked once: as a rule nothing waits, and a client's notices grow with the years. */
    ticking->undelivered = store_has_undelivered(engine->store);
    if (rc == 0)
        rc = look_at_due(ticking, err);
    if (rc == 0)
        rc = engine_queue(engine, ticking->looks, ticking->count, ticking->now, err);
    if (rc == 0)
        rc = engine_keep_clock(engine, ticking->now, err);
    if (rc == 0)
        rc = store_commit(engine->store, err);
    /* After a commit there is nothing left to undo. */
    store_rollback(engine->store);
    return rc;
}

int engine_tick(struct engine *engine, struct instant now, struct instant *next,
                struct err *err)
{
    struct ticking ticking = {.engine = engine, .now = now};
    int rc = notice_clock(engine, now, err);

    if (rc == 0 && is_due(engine, now))
        rc = look_and_queue(&ticking, err);
    if (rc == 0)
        say_shift(&ticking);
    for (size_t i = 0; i < ticking.count; i++)
        look_done(&ticking.looks[i]);
    free(ticking.looks);
    if (rc == 0 && !store_next_wake(next, engine->store))
        next->s = now.s + IDLE_S;
    return rc;
}
