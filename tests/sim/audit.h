/*
 * audit.h - what must hold of a whole ledger at the end of a simulation.
 */
#ifndef JALON_TESTS_SIM_AUDIT_H
#define JALON_TESTS_SIM_AUDIT_H

#include "jalon/store/store.h"

/* Looks through the ledger of STORE, in which DEAD notices died by NOW: no step stands in
 * it twice, each notice ended or has its next try to come, the fallback receiver was told
 * of each dead one, and the chain holds.  Prints how many steps and entries there are. */
void audit_ledger(struct store *store, struct instant now, int64_t dead);

#endif /* JALON_TESTS_SIM_AUDIT_H */
