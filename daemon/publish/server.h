/*
 * server.h - one listening socket, served by libmicrohttpd on the loop.
 *
 * Layer: publish.  The library watches its connections through an epoll descriptor of
 * its own; the loop watches that one, and a timer stands in for the library's timeouts.
 * All its callbacks run on the loop's thread.
 */
#ifndef JALON_PUBLISH_SERVER_H
#define JALON_PUBLISH_SERVER_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "jalon/base/err.h"

struct publish;

/* By value in its owner; zeroed where it was never opened. */
struct server {
    struct publish *publish; /* the owner */
    struct MHD_Daemon *daemon;
    uv_poll_t poll;
    uv_timer_t timer;
    bool trusted; /* whoever gets this far may do everything */
    int handles;  /* open ones */
    void (*closed)(struct publish *publish);
};

struct server_limits {
    unsigned connections;
    unsigned per_address; /* 0: no limit */
    size_t memory;        /* bytes of a connection, for its headers and as read buffer */
};

/* Serves the listening socket FD, which is taken, on LOOP.  0, or -1 with ERR_IO. */
int server_open(struct server *server, struct publish *publish, uv_loop_t *loop, int fd,
                const struct server_limits *limits, struct err *err);

/* Has the library look after its connections in the next turn of the loop: one of them
 * was resumed, which its descriptor does not tell. */
void server_wake(struct server *server);

/* Ends all connections at once, and calls CLOSED once the handles are closed. */
void server_close(struct server *server, void (*closed)(struct publish *publish));

#endif /* JALON_PUBLISH_SERVER_H */
