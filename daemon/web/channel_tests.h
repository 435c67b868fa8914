/*
 * channel_tests.h - test messages, and what came of the last one to each receiver.
 *
 * Layer: web, inside.  Kept in memory: a test proves something about today alone.
 */
#ifndef JALON_WEB_CHANNEL_TESTS_H
#define JALON_WEB_CHANNEL_TESTS_H

#include <stdbool.h>

#include "jalon/core/instant.h"
#include "jalon/web/web.h"

struct channel_tests;

struct channel_test {
    char *receiver;
    struct instant at;
    bool ok;
    char *answer; /* the server's; never NULL */
};

struct channel_tests *channel_tests_new(void);
void channel_tests_free(struct channel_tests *tests);

/* Notes what came of a test of RECEIVER. */
void channel_tests_note(struct channel_tests *tests, const char *receiver,
                        struct instant at, bool ok, const char *answer);

/* The last test of RECEIVER, or NULL; borrowed until the next one is noted. */
const struct channel_test *channel_tests_of(const struct channel_tests *tests,
                                            const char *receiver);

#endif /* JALON_WEB_CHANNEL_TESTS_H */
