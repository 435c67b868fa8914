/*
 * credentials.h - the token that an Authorization header shows.
 *
 * Layer: publish.  Pure.
 */
#ifndef JALON_PUBLISH_CREDENTIALS_H
#define JALON_PUBLISH_CREDENTIALS_H

/* The scheme's name is taken in any case, and one or more blanks after it (RFC 9110,
 * 11.4); the token itself is not looked at.
 *
 * The token of "Bearer TOKEN", borrowed from HEADER; NULL where HEADER, which may be
 * NULL, is no such thing. */
const char *credentials_bearer(const char *header);

#endif /* JALON_PUBLISH_CREDENTIALS_H */
