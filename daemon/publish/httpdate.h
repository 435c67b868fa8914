/*
 * httpdate.h - instants as HTTP writes them: "Sun, 06 Nov 1994 08:49:37 GMT".
 *
 * Layer: publish.  Pure; knows no locale.
 */
#ifndef JALON_PUBLISH_HTTPDATE_H
#define JALON_PUBLISH_HTTPDATE_H

#include "jalon/core/instant.h"

#define HTTPDATE_SIZE 64 /* 29 characters, with room for any year */

/* Writes INSTANT into TEXT and returns it. */
char *httpdate_format(char text[HTTPDATE_SIZE], struct instant instant);

/* Reads that form and no other: the two obsolete ones have not been sent for decades,
 * and a date that cannot be read only costs a whole answer.
 * Returns 0, or -1 with *OUT untouched. */
int httpdate_parse(struct instant *out, const char *text);

#endif /* JALON_PUBLISH_HTTPDATE_H */
