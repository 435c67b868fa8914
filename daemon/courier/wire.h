/*
 * wire.h - libcurl on the loop.
 *
 * Layer: courier.  One multi handle for all that goes by HTTP: connections, look-ups and
 * TLS sessions are kept between transfers, easy handles are pooled.  Mails go by
 * carriers.
 */
#ifndef JALON_COURIER_WIRE_H
#define JALON_COURIER_WIRE_H

#include <stdbool.h>

#include <curl/curl.h>
#include <uv.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

struct carrier;
struct sockets;
struct transfer;
struct wire;

/* Called on the loop, outside libcurl, when TRANSFER came to its end; its easy handle
 * can still be asked. */
typedef void (*transfer_cb)(struct transfer *transfer, CURLcode result);

/* One exchange with a server; lives in whatever it is done for.  {0} is one that was
 * never started. */
struct transfer {
    CURL *easy;              /* from wire_begin() to wire_end() */
    struct carrier *carrier; /* of a mail: whose the handle is; NULL: it is the wire's */
    transfer_cb done;        /* set before wire_start(), as is the next one */
    void *owner;             /* what it is done for */
    struct curl_slist
        *list;             /* headers or recipients: libcurl does not copy them; owned */
    const char *sending;   /* what is to be sent; borrowed */
    size_t sending_length; /* bytes of it */
    size_t sent;           /* bytes of it that libcurl took */
    struct buf reply;      /* of a webhook the body, of a mail server the last line */
    size_t received;       /* bytes of headers and body */
    bool headed;           /* of a webhook: the answer's headers are complete */
    struct sockets *sockets; /* where its connections are kept; borrowed */
    bool public_only;        /* private addresses are refused */
    const char *refusal;     /* the sort of address that was refused, or NULL; static */
    char error[CURL_ERROR_SIZE]; /* libcurl's words, "" for none */
};

/* Opens a wire on LOOP for wire_close().  0, or -1 with ERR_IO where libcurl does not
 * start. */
int wire_open(struct wire **out, uv_loop_t *loop, struct err *err);

/* Gives TRANSFER an easy handle with the options that all share, for PROTOCOLS
 * ("http,https") and nothing else, with CONNECT_MS to connect and TOTAL_MS for all. */
void wire_begin(struct wire *wire, struct transfer *transfer, const char *protocols,
                long connect_ms, long total_ms);

/* The same for a mail. */
void wire_begin_mail(struct wire *wire, struct transfer *transfer, long connect_ms,
                     long total_ms);

/* Starts what was begun so and the caller's options prepared. */
void wire_start(struct wire *wire, struct transfer *transfer);

/* Whether TRANSFER, once started, must be waited for: wire_end() cannot end it before its
 * callback was called. */
bool wire_must_wait(const struct transfer *transfer);

/* Has those that must be waited for end within a second; WIRE is good for nothing but
 * wire_end() and wire_close() any more. */
void wire_hurry(struct wire *wire);

/* Ends TRANSFER, started or not; its callback is not called any more. */
void wire_end(struct wire *wire, struct transfer *transfer);

/* Closes the connections that are kept.  No transfer may be left.  CB is called on the
 * loop once all handles are closed and WIRE is freed. */
void wire_close(struct wire *wire, void (*cb)(void *), void *context);

#endif /* JALON_COURIER_WIRE_H */
