#include "jalon/core/route.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

void route_done(struct route *route)
{
    free(route->name);
    free(route->owner);
    free(route->tag);
    free(route->organization);
    free(route->kind);
    free(route->force);
    for (size_t i = 0; i < route->receiver_count; i++)
        free(route->receivers[i]);
    free(route->receivers);
    for (size_t i = 0; i < route->escalation_count; i++)
        free(route->escalations[i].receiver);
    free(route->escalations);
    *route = (struct route){0};
}

/* -- receivers ------------------------------------------------------------------- */

/* A contact is the receiver of this and its address. */
static const char contact_mark[] = "contact:";

const char *route_contact(const char *receiver)
{
    return text_starts(receiver, contact_mark) ? receiver + strlen(contact_mark) : NULL;
}

const char *route_receiver_name(const char *receiver)
{
    const char *contact = route_contact(receiver);

    return contact ? contact : receiver;
}

/* -- matching -------------------------------------------------------------------- */

/* "owner = *" asks for an owner, and leaving the line out does not. */
static bool matches(const char *pattern, const char *text)
{
    return !pattern || (text && text_matches(pattern, text));
}

static bool matches_tag(const char *pattern, const struct organization *organization)
{
    for (size_t i = 0; pattern && i < organization->tag_count; i++)
        if (text_matches(pattern, organization->tags[i]))
            return true;
    return !pattern;
}

bool route_matches(const struct route *route, const struct organization *organization,
                   const struct milestone *milestone)
{
    return matches(route->owner, organization->owner) &&
           matches_tag(route->tag, organization) &&
           matches(route->organization, organization->id) &&
           matches(route->kind, milestone_kind_name(milestone->kind)) &&
           matches(route->force, force_name(milestone->force));
}

/* -- resolving ------------------------------------------------------------------- */

struct resolving {
    struct told_list *list;
    size_t capacity;
    const struct policy *policy;
    const struct organization *organization;
};

/* The entry of RECEIVER, made where there is none. */
static struct told *told_named(struct resolving *resolving, const char *receiver,
                               const struct route *route, bool *is_new)
{
    struct told_list *list = resolving->list;

    *is_new = false;
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(list->items[i].receiver, receiver))
            return &list->items[i];
    list->items =
        mem_grow(list->items, list->count, &resolving->capacity, sizeof(*list->items));
    struct told *told = &list->items[list->count++];
    *told = (struct told){
        .receiver = mem_strdup(receiver), .from = DATE_NONE, .route = route};
    *is_new = true;
    return told;
}

/* RECEIVER is told of every step, or, where ESCALATION is given, from that step on. */
static void tell(struct resolving *resolving, const char *receiver,
                 const struct route *route, const struct due_step *escalation)
{
    bool is_new;
    struct told *told = told_named(resolving, receiver, route, &is_new);

    told->digest = told->digest || route->digest;
    if (!escalation) {
        told->from = DATE_NONE;
        told->escalation = (struct due_step){0};
        return;
    }
    /* Named twice, somebody hears of the more: of all, or from the earlier step on. */
    bool told_of_all = !is_new && !date_is_set(told->from);
    bool told_before =
        !is_new && !told_of_all && date_cmp(told->from, escalation->sends) <= 0;
    if (told_of_all || told_before)
        return;
    told->from = escalation->sends;
    told->escalation = *escalation;
}

static void tell_contacts(struct resolving *resolving, const struct route *route,
                          const struct due_step *escalation)
{
    const struct organization *organization = resolving->organization;

    for (size_t i = 0; i < organization->contact_count; i++) {
        struct buf receiver = {0};
        buf_addf(&receiver, "%s%s", contact_mark, organization->contacts[i].email);
        tell(resolving, buf_text(&receiver), route, escalation);
        buf_done(&receiver);
    }
}

static bool is_receiver(const struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->receiver_count; i++)
        if (text_equal(policy->receivers[i], name))
            return true;
    return false;
}

