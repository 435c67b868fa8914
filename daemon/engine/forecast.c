/* The planner's own ladders and routes, asked about the days to come: what a page
 * foresees and what is then sent cannot differ.  The ledger is not asked: what was said
 * is no forecast. */
#include "parts.h"

struct foreseeing {
    const struct engine *engine;
    const char *organization;
};

static bool is_acked(void *context, const char *milestone, struct date key,
                     struct date today)
{
    const struct foreseeing *foreseeing = context;
    struct date until;

    return engine_is_acked(&until, foreseeing->engine, foreseeing->organization,
                           milestone, key, today);
}

void engine_forecast(struct forecast *out, struct engine *engine,
                     const struct organization *organization, const struct plan *plan,
                     struct instant now)
{
    struct foreseeing foreseeing = {engine, organization->id};
    const struct reminder_questions questions = {.acked = is_acked,
                                                 .context = &foreseeing};
    const struct policy policy = conf_policy(engine->conf);
    const struct workplace workplace = engine_workplace(engine, organization);

    forecast_make(out, organization, plan, &policy, &workplace,
                  engine_today(engine, organization, now), &questions);
}
