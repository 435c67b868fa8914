#include "server.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dispatch.h"
#include "jalon/sys/log.h"

#define IDLE_TIMEOUT_S 30

static void on_timer(uv_timer_t *timer);

/* Nothing to wait for while nobody is connected: an idle daemon sleeps. */
static void arm(struct server *server)
{
    MHD_UNSIGNED_LONG_LONG timeout_ms;

    if (MHD_get_timeout(server->daemon, &timeout_ms) == MHD_YES)
        (void)uv_timer_start(&server->timer, on_timer, timeout_ms, 0);
    else
        (void)uv_timer_stop(&server->timer);
}

static void run(struct server *server)
{
    if (MHD_run(server->daemon) != MHD_YES)
        log_error("the HTTP server cannot run");
    arm(server);
}

static void on_timer(uv_timer_t *timer)
{
    run(timer->data);
}

static void on_ready(uv_poll_t *poll, int status, int events)
{
    (void)status;
    (void)events;
    run(poll->data);
}

static void log_line(void *context, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void log_line(void *context, const char *format, va_list args)
{
    char line[256];

    (void)context;
    (void)vsnprintf(line, sizeof(line), format, args);
    line[strcspn(line, "\n")] = '\0';
    log_debug("http: %s", line);
}

/* Paths and queries stay as they were sent: the library would cut them at a %00, and
 * take a %2F inside a segment for a slash. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

static struct MHD_Daemon *start(struct server *server, int fd,
                                const struct server_limits *limits)
{
    const unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem numbers[] = {
        {MHD_OPTION_LISTEN_SOCKET,           fd,                            NULL},
        {MHD_OPTION_CONNECTION_LIMIT,        (intptr_t)limits->connections, NULL},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, (intptr_t)limits->per_address, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)limits->memory,      NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT,      IDLE_TIMEOUT_S,                NULL},
        {MHD_OPTION_END,                     0,                             NULL},
    };

    /* The logger goes first: it is to hear what is wrong with the rest. */
    return MHD_start_daemon(flags, 0, NULL, NULL, dispatch_request, server,
                            MHD_OPTION_EXTERNAL_LOGGER, log_line, NULL,
                            MHD_OPTION_NOTIFY_COMPLETED, dispatch_completed, NULL,
                            MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
                            MHD_OPTION_ARRAY, numbers, MHD_OPTION_END);
}

int server_open(struct server *server, struct publish *publish, uv_loop_t *loop, int fd,
                const struct server_limits *limits, struct err *err)
{
    server->publish = publish;
    server->daemon = start(server, fd, limits);
    if (!server->daemon) {
        (void)close(fd);
        return err_set(err, ERR_IO, "the HTTP server does not start");
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);

    int failed = uv_poll_init(loop, &server->poll, info->epoll_fd);
    failed = failed ? failed : uv_timer_init(loop, &server->timer);
    assert(failed == 0);
    server->handles = 2;
    server->poll.data = server;
    server->timer.data = server;
    failed = uv_poll_start(&server->poll, UV_READABLE, on_ready);
    assert(failed == 0);
    return 0;
}

void server_wake(struct server *server)
{
    (void)uv_timer_start(&server->timer, on_timer, 0, 0);
}

static void on_closed(uv_handle_t *handle)
{
    struct server *server = handle->data;

    if (--server->handles == 0)
        server->closed(server->publish);
}

void server_close(struct server *server, void (*closed)(struct publish *publish))
{
    server->closed = closed;
    uv_close((uv_handle_t *)&server->poll, on_closed);
    uv_close((uv_handle_t *)&server->timer, on_closed);
    MHD_stop_daemon(server->daemon);
}