bool route_reaches(const struct policy *policy, const struct organization *organization,
                   const char *receiver)
{
    if (text_equal(receiver, ROUTE_CONTACTS))
        return organization->contact_count > 0;
    if (text_equal(receiver, ROUTE_OWNER))
        return organization->owner && is_receiver(policy, organization->owner);
    return true;
}

/* NAME as a route has it: a receiver, "contacts" or "owner". */
static void tell_named(struct resolving *resolving, const char *name,
                       const struct route *route, const struct due_step *escalation)
{
    bool owner = text_equal(name, ROUTE_OWNER);

    if (text_equal(name, ROUTE_CONTACTS))
        tell_contacts(resolving, route, escalation);
    else if (route_reaches(resolving->policy, resolving->organization, name))
        tell(resolving, owner ? resolving->organization->owner : name, route, escalation);
}

/* As long as the escalation's own step is to come nobody joins by it; one that repeats is
 * joined by once, and the ladder goes on. */
static void tell_escalation(struct resolving *resolving, const struct route *route,
                            const struct escalation *escalation,
                            const struct milestone *milestone,
                            const struct workplace *workplace, struct date today)
{
    struct due_step due;

    if (step_due(&due, escalation->step, milestone, workplace, today))
        tell_named(resolving, escalation->receiver, route, &due);
}

static int compare_told(const void *a, const void *b)
{
    const struct told *left = a, *right = b;

    return strcmp(left->receiver, right->receiver);
}

void route_resolve(struct told_list *out, const struct policy *policy,
                   const struct organization *organization,
                   const struct milestone *milestone, const struct workplace *workplace,
                   struct date today)
{
    struct resolving resolving = {out, 0, policy, organization};

    *out = (struct told_list){0};
    for (size_t i = 0; i < policy->route_count; i++) {
        const struct route *route = &policy->routes[i];
        if (!route_matches(route, organization, milestone))
            continue;
        for (size_t j = 0; j < route->receiver_count; j++)
            tell_named(&resolving, route->receivers[j], route, NULL);
        for (size_t j = 0; j < route->escalation_count; j++)
            tell_escalation(&resolving, route, &route->escalations[j], milestone,
                            workplace, today);
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), compare_told);
}

static bool route_names(const struct route *route, const struct policy *policy,
                        const struct organization *organization, const char *receiver)
{
    struct told_list list = {0};
    struct resolving resolving = {&list, 0, policy, organization};
    bool named = false;

    for (size_t i = 0; i < route->receiver_count; i++)
        tell_named(&resolving, route->receivers[i], route, NULL);
    for (size_t i = 0; i < route->escalation_count; i++)
        tell_named(&resolving, route->escalations[i].receiver, route, NULL);
    for (size_t i = 0; i < list.count; i++)
        named = named || text_equal(list.items[i].receiver, receiver);
    told_list_done(&list);
    return named;
}

bool route_tells(const struct policy *policy, const struct organization *organization,
                 const struct milestone *milestone, const char *receiver)
{
    for (size_t i = 0; i < policy->route_count; i++)
        if (route_matches(&policy->routes[i], organization, milestone) &&
            route_names(&policy->routes[i], policy, organization, receiver))
            return true;
    return false;
}

/* What sent them there is said by the escalation's own step, unless a later one is sent
 * with it, as after a long weekend: the latest is said, to them as to all. */
bool told_hears(const struct told *told, const struct due_step *step)
{
    if (!date_is_set(told->from))
        return true;
    /* The repeats of an escalation and those of a ladder may have different periods. */
    if (text_equal(step->name, told->escalation.name))
        return false;
    int order = date_cmp(step->sends, told->from);

    if (!order)
        order = date_cmp(step->day, told->escalation.day);
    return order > 0;
}

void told_list_done(struct told_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].receiver);
    free(list->items);
    *list = (struct told_list){0};
}
