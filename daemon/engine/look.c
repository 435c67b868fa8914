/* Looking at one organization: its dates are planned anew, and what is to be said of it
 * is found. */
#include "parts.h"

#include "jalon/base/text.h"

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
static struct instant next_look(const struct engine *engine, const struct look *look,
                                const struct zone *zone, struct date sends,
                                struct date snoozed)
{
    /* Calendars reach back to last January: at New Year some events leave them. */
    int year = date_civil(look->today).year + 1;
    struct date midnight = date_of_civil((struct civil){year, 1, 1});
    int send_at = engine->conf->send_at;

    midnight = date_earlier(midnight, look->plan.next_change);
    midnight = date_earlier(midnight, snoozed);
    struct instant next = zone_instant(zone, midnight, 0);
    if (date_is_set(sends) && zone_instant(zone, sends, send_at).s < next.s)
        next = zone_instant(zone, sends, send_at);
    return next;
}

/* What is to be said of LOOK at NOW, and when to look at it again. */
static void find_reminders(struct look *look, struct engine *engine,
                           const struct zone *zone, struct instant now)
{
    struct asking asking = {engine, look->organization.id, DATE_NONE};
    const struct policy policy = conf_policy(engine->conf);
    const struct workplace workplace = engine_workplace(engine, &look->organization);
    const struct reminder_questions questions = {is_known, is_acked, &asking};
    struct date day =
        holidays_working_day_after(workplace.holidays, workplace.zone, look->today);
    bool is_time = date_cmp(day, look->today) == 0 &&
                   now.s >= zone_instant(zone, day, engine->conf->send_at).s;

    reminders_due(&look->reminders, &look->organization, &look->plan, &policy, &workplace,
                  day, &questions);
    struct date sends = look->reminders.next;
    if (!is_time && look->reminders.count) {
        /* Planning it again at the sending time costs less than keeping it. */
        sends = day;
        reminder_list_done(&look->reminders);
    }
    look->next = next_look(engine, look, zone, sends, asking.wake);
}

/* -- planning it anew ------------------------------------------------------------ */

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

static int replan(struct look *look, struct engine *engine, struct instant now,
                  struct err *err)
{
    struct move_list moves = {0};
    int rc = engine_replan(&look->plan, engine, &look->organization, look->today, now,
                           &moves, err);

    count_moves(&engine->moving, &moves);
    move_list_done(&moves);
    return rc;
}

static int note_silence(struct engine *engine, const struct look *look, struct err *err)
{
    const struct policy policy = conf_policy(engine->conf);

    return store_organization_silence(
        engine->store, look->organization.id,
        silence_of(&policy, &look->organization, &look->plan), err);
}

int engine_look(struct look *out, struct engine *engine, const char *id,
                struct instant now, struct err *err)
{
    struct look look = {0};

    if (store_organization_get(&look.organization, NULL, engine->store, id, err) != 0)
        return -1;
    const struct zone *zone = engine_zone(engine, &look.organization);
    look.today = zone_date(zone, now);
    if (replan(&look, engine, now, err) != 0) {
        organization_done(&look.organization);
        return -1;
    }
    int rc = 0;
    if (engine->undelivered)
        rc = engine_withdraw_unwanted(engine, &look, now, err);
    find_reminders(&look, engine, zone, now);
    if (rc == 0)
        rc = note_silence(engine, &look, err);
    if (rc == 0)
        rc = engine_supersede(engine, &look, now, err);
    if (rc == 0)
        *out = look;
    else
        look_done(&look);
    return rc;
}
