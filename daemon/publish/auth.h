/*
 * auth.h - whether a request may do what it asks for.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_AUTH_H
#define JALON_PUBLISH_AUTH_H

#include "request.h"

/* Sets who REQUEST's author is and what it may do.  0 where its endpoint allows that,
 * or -1 with a 401, 403 or 429 in its response. */
int auth_check(struct request *request);

/* Whether REQUEST may see the web page's data: it came by the socket, or shows a token,
 * as a bearer or as the password that a browser asks for.  The API takes no password:
 * what a browser sends by itself must not be able to change anything. */
bool auth_may_look(struct request *request);

#endif /* JALON_PUBLISH_AUTH_H */
