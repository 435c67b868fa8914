#include "attempts.h"

#include <string.h>

void attempts_init(struct attempts *attempts)
{
    memset(attempts, 0, sizeof(*attempts));
    secret_random(attempts->secret, sizeof(attempts->secret));
}

static uint64_t hash_of(const struct attempts *attempts, const char *key)
{
    unsigned char digest[SHA256_SIZE];
    uint64_t hash;

    secret_hmac_sha256(digest, attempts->secret, sizeof(attempts->secret), key,
                       strlen(key));
    memcpy(&hash, digest, sizeof(hash));
    return hash;
}

bool attempts_are_many(const struct attempts *attempts, const char *key,
                       struct instant now)
{
    uint64_t hash = hash_of(attempts, key);
    const struct attempts_slot *slot = &attempts->slots[hash % ATTEMPTS_SLOTS];

    return slot->key == hash && slot->window == now.s / ATTEMPTS_WINDOW &&
           slot->count >= ATTEMPTS_MAX;
}

void attempts_add(struct attempts *attempts, const char *key, struct instant now)
{
    uint64_t hash = hash_of(attempts, key);
    struct attempts_slot *slot = &attempts->slots[hash % ATTEMPTS_SLOTS];
    int64_t window = now.s / ATTEMPTS_WINDOW;

    if (slot->key != hash || slot->window != window)
        *slot = (struct attempts_slot){.key = hash, .window = window};
    slot->count++;
}

void attempts_forget(struct attempts *attempts, const char *key)
{
    uint64_t hash = hash_of(attempts, key);
    struct attempts_slot *slot = &attempts->slots[hash % ATTEMPTS_SLOTS];

    if (slot->key == hash)
        *slot = (struct attempts_slot){0};
}
