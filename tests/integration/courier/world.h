/*
 * world.h - a courier with its ledger and its loop, and the servers it speaks to.
 */
#ifndef JALON_TESTS_INTEGRATION_COURIER_WORLD_H
#define JALON_TESTS_INTEGRATION_COURIER_WORLD_H

#include <sys/types.h>

#include "jalon/courier/courier.h"
#include "jalon/courier/limits.h"
#include "support/test.h"

#define DEAD_MAX 8

/* A server in a language of its own, with a certificate for 127.0.0.1 that it signed
 * itself, which prints its ports on one line once it is ready. */
struct counterpart {
    pid_t pid;
    int input; /* it ends when this is closed */
    int ports[3];
    char folder[64]; /* a new one under /tmp */
    char log[96];    /* in it: a line of JSON for each thing that came */
    char certificate[96];
    char key[96];
};

/* Starts SCRIPT, a file beside this one, by PROGRAM; EXTRA is its last argument, or NULL.
 */
void counterpart_start(struct counterpart *counterpart, const char *program,
                       const char *script, const char *extra);
void counterpart_stop(struct counterpart *counterpart);

/* How many lines of its log contain TEXT. */
size_t counterpart_lines(const struct counterpart *counterpart, const char *text);

struct world {
    char folder[64];   /* a new one under /tmp */
    char database[96]; /* in it */
    struct conf conf;
    struct receiver receiver; /* conf's one receiver, "peer" */
    struct clock clock;
    uv_loop_t loop;
    struct store *store;
    struct courier *courier;
    int64_t dead[DEAD_MAX]; /* the notices that went dead, in their order */
    size_t dead_count;
    size_t errors; /* lines of the log that say so */
    size_t leaks;  /* lines of the log with an address in them */
};

/* A world whose clock runs SPEED times as fast, with patience for one second. */
void world_open(struct world *world, int64_t speed);
void world_close(struct world *world);

/* The courier alone, which may take TIMEOUT_MS to end: a daemon that starts again. */
void world_open_courier(struct world *world);
void world_close_courier(struct world *world, uint64_t timeout_ms);

/* A file of the world's, with TEXT in it and for nobody else's eyes; for free(). */
char *world_file(const struct world *world, const char *name, const char *text);

/* Queues PAYLOAD for RECEIVER, who is reached at ADDRESS or, NULL, by webhook. */
int64_t world_queue(struct world *world, const char *receiver, const char *channel,
                    const char *address, const char *payload);

/* Runs the loop until NOTICE was tried ATTEMPTS times; *OUT is for notice_done(). */
void world_run(struct notice *out, struct world *world, int64_t notice, int attempts);

/* Checks that one attempt at NOTICE made it STATE, with an answer that starts with
 * ANSWER. */
void world_expect(struct world *world, int64_t notice, enum notice_state state,
                  const char *answer);

#endif /* JALON_TESTS_INTEGRATION_COURIER_WORLD_H */
