/*
 * percent.h - percent-encoding of paths and query values, RFC 3986.
 *
 * Layer: base.  Pure.
 */
#ifndef JALON_BASE_PERCENT_H
#define JALON_BASE_PERCENT_H

#include <stddef.h>

#include "jalon/base/buf.h"

/* Adds TEXT as one segment of a path or one value of a query: all of it encoded but what
 * section 2.3 calls unreserved, letters, digits and -._~ */
void percent_encode(struct buf *out, const char *text);

/* The LENGTH bytes at TEXT with each %XX decoded, for the caller to free.  NULL where an
 * escape is broken, or where what comes out holds a NUL or is no UTF-8. */
char *percent_decode(const char *text, size_t length);

#endif /* JALON_BASE_PERCENT_H */
