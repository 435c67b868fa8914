#include "carrier.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "jalon/base/mem.h"
#include "wire.h"

struct carriers {
    uv_async_t report;
    uv_mutex_t lock;       /* of ended alone */
    struct carrier *ended; /* came to the end of a transfer, the last first */
    struct carrier *idle;  /* seen by the loop alone */
    atomic_bool hurried;
    void (*closed)(void *);
    void *context;
};

/* -- the thread's own ------------------------------------------------------------ */

/* libcurl asks once a second at least, whatever it waits for. */
static int on_progress(void *context, curl_off_t to_get, curl_off_t got,
                       curl_off_t to_send, curl_off_t sent)
{
    struct carriers *all = context;

    (void)to_get;
    (void)got;
    (void)to_send;
    (void)sent;
    return atomic_load(&all->hurried);
}

static void report(struct carrier *carrier)
{
    struct carriers *all = carrier->all;

    uv_mutex_lock(&all->lock);
    carrier->next = all->ended;
    all->ended = carrier;
    uv_mutex_unlock(&all->lock);
    (void)uv_async_send(&all->report);
}

static void work(void *context)
{
    struct carrier *carrier = context;

    for (uv_sem_wait(&carrier->given); carrier->transfer; uv_sem_wait(&carrier->given)) {
        carrier->result = curl_easy_perform(carrier->easy);
        report(carrier);
    }
    /* Before libcurl says goodbye to the mail server, for which it would wait. */
    sockets_hang_up(&carrier->sockets);
    curl_easy_cleanup(carrier->easy);
}

/* -- on the loop ----------------------------------------------------------------- */

static void on_report(uv_async_t *async)
{
    struct carriers *all = async->data;

    uv_mutex_lock(&all->lock);
    struct carrier *ended = all->ended;
    all->ended = NULL;
    uv_mutex_unlock(&all->lock);
    while (ended) {
        struct carrier *carrier = ended;
        /* Read first: what is called may give it the next one to carry. */
        ended = carrier->next;
        carrier->transfer->done(carrier->transfer, carrier->result);
    }
}

struct carriers *carriers_open(uv_loop_t *loop)
{
    struct carriers *all = mem_new(sizeof(*all));
    int failed = uv_async_init(loop, &all->report, on_report);

    failed = failed ? failed : uv_mutex_init(&all->lock);
    assert(failed == 0);
    all->report.data = all;
    return all;
}

static struct carrier *carrier_new(struct carriers *all)
{
    struct carrier *carrier = mem_new(sizeof(*carrier));

    carrier->all = all;
    carrier->easy = curl_easy_init();
    assert(carrier->easy);
    int failed = uv_sem_init(&carrier->given, 0);
    failed = failed ? failed : uv_thread_create(&carrier->thread, work, carrier);
    /* As memory that is not there: the service manager starts the program anew. */
    if (failed)
        abort();
    return carrier;
}

struct carrier *carrier_take(struct carriers *all)
{
    struct carrier *carrier = all->idle;

    if (!carrier)
        return carrier_new(all);
    all->idle = carrier->next;
    return carrier;
}

void carrier_start(struct carrier *carrier, struct transfer *transfer)
{
    (void)curl_easy_setopt(carrier->easy, CURLOPT_NOPROGRESS, 0L);
    (void)curl_easy_setopt(carrier->easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    (void)curl_easy_setopt(carrier->easy, CURLOPT_XFERINFODATA, carrier->all);
    carrier->transfer = transfer;
    uv_sem_post(&carrier->given);
}

void carrier_release(struct carrier *carrier)
{
    curl_easy_reset(carrier->easy);
    carrier->next = carrier->all->idle;
    carrier->all->idle = carrier;
}

void carriers_hurry(struct carriers *all)
{
    atomic_store(&all->hurried, true);
}

static void on_closed(uv_handle_t *handle)
{
    struct carriers *all = handle->data;

    uv_mutex_destroy(&all->lock);
    all->closed(all->context);
    free(all);
}

void carriers_close(struct carriers *all, void (*cb)(void *), void *context)
{
    while (all->idle) {
        struct carrier *carrier = all->idle;
        all->idle = carrier->next;
        carrier->transfer = NULL;
        uv_sem_post(&carrier->given);
        (void)uv_thread_join(&carrier->thread);
        uv_sem_destroy(&carrier->given);
        free(carrier);
    }
    all->closed = cb;
    all->context = context;
    uv_close((uv_handle_t *)&all->report, on_closed);
}
