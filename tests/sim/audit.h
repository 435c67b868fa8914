/*
 * audit.h - what must hold of a whole ledger at the end of a simulation.
 */
#ifndef JALON_TESTS_SIM_AUDIT_H
#define JALON_TESTS_SIM_AUDIT_H

#include "post.h"

/* Looks through the ledger of STORE, which told POST by NOW: no step stands in it twice
 * but for what was overtaken, each notice ended or has its next try to come, the fallback
 * receiver was told of each dead one, and the chain holds.  Prints how many steps and
 * entries there are. */
void audit_ledger(struct store *store, struct instant now, const struct post *post);

#endif /* JALON_TESTS_SIM_AUDIT_H */
