/*
 * nearest.h - which known word was probably meant.
 *
 * Layer: conf.  Pure.
 */
#ifndef JALON_CONF_NEAREST_H
#define JALON_CONF_NEAREST_H

#include <stddef.h>

/* The best word so far. */
struct nearest {
    const char *word; /* NULL while none is near enough to be meant */
    size_t distance;
};

/* Considers CANDIDATE, borrowed while NEAREST is used, as what WORD was meant to be. */
void nearest_consider(struct nearest *nearest, const char *word, const char *candidate);

#endif /* JALON_CONF_NEAREST_H */
