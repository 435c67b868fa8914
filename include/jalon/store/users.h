/*
 * users.h - the people who use the web page: accounts, sessions, invitations.
 *
 * Layer: store.  Of passwords, cookies and links only hashes are kept.
 * Texts that are given are copied.
 */
#ifndef JALON_STORE_USERS_H
#define JALON_STORE_USERS_H

#include "jalon/store/store.h"

/* What an account may do; each may do what those above it may. */
enum role {
    ROLE_READ,  /* look */
    ROLE_EDIT,  /* record facts, acknowledge, retry */
    ROLE_ADMIN, /* feeds and accounts */
    ROLE_COUNT,
};

#define USER_NAME_MAX      64          /* characters */
#define SESSION_IDLE_S     (12 * 3600) /* without a visit a session ends after that */
#define INVITATION_VALID_S (24 * 3600) /* long enough to be read the next morning */

/* An account.  Texts are owned. */
struct user {
    char *name; /* unique */
    enum role role;
    char *password; /* its hash; NULL: none was chosen yet */
    struct instant created;
    struct instant seen; /* the last sign-in; s 0: never */
};

/* Frees the texts of USER. */
void user_done(struct user *user);

/* Adds the account NAME without a password.  ERR_CONFLICT: there is one. */
int store_user_add(struct store *store, const char *name, enum role role,
                   struct instant now, struct err *err);
/* Removes it with its sessions and invitations.  ERR_NOT_FOUND. */
int store_user_remove(struct store *store, const char *name, struct err *err);
/* Gives it the password that HASH was made from, and ends its sessions and invitations.
 * ERR_NOT_FOUND. */
int store_user_password(struct store *store, const char *name, const char *hash,
                        struct err *err);
/* Reads it into *OUT for user_done().  ERR_NOT_FOUND. */
int store_user_get(struct user *out, struct store *store, const char *name,
                   struct err *err);
/* How many accounts there are; 0 where that cannot be read. */
int64_t store_user_count(struct store *store);

/* Calls CB for each account, borrowed for the call, by name; -1 with its err set stops
 * and fails. */
typedef int (*user_cb)(void *context, const struct user *user, struct err *err);
int store_users_each(struct store *store, user_cb cb, void *context, struct err *err);

/* Opens a session of the account NAME, known by the secret TOKEN, and notes the sign-in;
 * sessions that ended are swept away. */
int store_session_add(struct store *store, const char *name, const char *token,
                      struct instant now, struct err *err);
/* Whose session TOKEN is, into *OUT for user_done(); notes the visit, at most once a
 * minute.  ERR_NOT_FOUND: there is none, or it was idle for too long. */
int store_session_find(struct user *out, struct store *store, const char *token,
                       struct instant now, struct err *err);
/* Ends the session of TOKEN; there need be none. */
int store_session_remove(struct store *store, const char *token, struct err *err);

/* Lets whoever shows TOKEN choose the password of the account NAME up to EXPIRES, once;
 * NAME "" lets them make the first account. */
int store_invitation_add(struct store *store, const char *name, const char *token,
                         struct instant expires, struct err *err);
/* For whom TOKEN is at NOW: the account's name, or "", for the caller to free.  NULL with
 * ERR_NOT_FOUND: for nobody, or no longer. */
char *store_invitation_find(struct store *store, const char *token, struct instant now,
                            struct err *err);
/* Ends all invitations of NAME. */
int store_invitations_remove(struct store *store, const char *name, struct err *err);

/* "read", "edit", "admin", and back: 0, or -1 with *OUT untouched. */
const char *role_name(enum role role);
int role_parse(enum role *out, const char *text);

#endif /* JALON_STORE_USERS_H */
