#include "options.h"

#include <string.h>

#include "jalon/courier/address.h"

/* Enough for any answer, and an end to one that never stops. */
#define ANSWER_LIMIT (64U * 1024)
/* Bytes that libcurl reads at a time. */
#define ANSWER_ROOM 1024L

static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t length = size * count;

    transfer->received += length;
    if (transfer->received > ANSWER_LIMIT)
        return 0;
    buf_add_bytes(&transfer->reply, bytes, length);
    return length;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t length = size * count;

    transfer->received += length;
    /* Until the blank line.  A "100 Continue" has one, too, and then the answer begins;
     * trailers come after the body. */
    if (length >= 5 && memcmp(bytes, "HTTP/", 5) == 0)
        transfer->headed = false;
    else if (length <= 2 && (*bytes == '\r' || *bytes == '\n'))
        transfer->headed = true;
    return transfer->received > ANSWER_LIMIT ? 0 : length;
}

static size_t on_read(char *room, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t length = transfer->sending_length - transfer->sent;

    if (length > size * count)
        length = size * count;
    memcpy(room, transfer->sending + transfer->sent, length);
    transfer->sent += length;
    return length;
}

/* A kept connection may turn out to be dead after part of the mail went into it. */
static int on_seek(void *context, curl_off_t offset, int origin)
{
    struct transfer *transfer = context;

    if (origin != SEEK_SET || offset < 0 || (size_t)offset > transfer->sending_length)
        return CURL_SEEKFUNC_FAIL;
    transfer->sent = (size_t)offset;
    return CURL_SEEKFUNC_OK;
}

static curl_socket_t on_connect(void *context, curlsocktype purpose,
                                struct curl_sockaddr *address)
{
    struct transfer *transfer = context;
    const char *refusal = address_refusal(&address->addr);

    (void)purpose;
    /* Here and not by the URL: a name may mean another address each time it is asked. */
    if (transfer->public_only && refusal) {
        transfer->refusal = refusal;
        return CURL_SOCKET_BAD;
    }
    return sockets_open(transfer->sockets, address);
}

/* A connection that is kept may have been opened for a receiver that may go there. */
static int on_request(void *context, char *peer, char *own, int peer_port, int own_port)
{
    struct transfer *transfer = context;

    (void)own;
    (void)peer_port;
    (void)own_port;
    if (transfer->public_only)
        transfer->refusal = address_refusal_of(peer);
    return transfer->refusal ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static void set_times(const struct transfer *transfer)
{
    (void)curl_easy_setopt(transfer->easy, CURLOPT_CONNECTTIMEOUT_MS,
                           transfer->connect_ms);
    (void)curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, transfer->total_ms);
}

static void set_callbacks(struct transfer *transfer, struct sockets *sockets)
{
    CURL *easy = transfer->easy;

    transfer->sockets = sockets;
    (void)curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    (void)curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    (void)curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    (void)curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    (void)curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
    (void)curl_easy_setopt(easy, CURLOPT_READDATA, transfer);
    (void)curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, on_seek);
    (void)curl_easy_setopt(easy, CURLOPT_SEEKDATA, transfer);
    (void)curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_connect);
    (void)curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    (void)curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request);
    (void)curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    (void)curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, sockets_close);
    (void)curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, sockets);
}

void options_set(struct transfer *transfer, struct sockets *sockets,
                 const char *protocols)
{
    CURL *easy = transfer->easy;

    set_callbacks(transfer, sockets);
    set_times(transfer);
    /* Answers are short, and a buffer is made for each. */
    (void)curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, ANSWER_ROOM);
    (void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
    /* A redirect would lead to where nobody looked; a proxy out of the environment sees
     * all. */
    (void)curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(easy, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    (void)curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    (void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    /* Signals are the loop's, and its process has more than one thread. */
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* Without it a name server that does not answer stops the thread for seconds. */
    (void)curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}
