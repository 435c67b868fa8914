/*
 * password.h - keeping passwords so that nobody can read them.
 *
 * Layer: sys.  Over libargon2: argon2id with 19 MiB and two passes, some tens of
 * milliseconds.  Touches nothing shared: any thread may call it.
 */
#ifndef JALON_SYS_PASSWORD_H
#define JALON_SYS_PASSWORD_H

#include <stdbool.h>

#define PASSWORD_HASH_SIZE 128 /* "$argon2id$…" and its NUL */
/* Characters that a new one has at least, and at most: argon2 reads all that it is given,
 * and a form could send it a megabyte. */
#define PASSWORD_MIN 10
#define PASSWORD_MAX 1000

/* Writes into HASH what is to be kept of PASSWORD, and returns HASH. */
char *password_hash(char hash[PASSWORD_HASH_SIZE], const char *password);

/* Whether HASH was made from PASSWORD.  A HASH of NULL fits none, and takes as long to
 * say so: names that do not exist must not be told from those that do. */
bool password_fits(const char *hash, const char *password);

#endif /* JALON_SYS_PASSWORD_H */
