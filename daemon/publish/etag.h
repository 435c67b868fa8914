/*
 * etag.h - entity tags and the headers that list them, RFC 9110 section 8.8.3 and 13.1.
 *
 * Layer: publish.  Pure.
 */
#ifndef JALON_PUBLISH_ETAG_H
#define JALON_PUBLISH_ETAG_H

#include <stdbool.h>
#include <stddef.h>

#define ETAG_SIZE 35 /* 32 hexadecimal digits in quotes, and the NUL */

/* Writes the strong tag of LENGTH bytes into TAG: equal bytes, equal tag. */
void etag_of(char tag[ETAG_SIZE], const void *bytes, size_t length);

enum etag_comparison {
    ETAG_STRONG, /* If-Match: a W/ tag matches nothing */
    ETAG_WEAK,   /* If-None-Match: W/ is overlooked */
};

/* Whether LIST, the value of such a header, is "*" or names TAG. */
bool etag_listed(const char *list, const char *tag, enum etag_comparison comparison);

#endif /* JALON_PUBLISH_ETAG_H */
