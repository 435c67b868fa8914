/*
 * fact_words.h - facts as a person speaks of them.
 *
 * Layer: web, inside.  Pure.
 */
#ifndef JALON_WEB_FACT_WORDS_H
#define JALON_WEB_FACT_WORDS_H

#include "jalon/base/buf.h"
#include "jalon/core/organization.h"

/* "Audit booked", of KIND. */
const char *fact_words_kind(enum fact_kind kind, enum lang lang);

/* "surveillance", of AUDIT. */
const char *fact_words_audit(enum audit audit, enum lang lang);

/* Adds all that FACT says besides its kind and its day: "surveillance, 14/01/2026". */
void fact_words_add_details(struct buf *out, const struct fact *fact, enum lang lang);

#endif /* JALON_WEB_FACT_WORDS_H */
