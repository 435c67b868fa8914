#include "carrier.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "jalon/base/mem.h"
#include "thread.h"
#include "wire.h"

struct carriers {
    struct tray *ended;
    struct carrier *idle; /* seen by the loop alone */
    atomic_bool hurried;
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

static void work(void *context)
{
    struct carrier *carrier = context;

    for (uv_sem_wait(&carrier->given); carrier->transfer; uv_sem_wait(&carrier->given)) {
        struct transfer *transfer = carrier->transfer;
        transfer->result = curl_easy_perform(carrier->easy);
        (void)curl_easy_getinfo(carrier->easy, CURLINFO_RESPONSE_CODE, &transfer->code);
        tray_put(carrier->all->ended, transfer);
    }
    /* Before libcurl says goodbye to the mail server, for which it would wait. */
    sockets_hang_up(&carrier->sockets);
    curl_easy_cleanup(carrier->easy);
}

/* -- on the loop ----------------------------------------------------------------- */

struct carriers *carriers_open(struct tray *ended)
{
    struct carriers *all = mem_new(sizeof(*all));

    all->ended = ended;
    return all;
}

static struct carrier *carrier_new(struct carriers *all)
{
    struct carrier *carrier = mem_new(sizeof(*carrier));

    carrier->all = all;
    carrier->easy = curl_easy_init();
    assert(carrier->easy);
    int failed = uv_sem_init(&carrier->given, 0);
    assert(failed == 0);
    thread_start(&carrier->thread, work, carrier);
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

void carriers_close(struct carriers *all)
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
    free(all);
}
