#include "lanes.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"

/* One after the other: lanes are those at work, and pruned each turn. */
struct lane *lanes_find(const struct lanes *lanes, const char *receiver)
{
    for (size_t i = 0; i < lanes->count; i++)
        if (strcmp(lanes->items[i]->receiver, receiver) == 0)
            return lanes->items[i];
    return NULL;
}

struct lane *lanes_add(struct lanes *lanes, const char *receiver)
{
    struct lane *lane = mem_new(sizeof(*lane));

    lane->receiver = mem_strdup(receiver);
    /* The list moves as it grows, the lanes do not: deliveries point to them. */
    lanes->items =
        mem_grow(lanes->items, lanes->count, &lanes->capacity, sizeof(struct lane *));
    lanes->items[lanes->count++] = lane;
    return lane;
}

static void lane_free(struct lane *lane)
{
    free(lane->receiver);
    free(lane);
}

static bool is_idle(const struct lane *lane, uint64_t now_ms)
{
    return lane->under_way == 0 && !lane->waiting && lane->rests_until_ms <= now_ms;
}

void lanes_prune(struct lanes *lanes, uint64_t now_ms)
{
    size_t kept = 0;

    for (size_t i = 0; i < lanes->count; i++) {
        if (is_idle(lanes->items[i], now_ms))
            lane_free(lanes->items[i]);
        else
            lanes->items[kept++] = lanes->items[i];
    }
    lanes->count = kept;
}

bool lanes_waiting(const struct lanes *lanes)
{
    for (size_t i = 0; i < lanes->count; i++)
        if (lanes->items[i]->waiting)
            return true;
    return false;
}

void lanes_done(struct lanes *lanes)
{
    for (size_t i = 0; i < lanes->count; i++)
        lane_free(lanes->items[i]);
    free(lanes->items);
    *lanes = (struct lanes){0};
}
