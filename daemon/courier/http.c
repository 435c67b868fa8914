#include "http.h"

#include <assert.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "jalon/base/mem.h"
#include "options.h"
#include "thread.h"
#include "wire.h"

/* A handle keeps buffers that are dear to make; the busy ones fit. */
#define POOL_SIZE 64
/* libcurl's own measure, four for each handle, opens one anew for nearly every post: 4000
 * of them to 100 hosts, where these took 100. */
#define KEPT_CONNECTIONS 256L

struct http {
    uv_thread_t thread;
    struct tray given;
    struct tray *ended;
    atomic_bool hurried, closing;
    /* The thread's own, from when it starts until it has ended. */
    CURLM *multi;
    CURLSH *share; /* TLS sessions */
    struct sockets sockets;
    CURL *pool[POOL_SIZE];
    size_t pooled;
    struct transfer *under_way;
};

/* -- a transfer ------------------------------------------------------------------ */

static void set_request(const struct transfer *transfer)
{
    CURL *easy = transfer->easy;

    (void)curl_easy_setopt(easy, CURLOPT_URL, transfer->url);
    if (!transfer->sending)
        return;
    (void)curl_easy_setopt(easy, CURLOPT_POST, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer->sending);
    (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                           (curl_off_t)transfer->sending_length);
    (void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->list);
}

static void begin(struct http *http, struct transfer *transfer)
{
    CURL *easy = http->pooled ? http->pool[--http->pooled] : curl_easy_init();

    assert(easy);
    transfer->easy = easy;
    options_set(transfer, &http->sockets, "http,https");
    (void)curl_easy_setopt(easy, CURLOPT_SHARE, http->share);
    set_request(transfer);
    CURLMcode rc = curl_multi_add_handle(http->multi, easy);
    assert(rc == CURLM_OK);
    transfer->next = http->under_way;
    http->under_way = transfer;
}

static void note_answer(struct transfer *transfer)
{
    struct curl_header *header;

    (void)curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &transfer->code);
    if (curl_easy_header(transfer->easy, "Retry-After", 0, CURLH_HEADER, -1, &header) ==
        CURLHE_OK)
        transfer->retry_after = mem_strdup(header->value);
}

static void give_back(struct http *http, CURL *easy)
{
    /* Forgets the options and keeps the buffers: no secret goes to the next. */
    curl_easy_reset(easy);
    if (http->pooled < POOL_SIZE)
        http->pool[http->pooled++] = easy;
    else
        curl_easy_cleanup(easy);
}

static void end(struct http *http, struct transfer *transfer, CURLcode result)
{
    struct transfer **at = &http->under_way;

    while (*at != transfer)
        at = &(*at)->next;
    *at = transfer->next;
    (void)curl_multi_remove_handle(http->multi, transfer->easy);
    transfer->result = result;
    note_answer(transfer);
    give_back(http, transfer->easy);
    tray_put(http->ended, transfer);
}

/* -- the thread ------------------------------------------------------------------ */

static void begin_given(struct http *http)
{
    struct transfer *given = tray_take(&http->given);

    while (given) {
        struct transfer *transfer = given;
        given = transfer->next;
        begin(http, transfer);
    }
}

static void end_done(struct http *http)
{
    const CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(http->multi, &left))) {
        struct transfer *transfer = NULL;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        end(http, transfer, message->data.result);
    }
}

static void work(void *context)
{
    struct http *http = context;
    int running;

    while (!atomic_load(&http->closing)) {
        begin_given(http);
        (void)curl_multi_perform(http->multi, &running);
        end_done(http);
        while (atomic_load(&http->hurried) && http->under_way)
            end(http, http->under_way, CURLE_ABORTED_BY_CALLBACK);
        /* Until something comes, its time is over or somebody wakes it. */
        CURLMcode rc = curl_multi_poll(http->multi, NULL, 0, INT_MAX, NULL);
        assert(rc == CURLM_OK);
    }
}

/* -- on the loop ----------------------------------------------------------------- */

static void wake(void *context)
{
    const struct http *http = context;

    (void)curl_multi_wakeup(http->multi);
}

static void release(struct http *http)
{
    while (http->pooled)
        curl_easy_cleanup(http->pool[--http->pooled]);
    sockets_hang_up(&http->sockets);
    (void)curl_multi_cleanup(http->multi);
    (void)curl_share_cleanup(http->share);
}

static int init(struct http *http)
{
    http->multi = curl_multi_init();
    http->share = curl_share_init();
    /* Where there was no descriptor left to wake it by, the thread would sleep for good.
     */
    if (!http->multi || !http->share || curl_multi_wakeup(http->multi) != CURLM_OK)
        return -1;
    /* A handshake resumed costs a fraction of a new one. */
    (void)curl_share_setopt(http->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    (void)curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, KEPT_CONNECTIONS);
    return 0;
}

struct http *http_open(struct tray *ended)
{
    struct http *http = mem_new(sizeof(*http));

    if (init(http) != 0) {
        release(http);
        free(http);
        return NULL;
    }
    http->ended = ended;
    tray_open(&http->given, wake, http);
    thread_start(&http->thread, work, http);
    return http;
}

void http_start(struct http *http, struct transfer *transfer)
{
    tray_put(&http->given, transfer);
}

void http_hurry(struct http *http)
{
    atomic_store(&http->hurried, true);
    wake(http);
}

void http_close(struct http *http)
{
    atomic_store(&http->closing, true);
    wake(http);
    (void)uv_thread_join(&http->thread);
    /* Not by the thread, which may see that it is to end before it was woken. */
    release(http);
    tray_close(&http->given);
    free(http);
}
