/*
 * accept.h - what a client would rather read, RFC 9110 section 12.5.1.
 *
 * Layer: publish.  Pure.
 */
#ifndef JALON_PUBLISH_ACCEPT_H
#define JALON_PUBLISH_ACCEPT_H

#include <stdbool.h>
#include <stddef.h>

/* The weight, in thousandths, that the parameters at TEXT, up to LENGTH bytes, give;
 * 1000 where they give none. */
int accept_weight(const char *text, size_t length);

/* Whether ACCEPT, an Accept header or NULL, names HTML and no JSON that it likes as much:
 * a browser does, for the person before it. */
bool accept_prefers_html(const char *accept);

#endif /* JALON_PUBLISH_ACCEPT_H */
