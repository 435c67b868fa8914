/*
 * feed_cache.h - the bodies of feeds, ready to be sent, by the hash of their token.
 *
 * Layer: publish.  A body is made when it is first asked for and when what it was made
 * from changed; if that fails, the last good one goes on being served.  Bodies are
 * libmicrohttpd's responses, which count their references: a new one does not take the
 * old from under those who still read it.
 */
#ifndef JALON_PUBLISH_FEED_CACHE_H
#define JALON_PUBLISH_FEED_CACHE_H

#include <microhttpd.h>
#include <stdint.h>

#include "etag.h"
#include "jalon/core/date.h"
#include "jalon/core/instant.h"
#include "jalon/sys/secret.h"

#define FEED_CACHE_BUCKETS 1024

/* What a token gets. */
struct feed_entry {
    struct feed_entry *next; /* in its bucket */
    unsigned char token[SHA256_SIZE];
    struct instant until;    /* the token is looked up again from then on */
    int64_t revision;        /* of the store that the body was made from */
    struct date day;         /* the day it was made for */
    uint64_t rest_until_ms;  /* of the loop's clock: it is not made before */
    struct instant modified; /* since when the bytes are these */
    char etag[ETAG_SIZE];
    char *agent;                    /* who asked last; NULL: nobody yet */
    struct MHD_Response *whole;     /* for 200; NULL: not made yet */
    struct MHD_Response *unchanged; /* for 304 */
};

/* How feed requests were answered, for the metrics. */
enum feed_outcome {
    FEED_OUTCOME_WHOLE,     /* 200 */
    FEED_OUTCOME_UNCHANGED, /* 304: the reader had these bytes */
    FEED_OUTCOME_UNKNOWN,   /* 404: no such token, or no body for it yet */
    FEED_OUTCOME_GONE,      /* 410: revoked */
    FEED_OUTCOME_COUNT,     /* how many there are */
};

struct feed_cache {
    struct feed_entry *buckets[FEED_CACHE_BUCKETS];
    uint64_t outcomes[FEED_OUTCOME_COUNT];
    uint64_t built, build_failures;
};

/* Frees all entries; CACHE, which its owner zeroed, is empty after it. */
void feed_cache_done(struct feed_cache *cache);

/* The entry of TOKEN, or NULL. */
struct feed_entry *feed_cache_find(const struct feed_cache *cache,
                                   const unsigned char token[SHA256_SIZE]);

/* A new entry for TOKEN, without a body. */
struct feed_entry *feed_cache_add(struct feed_cache *cache,
                                  const unsigned char token[SHA256_SIZE]);

/* Forgets ENTRY, which may be NULL. */
void feed_cache_drop(struct feed_cache *cache, struct feed_entry *entry);

/* Has every token looked up and every body made again: feeds or the configuration
 * changed. */
void feed_cache_expire(struct feed_cache *cache);

#endif /* JALON_PUBLISH_FEED_CACHE_H */
