#include "parts.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/sys/log.h"
#include "jalon/sys/notify.h"

#define CHUNK        2048 /* organizations taken at a time from the list of those due */
#define MANY         128  /* due at once: they are planned beforehand */
#define CLOCK_BACK_S 60   /* a clock that went back further is a jump */
#define IDLE_S                                                                           \
    (366 * INSTANT_DAY_S) /* when to look again where there is no organization */

static int begin(struct engine *engine, const char *holder, struct err *err)
{
    /* Asked once: as a rule nothing waits, and a client's notices grow with the years. */
    engine->undelivered = store_has_undelivered(engine->store);
    return store_begin(engine->store, holder, err);
}

/* -- beforehand ------------------------------------------------------------------ */

static int prepare_one(struct engine *engine, const char *id, struct instant now,
                       struct err *err)
{
    struct look look;
    int rc = 0;

    if (engine_look(&look, engine, id, now, err) != 0)
        return -1;
    /* Of whom there is something to say stays due: the tick says it, with what there is
     * to say of all others. */
    if (!look.reminders.count)
        rc = store_organization_wake(engine->store, id, look.next, err);
    look_done(&look);
    return rc;
}

/* Prepares the first of DUE, as many as PATIENCE lasts for, which it returns; 0 with ERR
 * set where that fails. */
static size_t prepare(struct engine *engine, const struct wake_list *due,
                      const struct patience *patience, struct instant now,
                      struct err *err)
{
    size_t count = 0;
    int rc = begin(engine, "preparation", err);

    for (; rc == 0 && count < due->count && patience->lasts(patience->context); count++)
        rc = prepare_one(engine, due->items[count].id, now, err);
    return store_end(engine->store, rc, err) == 0 ? count : 0;
}

/* The next preparation goes on behind WAKE, whose id is taken; zeroed: it starts anew. */
static void move_place(struct engine *engine, struct wake wake)
{
    free(engine->prepared.id);
    engine->prepared = wake;
}

bool engine_prepare(struct engine *engine, struct instant now,
                    const struct patience *patience)
{
    /* What fails here fails in the tick, too, which says so. */
    struct err ignored = {0};
    struct wake_list due = {0};
    size_t done = 0;

    (void)store_organizations_due(&due, engine->store, &engine->prepared, now, CHUNK,
                                  &ignored);
    if (due.count >= MANY)
        done = prepare(engine, &due, patience, now, &ignored);
    bool more = done && (done < due.count || due.count == CHUNK);
    move_place(engine, more ? (struct wake){due.items[done - 1].at,
                                            mem_strdup(due.items[done - 1].id)}
                            : (struct wake){0});
    wake_list_done(&due);
    return more;
}

/* -- the tick -------------------------------------------------------------------- */

/* What is looked at in one tick, with all that is to be said of it. */
struct ticking {
    struct engine *engine;
    struct instant now;
    struct look *looks; /* those with something to say */
    size_t count, capacity;
};

/* Looks at ID; what it has to say is kept to the end of the tick: what goes into one
 * digest is known after the last look. */
static int look_at(struct ticking *ticking, const char *id, struct err *err)
{
    struct look look;

    if (engine_look(&look, ticking->engine, id, ticking->now, err) != 0)
        return -1;
    int rc = store_organization_wake(ticking->engine->store, id, look.next, err);
    if (rc != 0 || !look.reminders.count) {
        look_done(&look);
        return rc;
    }
    ticking->looks = mem_grow(ticking->looks, ticking->count, &ticking->capacity,
                              sizeof(*ticking->looks));
    ticking->looks[ticking->count++] = look;
    return 0;
}

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
    struct wake_list due;

    do {
        if (store_organizations_due(&due, ticking->engine->store, NULL, ticking->now,
                                    CHUNK, err) != 0)
            return -1;
        int rc = 0;
        size_t count = due.count;
        for (size_t i = 0; rc == 0 && i < due.count; i++)
            rc = look_at(ticking, due.items[i].id, err);
        wake_list_done(&due);
        if (rc != 0)
            return -1;
        if (count == 0)
            return 0;
        /* A morning with much to say is long, and no hang. */
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
    struct queued queued = {0};
    int rc = begin(engine, "tick", err);

    if (rc == 0)
        rc = look_at_due(ticking, err);
    if (rc == 0)
        rc = engine_queue(&queued, engine, ticking->looks, ticking->count, ticking->now,
                          err);
    if (rc == 0)
        rc = engine_keep_clock(engine, ticking->now, err);
    rc = store_end(engine->store, rc, err);
    /* Said once it holds. */
    if (rc == 0 && queued.messages)
        log_info("queued messages=%zu reminders=%zu", queued.messages, queued.reminders);
    return rc;
}

/* What planning moved is told where other rules did it. */
static void say_shift(struct engine *engine, struct instant now)
{
    if (engine->rules_changed) {
        engine->shift = engine->moving;
        engine->shift.at = now;
        log_notice("planned anew for other rules or settings organizations=%lld "
                   "dates=%lld",
                   (long long)engine->shift.organizations,
                   (long long)engine->shift.dates);
    }
    engine->rules_changed = false;
    engine->moving = (struct engine_shift){0};
}

int engine_tick(struct engine *engine, struct instant now, struct instant *next,
                struct err *err)
{
    struct ticking ticking = {.engine = engine, .now = now};
    int rc = notice_clock(engine, now, err);

    if (rc == 0 && is_due(engine, now))
        rc = look_and_queue(&ticking, err);
    if (rc == 0)
        say_shift(engine, now);
    for (size_t i = 0; i < ticking.count; i++)
        look_done(&ticking.looks[i]);
    free(ticking.looks);
    if (rc == 0 && !store_next_wake(next, engine->store))
        next->s = now.s + IDLE_S;
    return rc;
}
