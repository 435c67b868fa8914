/*
 * public_list.h - the public list as an index by NDA and by SIRET.
 *
 * Layer: core, private to the comparison; opened by core/reconcile.h.
 */
#ifndef JALON_CORE_PUBLIC_LIST_H
#define JALON_CORE_PUBLIC_LIST_H

#include "jalon/core/reconcile.h"

/* What the list says of one organization. */
struct listed {
    char nda[ORGANIZATION_NDA_SIZE];     /* "" where it is none */
    char siret[ORGANIZATION_SIRET_SIZE]; /* likewise */
    unsigned categories;                 /* that it is certified for */
};

/* The one with that NDA, or else with that SIRET; NULL where there is none. */
const struct listed *public_list_find(const struct public_list *list, const char *nda,
                                      const char *siret);

#endif /* JALON_CORE_PUBLIC_LIST_H */
