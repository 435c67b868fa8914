/*
 * attempts.h - who tried to sign in, in vain, and how often.
 *
 * Layer: web, inside.  A table of fixed size, so that many names cost no memory: two that
 * share a place push each other out.  Which do is a secret, or whoever guesses one
 * account's password would name another in between, and never wait.
 */
#ifndef JALON_WEB_ATTEMPTS_H
#define JALON_WEB_ATTEMPTS_H

#include <stdbool.h>
#include <stdint.h>

#include "jalon/core/instant.h"
#include "jalon/sys/secret.h"

#define ATTEMPTS_SLOTS  8192
#define ATTEMPTS_MAX    5   /* for one key, in one window */
#define ATTEMPTS_WINDOW 300 /* seconds */

struct attempts {
    unsigned char secret[SHA256_SIZE];
    struct attempts_slot {
        uint64_t key;   /* a hash of it; 0: none */
        int64_t window; /* since 1970 */
        int count;
    } slots[ATTEMPTS_SLOTS];
};

/* None yet, with a secret of its own. */
void attempts_init(struct attempts *attempts);

/* Whether KEY, an address or a name, failed too often of late. */
bool attempts_are_many(const struct attempts *attempts, const char *key,
                       struct instant now);

/* Counts one for KEY: when it begins, and not when it has failed, so that many at once
 * are counted too. */
void attempts_add(struct attempts *attempts, const char *key, struct instant now);

/* Forgets those of KEY: it got in. */
void attempts_forget(struct attempts *attempts, const char *key);

#endif /* JALON_WEB_ATTEMPTS_H */
