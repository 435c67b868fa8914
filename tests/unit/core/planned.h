/*
 * planned.h - the plan of a document on a day, by the shipped rules.
 */
#ifndef JALON_TESTS_PLANNED_H
#define JALON_TESTS_PLANNED_H

#include "support/core.h"

#include "jalon/core/plan.h"

static struct rules *rules;
static const struct certifier certifiers[] = {
    {(char *)(uintptr_t) "certifopac", 15, 3},
};

struct planned {
    struct organization organization;
    struct plan plan;
};

static inline struct planned planned(const char *document, const char *today)
{
    const struct plan_context context = {rules, certifiers, ARRAY_LEN(certifiers)};
    struct planned planned = {.organization = organization_of(document)};

    plan_make(&planned.plan, &planned.organization, &context, day(today));
    return planned;
}

static inline void done(struct planned *planned)
{
    plan_done(&planned->plan);
    organization_done(&planned->organization);
}

static inline const struct milestone *milestone(const struct planned *planned,
                                                const char *id)
{
    const struct milestone *found = plan_find(&planned->plan, id);

    if (!found)
        fail_msg("there is no milestone %s", id);
    return found;
}

#define HEAD   "{\"id\":\"acme\",\"name\":\"Acme\",\"nda\":\"11788457578\","
#define FACTS  HEAD "\"facts\":["
#define ISSUED "{\"kind\":\"certificate.issued\",\"on\":\"2024-03-15\"}"

static inline int load(void **state)
{
    (void)state;
    rules = shipped_rules();
    return 0;
}

static inline int unload(void **state)
{
    (void)state;
    rules_free(rules);
    return 0;
}

#endif /* JALON_TESTS_PLANNED_H */
