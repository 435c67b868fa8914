#include "attempts.h"

/* FNV-1a: spreads names that differ in one letter. */
static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;

    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash;
}

bool attempts_are_many(const struct attempts *attempts, const char *key,
                       struct instant now)
{
    uint64_t hash = hash_of(key);
    const struct attempts_slot *slot = &attempts->slots[hash % ATTEMPTS_SLOTS];

    return slot->key == hash && slot->window == now.s / ATTEMPTS_WINDOW &&
           slot->count >= ATTEMPTS_MAX;
}

void attempts_add(struct attempts *attempts, const char *key, struct instant now)
{
    uint64_t hash = hash_of(key);
    struct attempts_slot *slot = &attempts->slots[hash % ATTEMPTS_SLOTS];
    int64_t window = now.s / ATTEMPTS_WINDOW;

    if (slot->key != hash || slot->window != window)
        *slot = (struct attempts_slot){.key = hash, .window = window};
    slot->count++;
}

void attempts_forget(struct attempts *attempts, const char *key)
{
    uint64_t hash = hash_of(key);
    struct attempts_slot *slot = &attempts->slots[hash % ATTEMPTS_SLOTS];

    if (slot->key == hash)
        *slot = (struct attempts_slot){0};
}
