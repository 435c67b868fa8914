#include "wire.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>

#include "carrier.h"
#include "http.h"
#include "jalon/base/mem.h"
#include "options.h"
#include "tray.h"

struct wire {
    struct tray ended;
    uv_async_t arrival; /* something is in the tray */
    struct http *http;
    struct carriers *carriers;
    void (*closed)(void *);
    void *context;
};

/* -- a transfer ------------------------------------------------------------------ */

void wire_begin_mail(struct wire *wire, struct transfer *transfer)
{
    transfer->carrier = carrier_take(wire->carriers);
    transfer->easy = transfer->carrier->easy;
    options_set(transfer, &transfer->carrier->sockets, "smtp,smtps");
}

void wire_start(struct wire *wire, struct transfer *transfer)
{
    if (transfer->carrier)
        carrier_start(transfer->carrier, transfer);
    else
        http_start(wire->http, transfer);
}

/* On the thread that carried it out. */
static void announce(void *context)
{
    (void)uv_async_send(context);
}

static void on_arrival(uv_async_t *arrival)
{
    struct wire *wire = arrival->data;
    struct transfer *ended = tray_take(&wire->ended);

    while (ended) {
        struct transfer *transfer = ended;
        /* Read first: what is called ends the transfer. */
        ended = transfer->next;
        transfer->done(transfer);
    }
}

void wire_hurry(struct wire *wire)
{
    http_hurry(wire->http);
    carriers_hurry(wire->carriers);
}

bool wire_is_answered(const struct transfer *transfer)
{
    return transfer->headed && transfer->code >= 200;
}

void wire_end(struct transfer *transfer)
{
    if (transfer->carrier)
        carrier_release(transfer->carrier);
    curl_slist_free_all(transfer->list);
    free(transfer->url);
    free(transfer->retry_after);
    buf_done(&transfer->reply);
    *transfer = (struct transfer){0};
}

/* -- opening and closing --------------------------------------------------------- */

int wire_open(struct wire **out, uv_loop_t *loop, struct err *err)
{
    struct wire *wire = mem_new(sizeof(*wire));

    /* A list to which nothing could be added is a mail without its recipient, or a
     * webhook without its signature, that is sent all the same. */
    (void)curl_global_init_mem(CURL_GLOBAL_ALL, mem_alloc, free, mem_resize, mem_strdup,
                               mem_new_array);
    wire->http = http_open(&wire->ended);
    if (!wire->http) {
        curl_global_cleanup();
        free(wire);
        return err_set(err, ERR_IO, N_("libcurl does not start"));
    }
    /* libcurl is told to leave signals alone, and OpenSSL writes without MSG_NOSIGNAL. */
    (void)signal(SIGPIPE, SIG_IGN);
    int failed = uv_async_init(loop, &wire->arrival, on_arrival);
    assert(failed == 0);
    wire->arrival.data = wire;
    tray_open(&wire->ended, announce, &wire->arrival);
    wire->carriers = carriers_open(&wire->ended);
    *out = wire;
    return 0;
}

static void on_closed(uv_handle_t *handle)
{
    struct wire *wire = handle->data;

    wire->closed(wire->context);
    free(wire);
}

void wire_close(struct wire *wire, void (*cb)(void *), void *context)
{
    wire->closed = cb;
    wire->context = context;
    carriers_close(wire->carriers);
    http_close(wire->http);
    curl_global_cleanup();
    tray_close(&wire->ended);
    uv_close((uv_handle_t *)&wire->arrival, on_closed);
}
