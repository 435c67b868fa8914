/*
 * clock_watch.h - tells when somebody sets the machine's clock.
 *
 * Layer: jalond.  libuv's timers run on the monotonic clock and do not see it; a timerfd
 * that is cancelled by the setting of the clock does.
 */
#ifndef JALON_JALOND_CLOCK_WATCH_H
#define JALON_JALOND_CLOCK_WATCH_H

#include <uv.h>

struct clock_watch {
    int fd; /* -1 where the system has no such timer */
    uv_poll_t poll;
    void (*set)(void *context);
    void *context;
};

/* Calls SET each time the clock is set. */
void clock_watch_open(struct clock_watch *watch, uv_loop_t *loop,
                      void (*set)(void *context), void *context);

/* Ends the watch; WATCH must outlive the next turn of the loop. */
void clock_watch_close(struct clock_watch *watch);

#endif /* JALON_JALOND_CLOCK_WATCH_H */
