#include "world.h"

#include <stdio.h>
#include <stdlib.h>

#include "jalon/base/mem.h"

#define FACTS_MAX 64

uint64_t dice_roll(struct dice *dice)
{
    uint64_t z = dice->state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

int dice_below(struct dice *dice, int sides)
{
    return (int)(dice_roll(dice) % (uint64_t)sides);
}

int dice_chance(struct dice *dice, int per_mille)
{
    return dice_below(dice, 1000) < per_mille;
}

/* -- facts ----------------------------------------------------------------------- */

static struct fact *add(struct organization *organization, enum fact_kind kind,
                        struct date on)
{
    struct fact *fact = &organization->facts[organization->fact_count++];
    char id[24];

    fact_init(fact, kind, on);
    (void)snprintf(id, sizeof(id), "f%zu", organization->fact_count);
    fact->id = mem_strdup(id);
    fact->recorded_at = mem_strdup("2020-01-01T00:00:00Z");
    fact->by = mem_strdup("world");
    return fact;
}

static void add_nc(struct organization *organization, struct dice *dice, struct date held,
                   enum audit audit, int number)
{
    struct fact *notified = add(organization, FACT_NC_NOTIFIED, date_add_days(held, 7));
    char name[24];

    (void)snprintf(name, sizeof(name), "NC%d", number);
    notified->nc = mem_strdup(name);
    notified->audit = audit;
    notified->grade = dice_chance(dice, 300) ? GRADE_MAJOR : GRADE_MINOR;
    notified->indicator = 1 + dice_below(dice, 32);
    notified->plan_days = dice_chance(dice, 500) ? 15 : -1;
    if (dice_chance(dice, 200))
        return; /* never settled: it is reminded of for months */
    struct fact *lifted = add(organization, FACT_NC_LIFTED,
                              date_add_days(held, 20 + dice_below(dice, 200)));
    lifted->nc = mem_strdup(name);
}

static void add_audit(struct organization *organization, struct dice *dice,
                      enum audit audit, struct date day, int number)
{
    if (dice_chance(dice, 700)) {
        struct fact *booked = add(organization, FACT_AUDIT_BOOKED,
                                  date_add_days(day, -60 + dice_below(dice, 30)));
        booked->audit = audit;
        booked->day = day;
        if (dice_chance(dice, 150)) {
            add(organization, FACT_AUDIT_CANCELLED, date_add_days(day, -10))->audit =
                audit;
            day = date_add_days(day, 30);
        }
    }
    if (dice_chance(dice, 150))
        return; /* the audit is missed */
    add(organization, FACT_AUDIT_HELD, day)->audit = audit;
    for (int i = dice_below(dice, 3); i > 0; i--)
        add_nc(organization, dice, day, audit, number + i);
}

/* One cycle that starts on STARTS; returns when the next one does, if it does. */
static struct date add_cycle(struct organization *organization, struct dice *dice,
                             struct date starts, int number)
{
    struct date surveillance =
        date_add_days(date_add_months(starts, 14), dice_below(dice, 240));
    struct date renewal =
        date_add_days(date_add_months(starts, 29), dice_below(dice, 90));

    add(organization, FACT_CERTIFICATE_ISSUED, starts);
    add_audit(organization, dice, AUDIT_SURVEILLANCE, surveillance, number);
    add_audit(organization, dice, AUDIT_RENEWAL, renewal, number + 10);
    if (dice_chance(dice, 50))
        add(organization, FACT_CERTIFICATE_SUSPENDED, date_add_months(surveillance, 2));
    if (dice_chance(dice, 30))
        add(organization, FACT_CERTIFICATE_WITHDRAWN, date_add_months(surveillance, 5));
    return date_add_months(starts, 36);
}

/* -- organizations --------------------------------------------------------------- */

static const struct {
    const char *zone, *timezone;
} places[] = {
    {"Métropole",               "Europe/Paris"         },
    {"Alsace-Moselle",           "Europe/Paris"         },
    {"Guadeloupe",               "America/Guadeloupe"   },
    {"Guyane",                   "America/Cayenne"      },
    {"Martinique",               "America/Martinique"   },
    {"La Réunion",              "Indian/Reunion"       },
    {"Mayotte",                  "Indian/Mayotte"       },
    {"Nouvelle-Calédonie",      "Pacific/Noumea"       },
    {"Polynésie Française",    "Pacific/Tahiti"       },
    {"Saint-Pierre-et-Miquelon", "America/Miquelon"     },
    {"Wallis-et-Futuna",         "Pacific/Wallis"       },
    {"Saint-Martin",             "America/Marigot"      },
    {"Saint-Barthélémy",       "America/St_Barthelemy"},
};

#define PLACE_COUNT (sizeof(places) / sizeof(places[0]))

static void settle(struct organization *organization, struct dice *dice,
                   const struct holidays *holidays)
{
    static const char *const owners[] = {"alice", "bruno", "chloe"};
    size_t place = dice_chance(dice, 600) ? 0 : (size_t)dice_below(dice, PLACE_COUNT);

    if (holidays_has_zone(holidays, places[place].zone))
        organization->zone = mem_strdup(places[place].zone);
    organization->timezone = mem_strdup(places[place].timezone);
    organization->owner = mem_strdup(owners[dice_below(dice, 3)]);
    (void)snprintf(organization->nda, sizeof(organization->nda), "11788457578");
    organization->categories = dice_chance(dice, 200) ? CATEGORY_CFA : CATEGORY_AF;
}

static void grow_up(struct organization *organization, struct dice *dice,
                    struct date start)
{
    struct date at = date_add_days(start, dice_below(dice, 1095) - 900);

    organization->facts = mem_new_array(FACTS_MAX, sizeof(*organization->facts));
    if (dice_chance(dice, 200)) {
        add(organization, FACT_TARGET_SET, at)->target = date_add_months(at, 9);
        at = date_add_months(at, 9);
    }
    for (int cycle = 0; cycle < 3; cycle++) {
        at = add_cycle(organization, dice, at, cycle * 20);
        if (dice_chance(dice, 200))
            break; /* it is never renewed */
    }
}

void world_init(struct world *world, struct dice *dice, size_t count, struct date start,
                const struct holidays *holidays)
{
    world->organizations = mem_new_array(count, sizeof(*world->organizations));
    world->count = count;
    for (size_t i = 0; i < count; i++) {
        struct organization *organization = &world->organizations[i];
        char name[32];

        organization_init(organization);
        (void)snprintf(organization->id, sizeof(organization->id), "o%05zu", i);
        (void)snprintf(name, sizeof(name), "Organisme %zu", i);
        organization->name = mem_strdup(name);
        settle(organization, dice, holidays);
        grow_up(organization, dice, start);
    }
}

void world_done(struct world *world)
{
    for (size_t i = 0; i < world->count; i++)
        organization_done(&world->organizations[i]);
    free(world->organizations);
}
