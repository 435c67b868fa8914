#include "plans.h"

#include "jalon/base/text.h"

void plans_init(struct plans *plans, const struct publish_parts *parts,
                struct instant now)
{
    *plans = (struct plans){.parts = parts, .now = now};
}

int plans_get(struct plans *plans, const char *id, struct err *err)
{
    if (plans->filled && text_equal(plans->organization.id, id))
        return 0;
    plans_done(plans);
    if (engine_plan(&plans->organization, &plans->plan, plans->parts->engine, id,
                    plans->now, err) != 0)
        return -1;
    plans->filled = true;
    return 0;
}

void plans_done(struct plans *plans)
{
    if (!plans->filled)
        return;
    plan_done(&plans->plan);
    organization_done(&plans->organization);
    plans->filled = false;
}
