#include "wire.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>

#include "carrier.h"
#include "jalon/base/mem.h"
#include "options.h"

/* A handle keeps buffers that are dear to make; the busy ones fit. */
#define POOL_SIZE 64
/* libcurl's own measure, four for each handle, opens one anew for nearly every post: 4000
 * of them to 100 hosts, where these took 100. */
#define KEPT_CONNECTIONS 256L

struct wire {
    uv_loop_t *loop;
    CURLM *multi;
    CURLSH *share; /* TLS sessions */
    struct sockets sockets;
    struct carriers *carriers;
    uv_timer_t timer;
    size_t handles; /* of the loop, not closed yet */
    CURL *pool[POOL_SIZE];
    size_t pooled;
    void (*closed)(void *);
    void *context;
};

/* A socket that libcurl wants watched. */
struct watch {
    uv_poll_t poll;
    struct wire *wire;
    curl_socket_t socket;
};

/* -- what libcurl reports -------------------------------------------------------- */

static void finish(struct wire *wire, CURL *easy, CURLcode result)
{
    struct transfer *transfer = NULL;

    (void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    /* Out of the multi handle first: what is called may start the next one. */
    (void)curl_multi_remove_handle(wire->multi, easy);
    transfer->done(transfer, result);
}

static void act(struct wire *wire, curl_socket_t socket, int events)
{
    CURLMsg *message;
    int left;

    (void)curl_multi_socket_action(wire->multi, socket, events, &left);
    while ((message = curl_multi_info_read(wire->multi, &left)))
        if (message->msg == CURLMSG_DONE)
            finish(wire, message->easy_handle, message->data.result);
}

static void on_timer(uv_timer_t *timer)
{
    act(timer->data, CURL_SOCKET_TIMEOUT, 0);
}

static int want_timer(CURLM *multi, long timeout_ms, void *context)
{
    struct wire *wire = context;

    (void)multi;
    if (timeout_ms < 0)
        (void)uv_timer_stop(&wire->timer);
    else
        (void)uv_timer_start(&wire->timer, on_timer, (uint64_t)timeout_ms, 0);
    return 0;
}

static void on_socket(uv_poll_t *poll, int status, int events)
{
    struct watch *watch = poll->data;
    int flags = status < 0 ? CURL_CSELECT_ERR : 0;

    if (events & UV_READABLE)
        flags |= CURL_CSELECT_IN;
    if (events & UV_WRITABLE)
        flags |= CURL_CSELECT_OUT;
    act(watch->wire, watch->socket, flags);
}

/* -- sockets on the loop --------------------------------------------------------- */

static void handle_closed(struct wire *wire)
{
    if (--wire->handles > 0)
        return;
    wire->closed(wire->context);
    free(wire);
}

static void watch_closed(uv_handle_t *handle)
{
    struct watch *watch = handle->data;
    struct wire *wire = watch->wire;

    free(watch);
    handle_closed(wire);
}

static struct watch *watch_new(struct wire *wire, curl_socket_t socket)
{
    struct watch *watch = mem_new(sizeof(*watch));

    watch->wire = wire;
    watch->socket = socket;
    watch->poll.data = watch;
    if (uv_poll_init_socket(wire->loop, &watch->poll, socket) != 0) {
        free(watch);
        return NULL;
    }
    /* Counted until its close has come back: the wire is freed after the last. */
    wire->handles++;
    (void)curl_multi_assign(wire->multi, socket, watch);
    return watch;
}

static void watch_end(struct watch *watch)
{
    (void)curl_multi_assign(watch->wire->multi, watch->socket, NULL);
    uv_close((uv_handle_t *)&watch->poll, watch_closed);
}

static int want_socket(CURL *easy, curl_socket_t socket, int what, void *context,
                       void *assigned)
{
    struct watch *watch = assigned;
    int events = 0;

    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        if (watch)
            watch_end(watch);
        return 0;
    }
    if (!watch && !(watch = watch_new(context, socket)))
        return -1;
    events |= what & CURL_POLL_IN ? UV_READABLE : 0;
    events |= what & CURL_POLL_OUT ? UV_WRITABLE : 0;
    return uv_poll_start(&watch->poll, events, on_socket) == 0 ? 0 : -1;
}

/* -- a transfer ------------------------------------------------------------------ */

static void set_times(const struct transfer *transfer, long connect_ms, long total_ms)
{
    (void)curl_easy_setopt(transfer->easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    (void)curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, total_ms);
}

