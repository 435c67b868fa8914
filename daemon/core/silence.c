#include "jalon/core/silence.h"

#include "jalon/base/text.h"
#include "jalon/core/reminder.h"

static const char *const names[SILENCE_COUNT] = {
    [SILENCE_CONTACT] = "contact",
    [SILENCE_RECEIVER] = "receiver",
    [SILENCE_ROUTE] = "route",
};

const char *silence_name(enum silence silence)
{
    return names[silence];
}

int silence_parse(enum silence *out, const char *name)
{
    for (int i = SILENCE_NONE + 1; i < SILENCE_COUNT; i++)
        if (text_equal(names[i], name)) {
            *out = (enum silence)i;
            return 0;
        }
    return -1;
}

/* What a matching route leads to. */
struct reach {
    bool anybody;
    bool contacts_lack;
};

/* "owner" without a receiver of that name is no gap as long as somebody else is told. */
static void look(struct reach *reach, const struct policy *policy,
                 const struct organization *organization, const char *receiver)
{
    bool reached = route_reaches(policy, organization, receiver);

    reach->anybody = reach->anybody || reached;
    reach->contacts_lack =
        reach->contacts_lack || (!reached && text_equal(receiver, ROUTE_CONTACTS));
}

enum silence silence_about(const struct policy *policy,
                           const struct organization *organization,
                           const struct milestone *milestone)
{
    struct reach reach = {0};
    bool matched = false;

    for (size_t i = 0; i < policy->route_count; i++) {
        const struct route *route = &policy->routes[i];
        if (!route_matches(route, organization, milestone))
            continue;
        matched = true;
        for (size_t j = 0; j < route->receiver_count; j++)
            look(&reach, policy, organization, route->receivers[j]);
        for (size_t j = 0; j < route->escalation_count; j++)
            look(&reach, policy, organization, route->escalations[j].receiver);
    }
    if (!matched)
        return SILENCE_ROUTE;
    if (!reach.anybody)
        return SILENCE_RECEIVER;
    return reach.contacts_lack ? SILENCE_CONTACT : SILENCE_NONE;
}

enum silence silence_of(const struct policy *policy,
                        const struct organization *organization, const struct plan *plan)
{
    enum silence gravest = SILENCE_NONE;

    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        if (reminder_is_silent(milestone, policy))
            continue;
        enum silence silence = silence_about(policy, organization, milestone);
        /* They are declared in the order of their gravity. */
        gravest = silence > gravest ? silence : gravest;
    }
    return gravest;
}
