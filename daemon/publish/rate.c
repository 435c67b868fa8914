#include "rate.h"

#include <stdio.h>

#include "jalon/base/hash.h"
#include "jalon/base/text.h"

#define COST_MS ((uint64_t)1000 / RATE_PER_S)

/* The leaky bucket as a single number per token: each request pushes the time at which
 * the bucket is empty a little further away. */
uint64_t rate_take(struct rate *rate, const char *token, uint64_t now_ms)
{
    struct rate_slot *slot = &rate->slots[hash_text(token) % RATE_SLOTS];

    if (!text_equal(slot->token, token)) {
        slot->spent_ms = 0;
        (void)snprintf(slot->token, sizeof(slot->token), "%s", token);
    }
    uint64_t spent = slot->spent_ms > now_ms ? slot->spent_ms : now_ms;
    uint64_t full = now_ms + (RATE_BURST - 1) * COST_MS;
    if (spent > full)
        return spent - full;
    slot->spent_ms = spent + COST_MS;
    return 0;
}
