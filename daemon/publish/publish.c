#include "jalon/publish/publish.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "address.h"
#include "hub.h"
#include "jalon/base/mem.h"
#include "pages.h"
#include "request.h"

#define CONNECTIONS_MAX         12288
#define CONNECTIONS_MAX_SOCKET  256
#define CONNECTIONS_PER_ADDRESS 1024
/* Bytes of a connection: as many idle ones as there may be must fit in memory. */
#define CONNECTION_MEMORY       8192
#define CONNECTION_MEMORY_LOCAL 65536 /* big imports come by the socket */
#define DESCRIPTORS_KEPT        512   /* for the socket, the database, deliveries */

/* How many connections the limit on descriptors leaves room for. */
static unsigned connections_max(void)
{
    struct rlimit limit = {.rlim_cur = CONNECTIONS_MAX};

    (void)getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= CONNECTIONS_MAX + DESCRIPTORS_KEPT)
        return CONNECTIONS_MAX;
    return limit.rlim_cur >= 2 * DESCRIPTORS_KEPT
               ? (unsigned)limit.rlim_cur - DESCRIPTORS_KEPT
               : (unsigned)limit.rlim_cur / 2;
}

static int open_tcp(struct publish *publish, struct err *err)
{
    const char *address = publish->parts.conf->listen;
    struct server_limits limits = {.connections = connections_max(),
                                   .memory = CONNECTION_MEMORY};
    bool loopback = false;

    if (!address || !*address)
        return 0;
    int fd = address_listen_tcp(address, &publish->port, &loopback, err);
    if (fd < 0)
        return -1;
    /* Behind a proxy on this machine all clients have one address. */
    limits.per_address = loopback ? 0 : CONNECTIONS_PER_ADDRESS;
    if (server_open(&publish->servers[SERVER_TCP], publish, publish->parts.loop, fd,
                    &limits, err) != 0)
        return -1;
    publish->parts_open++;
    return 0;
}

static int open_unix(struct publish *publish, struct err *err)
{
    const char *path = publish->parts.conf->socket;
    struct server *server = &publish->servers[SERVER_UNIX];
    const struct server_limits limits = {.connections = CONNECTIONS_MAX_SOCKET,
                                         .memory = CONNECTION_MEMORY_LOCAL};

    if (!path || !*path)
        return 0;
    int fd = address_listen_unix(path, err);
    if (fd < 0)
        return -1;
    publish->socket = mem_strdup(path);
    server->trusted = true;
    if (server_open(server, publish, publish->parts.loop, fd, &limits, err) != 0)
        return -1;
    publish->parts_open++;
    return 0;
}

static void publish_free(struct publish *publish)
{
    void (*closed)(void *) = publish->closed;
    void *context = publish->closed_context;

    /* Last of all: requests that waited for the pages were ended with the servers. */
    web_close(publish->web);
    feed_cache_done(&publish->feeds);
    free(publish->socket);
    free(publish);
    if (closed)
        closed(context);
}

static void on_part_closed(struct publish *publish)
{
    if (--publish->parts_open == 0)
        publish_free(publish);
}

static void on_changed(void *context)
{
    const struct publish *publish = context;

    publish->parts.changed(publish->parts.context);
}

static void on_feeds_changed(void *context)
{
    struct publish *publish = context;

    feed_cache_expire(&publish->feeds);
}

static int open_web(struct publish *publish, struct err *err)
{
    const struct web_parts parts = {
        .loop = publish->parts.loop,
        .store = publish->parts.store,
        .engine = publish->parts.engine,
        .courier = publish->parts.courier,
        .conf = publish->parts.conf,
        .clock = publish->parts.clock,
        .port = publish->port,
        .resume = pages_resume,
        .changed = on_changed,
        .feeds_changed = on_feeds_changed,
        .context = publish,
    };

    return web_open(&publish->web, &parts, err);
}

int publish_open(struct publish **out, const struct publish_parts *parts, struct err *err)
{
    struct publish *publish = mem_new(sizeof(*publish));

    publish->parts = *parts;
    lag_open(&publish->lag, publish, parts->loop);
    publish->parts_open = 1;
    if (open_tcp(publish, err) != 0 || open_unix(publish, err) != 0 ||
        open_web(publish, err) != 0) {
        publish_close(publish, NULL, NULL);
        return -1;
    }
    *out = publish;
    return 0;
}

void publish_configure(struct publish *publish, const struct conf *conf)
{
    publish->parts.conf = conf;
    web_configure(publish->web, conf);
    feed_cache_expire(&publish->feeds);
}

int publish_port(const struct publish *publish)
{
    return publish->port;
}

void publish_close(struct publish *publish, void (*cb)(void *), void *context)
{
    publish->closed = cb;
    publish->closed_context = context;
    if (publish->socket)
        (void)unlink(publish->socket);
    /* Before the servers: the library does not stop while connections are suspended. */
    request_release_all(publish);
    lag_close(&publish->lag, on_part_closed);
    for (int i = 0; i < SERVER_COUNT; i++)
        if (publish->servers[i].daemon)
            server_close(&publish->servers[i], on_part_closed);
}
