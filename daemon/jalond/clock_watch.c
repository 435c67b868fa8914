#include "clock_watch.h"

#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "jalon/sys/log.h"

#define FAR_AWAY_S (INT64_C(1) << 40) /* the timer itself is never to fire */

static int arm(int fd)
{
    const struct itimerspec never = {.it_value.tv_sec = FAR_AWAY_S};

    return timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL);
}

static void on_set(uv_poll_t *poll, int status, int events)
{
    struct clock_watch *watch = poll->data;
    uint64_t count;

    (void)status;
    (void)events;
    /* The read fails with ECANCELED: that is the news. */
    if (read(watch->fd, &count, sizeof(count)) < 0)
        log_notice("the clock was set");
    /* Each setting cancels the timer that was armed. */
    (void)arm(watch->fd);
    watch->set(watch->context);
}

static void forget(struct clock_watch *watch)
{
    if (watch->fd >= 0)
        (void)close(watch->fd);
    watch->fd = -1;
}

void clock_watch_open(struct clock_watch *watch, uv_loop_t *loop,
                      void (*set)(void *context), void *context)
{
    watch->set = set;
    watch->context = context;
    watch->fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (watch->fd < 0 || arm(watch->fd) != 0) {
        log_warning("no timer tells when the clock is set: it is looked at every 15 "
                    "minutes");
        forget(watch);
        return;
    }
    uv_poll_init(loop, &watch->poll, watch->fd);
    watch->poll.data = watch;
    uv_poll_start(&watch->poll, UV_READABLE, on_set);
}

static void on_closed(uv_handle_t *handle)
{
    forget(handle->data);
}

void clock_watch_close(struct clock_watch *watch)
{
    if (watch->fd >= 0)
        uv_close((uv_handle_t *)&watch->poll, on_closed);
}
