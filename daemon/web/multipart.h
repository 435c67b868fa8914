/*
 * multipart.h - the parts of a multipart/form-data body, RFC 7578, one after the other.
 *
 * Layer: web, inside.  Pure.
 */
#ifndef JALON_WEB_MULTIPART_H
#define JALON_WEB_MULTIPART_H

#include <stddef.h>

#include "form.h"

#define MULTIPART_BOUNDARY_MAX 70 /* RFC 2046 */

struct multipart {
    char delimiter[MULTIPART_BOUNDARY_MAX + 5]; /* CR LF, "--", boundary, NUL */
    const char *rest;                           /* after the last delimiter */
    size_t length;                              /* of rest */
};

/* Starts reading the LENGTH bytes of BODY, borrowed.  1, or -1 where CONTENT_TYPE names
 * no boundary or BODY does not start with it. */
int multipart_open(struct multipart *out, const char *content_type, const char *body,
                   size_t length);

/* The next part into *OUT, whose texts are the caller's.  1; 0 at the end; -1 where the
 * body is not well formed, *OUT then being untouched. */
int multipart_next(struct form_field *out, struct multipart *multipart);

#endif /* JALON_WEB_MULTIPART_H */