void wire_begin(struct wire *wire, struct transfer *transfer, const char *protocols,
                long connect_ms, long total_ms)
{
    CURL *easy = wire->pooled ? wire->pool[--wire->pooled] : curl_easy_init();

    assert(easy);
    transfer->easy = easy;
    options_set(transfer, &wire->sockets, protocols);
    (void)curl_easy_setopt(easy, CURLOPT_SHARE, wire->share);
    set_times(transfer, connect_ms, total_ms);
}

void wire_begin_mail(struct wire *wire, struct transfer *transfer, long connect_ms,
                     long total_ms)
{
    transfer->carrier = carrier_take(wire->carriers);
    transfer->easy = transfer->carrier->easy;
    options_set(transfer, &transfer->carrier->sockets, "smtp,smtps");
    set_times(transfer, connect_ms, total_ms);
}

void wire_start(struct wire *wire, struct transfer *transfer)
{
    if (transfer->carrier) {
        carrier_start(transfer->carrier, transfer);
        return;
    }
    CURLMcode rc = curl_multi_add_handle(wire->multi, transfer->easy);

    assert(rc == CURLM_OK);
}

bool wire_must_wait(const struct transfer *transfer)
{
    return transfer->carrier;
}

void wire_hurry(struct wire *wire)
{
    carriers_hurry(wire->carriers);
}

static void give_back(struct wire *wire, struct transfer *transfer)
{
    if (transfer->carrier) {
        carrier_release(transfer->carrier);
        return;
    }
    (void)curl_multi_remove_handle(wire->multi, transfer->easy);
    /* Forgets the options and keeps the connections: no password goes to the next. */
    curl_easy_reset(transfer->easy);
    if (wire->pooled < POOL_SIZE)
        wire->pool[wire->pooled++] = transfer->easy;
    else
        curl_easy_cleanup(transfer->easy);
}

void wire_end(struct wire *wire, struct transfer *transfer)
{
    if (transfer->easy)
        give_back(wire, transfer);
    curl_slist_free_all(transfer->list);
    buf_done(&transfer->reply);
    *transfer = (struct transfer){0};
}

/* -- opening and closing --------------------------------------------------------- */

static void release(struct wire *wire)
{
    while (wire->pooled)
        curl_easy_cleanup(wire->pool[--wire->pooled]);
    sockets_hang_up(&wire->sockets);
    (void)curl_multi_cleanup(wire->multi);
    (void)curl_share_cleanup(wire->share);
    curl_global_cleanup();
}

static int init(struct wire *wire)
{
    /* A list to which nothing could be added is a mail without its recipient, or a
     * webhook without its signature, that is sent all the same. */
    (void)curl_global_init_mem(CURL_GLOBAL_ALL, mem_new, free, mem_resize, mem_strdup,
                               mem_new_array);
    wire->multi = curl_multi_init();
    wire->share = curl_share_init();
    if (!wire->multi || !wire->share)
        return -1;
    /* A handshake resumed costs a fraction of a new one. */
    (void)curl_share_setopt(wire->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    (void)curl_multi_setopt(wire->multi, CURLMOPT_TIMERFUNCTION, want_timer);
    (void)curl_multi_setopt(wire->multi, CURLMOPT_TIMERDATA, wire);
    (void)curl_multi_setopt(wire->multi, CURLMOPT_SOCKETFUNCTION, want_socket);
    (void)curl_multi_setopt(wire->multi, CURLMOPT_SOCKETDATA, wire);
    (void)curl_multi_setopt(wire->multi, CURLMOPT_MAXCONNECTS, KEPT_CONNECTIONS);
    return 0;
}

int wire_open(struct wire **out, uv_loop_t *loop, struct err *err)
{
    struct wire *wire = mem_new(sizeof(*wire));

    wire->loop = loop;
    if (init(wire) != 0) {
        release(wire);
        free(wire);
        return err_set(err, ERR_IO, N_("libcurl does not start"));
    }
    /* libcurl is told to leave signals alone, and OpenSSL writes without MSG_NOSIGNAL. */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)uv_timer_init(loop, &wire->timer);
    wire->timer.data = wire;
    wire->carriers = carriers_open(loop);
    wire->handles = 2;
    *out = wire;
    return 0;
}

static void timer_closed(uv_handle_t *handle)
{
    handle_closed(handle->data);
}

static void carriers_closed(void *context)
{
    handle_closed(context);
}

void wire_close(struct wire *wire, void (*cb)(void *), void *context)
{
    wire->closed = cb;
    wire->context = context;
    carriers_close(wire->carriers, carriers_closed, wire);
    release(wire);
    uv_close((uv_handle_t *)&wire->timer, timer_closed);
}
