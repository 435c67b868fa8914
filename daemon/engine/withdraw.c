/* What was queued and is not to be sent any more: its date moved or is settled, or its
 * receiver is another one by now. */
#include "parts.h"

#include "jalon/base/text.h"

/* -- dates that moved ------------------------------------------------------------ */

/* What was queued about a milestone is withdrawn when its dates moved, it was booked,
 * done or overtaken; that it became late by the passing of days is what it is about. */
static bool withdraws(const struct move *move)
{
    if (!text_equal(move->field, "state"))
        return true;
    return text_equal(move->after, milestone_state_name(STATE_MOOT));
}

static const char *reason_of(const struct move *move)
{
    static const struct {
        const char *field, *reason;
    } reasons[] = {
        {"done",   N_("it was done")        },
        {"booked", N_("the booking changed")},
        {"state",  N_("it is moot")         },
    };

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (text_equal(move->field, reasons[i].field))
            return reasons[i].reason;
    return N_("the date moved");
}

int engine_withdraw_moved(struct engine *engine, const char *organization,
                          const struct move_list *moves, struct instant now,
                          struct err *err)
{
    for (size_t i = 0; i < moves->count; i++) {
        if (withdraws(&moves->items[i]) &&
            store_notices_withdraw(engine->store, organization, moves->items[i].milestone,
                                   DATE_NONE, reason_of(&moves->items[i]), now, err) != 0)
            return -1;
    }
    return 0;
}

/* -- receivers that changed ------------------------------------------------------ */

struct judging {
    const struct conf *conf;
    const struct look *look;
};

/* An owner, contact or route that changed, a receiver that is gone or is reached in
 * another way.  A step that was withdrawn is said anew to whoever is told now. */
static const char *why_unwanted(void *context, const char *milestone,
                                const char *receiver, const char *channel)
{
    const struct judging *judging = context;
    const struct policy policy = conf_policy(judging->conf);
    const struct milestone *planned = plan_find(&judging->look->plan, milestone);

    /* Of the past, and out of the plan: nobody can say it better any more. */
    if (!planned)
        return NULL;
    if (!route_tells(&policy, &judging->look->organization, planned, receiver))
        return N_("no longer told");
    return text_equal(channel, conf_channel(judging->conf, receiver))
               ? NULL
               : N_("the channel changed");
}

int engine_withdraw_unwanted(struct engine *engine, const struct look *look,
                             struct instant now, struct err *err)
{
    struct judging judging = {engine->conf, look};

    return store_notices_withdraw_unwanted(engine->store, look->organization.id,
                                           why_unwanted, &judging, now, err);
}
