/*
 * account.h - what an account's name and password must be.
 *
 * Layer: web.  For the page and for the API.
 */
#ifndef JALON_WEB_ACCOUNT_H
#define JALON_WEB_ACCOUNT_H

#include "jalon/store/users.h"

/* Adds the account NAME, which gets its password later.  0, or -1 with ERR_INVALID where
 * NAME is none, ERR_CONFLICT where it is taken. */
int account_add(struct store *store, const char *name, enum role role, struct instant now,
                struct err *err);

/* Gives NAME the password PASSWORD.  0, or -1 with ERR_INVALID: it is too short. */
int account_set_password(struct store *store, const char *name, const char *password,
                         struct err *err);

#endif /* JALON_WEB_ACCOUNT_H */
