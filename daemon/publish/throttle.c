#include "throttle.h"

#include <stdio.h>

#include "jalon/base/hash.h"
#include "jalon/base/text.h"

bool throttle_fail(struct throttle *throttle, const char *address, struct instant now)
{
    struct throttle_slot *slot = &throttle->slots[hash_text(address) % THROTTLE_SLOTS];
    int64_t minute = now.s / 60;

    if (slot->minute != minute || !text_equal(slot->address, address)) {
        *slot = (struct throttle_slot){.minute = minute};
        (void)snprintf(slot->address, sizeof(slot->address), "%s", address);
    }
    if (slot->failures == THROTTLE_FAILURES)
        return true;
    slot->failures++;
    return false;
}
