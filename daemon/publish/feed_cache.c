#include "feed_cache.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"

/* The token's hash is as good as random. */
static size_t bucket_of(const unsigned char token[SHA256_SIZE])
{
    return ((size_t)token[0] << 8 | token[1]) % FEED_CACHE_BUCKETS;
}

static void entry_free(struct feed_entry *entry)
{
    if (entry->whole) {
        MHD_destroy_response(entry->whole);
        MHD_destroy_response(entry->unchanged);
    }
    free(entry->agent);
    free(entry);
}

void feed_cache_done(struct feed_cache *cache)
{
    for (size_t i = 0; i < FEED_CACHE_BUCKETS; i++) {
        struct feed_entry *entry = cache->buckets[i];
        cache->buckets[i] = NULL;
        while (entry) {
            struct feed_entry *next = entry->next;
            entry_free(entry);
            entry = next;
        }
    }
}

struct feed_entry *feed_cache_find(const struct feed_cache *cache,
                                   const unsigned char token[SHA256_SIZE])
{
    struct feed_entry *entry = cache->buckets[bucket_of(token)];

    while (entry && memcmp(entry->token, token, SHA256_SIZE) != 0)
        entry = entry->next;
    return entry;
}

struct feed_entry *feed_cache_add(struct feed_cache *cache,
                                  const unsigned char token[SHA256_SIZE])
{
    struct feed_entry **bucket = &cache->buckets[bucket_of(token)];
    struct feed_entry *entry = mem_new(sizeof(*entry));

    memcpy(entry->token, token, SHA256_SIZE);
    entry->next = *bucket;
    *bucket = entry;
    return entry;
}

void feed_cache_drop(struct feed_cache *cache, struct feed_entry *entry)
{
    if (!entry)
        return;
    struct feed_entry **link = &cache->buckets[bucket_of(entry->token)];
    while (*link != entry)
        link = &(*link)->next;
    *link = entry->next;
    entry_free(entry);
}

void feed_cache_expire(struct feed_cache *cache)
{
    for (size_t i = 0; i < FEED_CACHE_BUCKETS; i++)
        for (struct feed_entry *entry = cache->buckets[i]; entry; entry = entry->next) {
            /* The bytes stay: they are served should the database not answer. */
            entry->until = (struct instant){0};
            entry->day = DATE_NONE;
        }
}
