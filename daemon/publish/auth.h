/*
 * auth.h - whether a request may do what it asks for.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_AUTH_H
#define JALON_PUBLISH_AUTH_H

#include "request.h"

/* Sets who REQUEST's author is and what it may do; called once its endpoint is known,
 * and before anything else that it asks for is looked at.  0 where its endpoint allows
 * that, or -1 with a 401, 403 or 429 in its response, or with that it cannot be said. */
int auth_check(struct request *request);

#define AUTH_ADDRESS_SIZE 48 /* of an IPv6 address, 45 characters at most */

/* The number of the address that REQUEST came from; "" where it came by the socket. */
void auth_client_address(const struct request *request, char text[AUTH_ADDRESS_SIZE]);

#endif /* JALON_PUBLISH_AUTH_H */
