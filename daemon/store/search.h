/*
 * search.h - how clients are found by what people type into a search box.
 *
 * Layer: store, inside.  Pure.
 */
#ifndef JALON_STORE_SEARCH_H
#define JALON_STORE_SEARCH_H

#include "jalon/base/buf.h"
#include "jalon/core/organization.h"

/* Adds what ORGANIZATION is found by: name, id, SIRET and NDA, case and accents aside. */
void search_words(struct buf *out, const struct organization *organization);

/* Adds what to look for in that where TYPED was typed: blanks around it do not count, nor
 * do those within a SIREN, a SIRET or an NDA, which are printed in groups. */
void search_wanted(struct buf *out, const char *typed);

#endif /* JALON_STORE_SEARCH_H */
