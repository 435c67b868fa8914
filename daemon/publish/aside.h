/*
 * aside.h - what reads all of the database for a request, done by a thread of the pool:
 * a big one takes seconds, and nobody else is to wait for them.
 *
 * Layer: publish, inside.
 */
#ifndef JALON_PUBLISH_ASIDE_H
#define JALON_PUBLISH_ASIDE_H

#include <uv.h>

#include "request.h"

/* Such work, the first member of what it needs and finds. */
struct aside {
    /* In the thread: sets rc and err.  It has nothing but the work itself, and opens the
     * database for itself. */
    void (*run)(struct aside *aside);
    /* In the loop, if somebody still waits: fills request->response. */
    void (*answer)(struct aside *aside, struct request *request);
    /* In the loop, last: frees all of it. */
    void (*done)(struct aside *aside);

    char *database; /* its path; freed ahead of done() */
    int rc;
    struct err err; /* in the language of who asked */

    uv_work_t work;
    struct waiting waiting;
};

/* Puts REQUEST aside until ASIDE, which is taken and has its three functions, was run. */
void aside_start(struct aside *aside, struct request *request);

#endif /* JALON_PUBLISH_ASIDE_H */
