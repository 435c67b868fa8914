/*
 * facts.h - the facts of an organization, read with it.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_FACTS_H
#define JALON_STORE_FACTS_H

#include "jalon/core/organization.h"
#include "jalon/store/store.h"

/* Adds the facts of ORGANIZATION, which has none, in the order in which they came.
 * Returns 0, or -1 with some of them added. */
int facts_read(struct organization *organization, struct store *store, struct err *err);

#endif /* JALON_STORE_FACTS_H */
