#include "audit.h"

#include <string.h>

#include "jalon/base/buf.h"
#include "jalon/base/mem.h"
#include "jalon/store/ledger.h"

#include "require.h"

#define DAY_S 86400

struct keys {
    char **items;
    size_t count, capacity;
    int64_t words;
    struct instant now;
    const struct post *post;
};

static bool was_overtaken(const struct post *post, int64_t notice)
{
    for (size_t i = 0; i < post->overtaken_count; i++)
        if (post->overtaken[i] == notice)
            return true;
    return false;
}

static int add_keys(void *context, const struct notice *notice, struct err *err)
{
    struct keys *keys = context;
    bool waits = notice->state == NOTICE_QUEUED || notice->state == NOTICE_FAILED;

    (void)err;
    REQUIRE(!waits || notice->next_try.s > keys->now.s - 40 * DAY_S,
            "notice %lld was forgotten", (long long)notice->id);
    keys->words += notice->item_count == 0;
    if (was_overtaken(keys->post, notice->id))
        return 0;
    for (size_t i = 0; i < notice->item_count; i++) {
        const struct notice_item *item = &notice->items[i];
        struct buf key = {0};
        char day[DATE_TEXT_SIZE];
        buf_addf(&key, "%s %s %s %s %s", item->organization, item->milestone,
                 date_format(day, item->key), item->step, notice->receiver);
        keys->items =
            mem_grow(keys->items, keys->count, &keys->capacity, sizeof(*keys->items));
        keys->items[keys->count++] = buf_take(&key);
    }
    return 0;
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void audit_ledger(struct store *store, struct instant now, const struct post *post)
{
    const struct notice_filter all = {0};
    struct keys keys = {.now = now, .post = post};
    struct err err = {0};
    struct ledger_proof proof = {0};
    int64_t broken;

    require_ok(store_notices_each(store, &all, add_keys, &keys, &err), &err,
               "store_notices_each");
    qsort(keys.items, keys.count, sizeof(*keys.items), compare_keys);
    for (size_t i = 1; i < keys.count; i++)
        REQUIRE(strcmp(keys.items[i - 1], keys.items[i]) != 0, "twice: %s",
                keys.items[i]);
    REQUIRE(keys.words == post->dead, "%lld notices died and %lld were told of",
            (long long)post->dead, (long long)keys.words);
    require_ok(store_ledger_verify(&proof, &broken, store, &err), &err,
               "store_ledger_verify");
    printf("steps %zu, ledger entries %lld, ", keys.count, (long long)proof.number);
    for (size_t i = 0; i < keys.count; i++)
        free(keys.items[i]);
    free(keys.items);
}
