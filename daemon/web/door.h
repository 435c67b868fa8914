/*
 * door.h - who it is, and whether they may come in.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_DOOR_H
#define JALON_WEB_DOOR_H

#include "visit.h"

/* Finds out who VISIT's person is: by the socket or without sign-in everybody, whom the
 * proxy names, or whose session the cookie tells; and what their forms carry.  -1 where
 * that cannot be looked up: they may be somebody. */
int door_identify(struct visit *visit, struct err *err);

/* Checks that the form came from one of our own pages.  0, or -1 with ERR_REFUSED. */
int door_check_form(const struct visit *visit, struct err *err);

/* Sets the cookie of the session TOKEN; "" takes it away. */
void door_set_cookie(struct web_response *response, const struct web *web,
                     const char *token);

/* The value of cookie NAME among COOKIES, a header or NULL, into VALUE of SIZE bytes; ""
 * where it is absent or longer. */
void door_cookie(char *value, size_t size, const char *cookies, const char *name);

#endif /* JALON_WEB_DOOR_H */
