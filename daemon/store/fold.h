/*
 * fold.h - text as a search compares it: without case, without accents.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_FOLD_H
#define JALON_STORE_FOLD_H

#include "jalon/base/buf.h"

/* Adds TEXT to OUT in lower case, the letters of French and its neighbours reduced to
 * a to z: "École d'Œnologie" becomes "ecole d'oenologie". */
void fold(struct buf *out, const char *text);

#endif /* JALON_STORE_FOLD_H */
