/*
 * credentials.h - the token that an Authorization header shows.
 *
 * Layer: publish.  Pure.
 */
#ifndef JALON_PUBLISH_CREDENTIALS_H
#define JALON_PUBLISH_CREDENTIALS_H

/* The token of "Bearer TOKEN", borrowed from HEADER; NULL where HEADER, which may be
 * NULL, is no such thing. */
const char *credentials_bearer(const char *header);

#endif /* JALON_PUBLISH_CREDENTIALS_H */
