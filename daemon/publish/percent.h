/*
 * percent.h - percent-encoding of paths and query values, RFC 3986.
 *
 * Layer: publish.  Pure.
 */
#ifndef JALON_PUBLISH_PERCENT_H
#define JALON_PUBLISH_PERCENT_H

#include <stddef.h>

/* The LENGTH bytes at TEXT with each %XX decoded, for the caller to free.  NULL where an
 * escape is broken, or where what comes out holds a NUL or is no UTF-8. */
char *percent_decode(const char *text, size_t length);

#endif /* JALON_PUBLISH_PERCENT_H */
