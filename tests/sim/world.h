/*
 * world.h - a consultancy's clients over the years, made up from a seed.
 *
 * Each client's whole history is known from the start, but each fact becomes known to the
 * daemon on its own day only.
 */
#ifndef JALON_TESTS_SIM_WORLD_H
#define JALON_TESTS_SIM_WORLD_H

#include <stddef.h>
#include <stdint.h>

#include "jalon/core/holidays.h"
#include "jalon/core/organization.h"

/* A stream of numbers that depends on its seed alone (SplitMix64). */
struct dice {
    uint64_t state;
};

uint64_t dice_roll(struct dice *dice);

/* A number from 0 to below SIDES. */
int dice_below(struct dice *dice, int sides);

/* Whether something of probability PER_MILLE / 1000 happens. */
int dice_chance(struct dice *dice, int per_mille);

struct world {
    struct organization *organizations;
    size_t count;
};

/* COUNT clients with certificates, audits, non-conformities, suspensions and endings
 * around the years from START on, in all zones of HOLIDAYS. */
void world_init(struct world *world, struct dice *dice, size_t count, struct date start,
                const struct holidays *holidays);
void world_done(struct world *world);

#endif /* JALON_TESTS_SIM_WORLD_H */
