/*
 * wire.h - exchanges with servers, which libcurl carries out on other threads.
 *
 * Layer: courier.  All that goes by HTTP shares one thread (http.h), each mail has its
 * own (carrier.h).  What is sent is made ready on the loop and what came of it is judged
 * there; in between a transfer, with all that it points to, is the other thread's.
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

/* Called on the loop when TRANSFER came to its end. */
typedef void (*transfer_cb)(struct transfer *transfer);

/* One exchange with a server; lives in whatever it is done for.  {0} is one that was
 * never started. */
struct transfer {
    struct transfer *next; /* of the list that it is in */
    transfer_cb done;
    void *owner; /* what it is done for */

    /* What is to be done, before wire_start(). */
    char *url; /* by HTTP; a mail's is its handle's; owned */
    struct curl_slist
        *list;             /* headers or recipients: libcurl does not copy them; owned */
    const char *sending;   /* what is to be sent; borrowed, NULL for nothing */
    size_t sending_length; /* bytes of it */
    long connect_ms;       /* to look up, connect and agree on TLS */
    long total_ms;         /* for all */
    bool public_only;      /* private addresses are refused */

    /* While it is carried out. */
    CURL *easy;              /* of a mail from wire_begin_mail() on */
    struct carrier *carrier; /* of a mail: whose the handle is */
    struct sockets *sockets; /* where its connections are kept; borrowed */
    size_t sent;             /* bytes that libcurl took */
    size_t received;         /* bytes of headers and body */

    /* What came of it. */
    CURLcode result;
    long code;           /* the HTTP status or the last SMTP reply; 0: none */
    bool headed;         /* by HTTP: the answer's headers are complete */
    char *retry_after;   /* by HTTP: the header, or NULL; owned */
    struct buf reply;    /* by HTTP the body, of a mail server the last line */
    const char *refusal; /* the sort of address that was refused, or NULL; static */
    char error[CURL_ERROR_SIZE]; /* libcurl's words, "" for none */
};

/* Opens a wire on LOOP for wire_close().  0, or -1 with ERR_IO where libcurl does not
 * start. */
int wire_open(struct wire **out, uv_loop_t *loop, struct err *err);

/* Gives TRANSFER, whose times are set, an easy handle for a mail, with the options that
 * all share.  A transfer by HTTP needs none. */
void wire_begin_mail(struct wire *wire, struct transfer *transfer);

/* Starts TRANSFER, which cannot be taken back until its callback was called. */
void wire_start(struct wire *wire, struct transfer *transfer);

/* Has all that is under way come to its end within a second, and what is started
 * afterwards, too. */
void wire_hurry(struct wire *wire);

/* Whether TRANSFER, which came to its end, was answered by HTTP: after the headers a body
 * that does not end changes nothing. */
bool wire_is_answered(const struct transfer *transfer);

/* Ends TRANSFER, which was not started or whose callback was called. */
void wire_end(struct transfer *transfer);

/* Closes the connections that are kept.  No transfer may be left.  CB is called on the
 * loop before WIRE is freed, with nothing of it on the loop any more. */
void wire_close(struct wire *wire, void (*cb)(void *), void *context);

#endif /* JALON_COURIER_WIRE_H */
