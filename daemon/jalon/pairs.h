/*
 * pairs.h - KEY=VALUE words as the JSON of the API.
 *
 * Layer: the tool, internal.  Which keys are numbers, lists or JSON is known by name;
 * all others are texts.  What a key may hold is for the daemon to say.
 */
#ifndef JALON_JALON_PAIRS_H
#define JALON_JALON_PAIRS_H

#include <jansson.h>

#include "args.h"

/* Sets in OBJECT the pairs that ARGS has from word FIRST on; an empty value is null.
 * Returns 0, or -1 with ERR_INVALID naming the word, also of a key that OBJECT has. */
int pairs_add(json_t *object, const struct args *args, size_t first, struct err *err);

#endif /* JALON_JALON_PAIRS_H */
