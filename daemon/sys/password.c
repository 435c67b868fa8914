#include "jalon/sys/password.h"

#include <argon2.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/sys/log.h"
#include "jalon/sys/secret.h"

/* The minimum that the OWASP Password Storage Cheat Sheet recommends for argon2id.  They
 * stand in each hash, so that old ones still fit when these are raised. */
#define PASSES      2
#define MEMORY_KIB  (19 * 1024)
#define LANES       1
#define SALT_LENGTH 16
#define HASH_LENGTH 32

/* Fits no password that anybody kept.  Its m, t and p are those above, or it would answer
 * sooner or later than a real one. */
static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzAA$"
                             "RxHvyWC9ht0O9UA34pNqWEskUzQ1r3RGC1s+HH1xvZw";

char *password_hash(char hash[PASSWORD_HASH_SIZE], const char *password)
{
    unsigned char salt[SALT_LENGTH];

    secret_random(salt, sizeof(salt));
    int failed =
        argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password, strlen(password), salt,
                              sizeof(salt), HASH_LENGTH, hash, PASSWORD_HASH_SIZE);
    if (failed) {
        log_error("a password cannot be hashed: %s", argon2_error_message(failed));
        abort();
    }
    return hash;
}

bool password_fits(const char *hash, const char *password)
{
    bool fits =
        argon2id_verify(hash ? hash : nobody, password, strlen(password)) == ARGON2_OK;

    return hash && fits;
}
