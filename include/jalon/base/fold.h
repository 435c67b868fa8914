/*
 * fold.h - text without what people type in two ways: case and accents.
 *
 * Layer: base.  By it clients are searched, the columns of a spreadsheet recognized, and
 * the addresses of feeds made.  It folds French and no more: a table of all of Unicode
 * would be the largest thing in the program.
 */
#ifndef JALON_BASE_FOLD_H
#define JALON_BASE_FOLD_H

#include "jalon/base/buf.h"

/* Adds TEXT to OUT in lower case, the letters of French and its neighbours reduced to
 * a to z: "École d'Œnologie" becomes "ecole d'oenologie". */
void fold_text(struct buf *out, const char *text);

/* The same as a word of an address: what is then no letter, digit, '.' or '_' becomes
 * a '-', one for several and none at the ends; "x" where nothing is left. */
void fold_slug(struct buf *out, const char *text);

#endif /* JALON_BASE_FOLD_H */
