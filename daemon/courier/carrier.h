/*
 * carrier.h - threads that carry mails, one mail at a time each.
 *
 * Layer: courier.  libcurl waits for a mail server's answer to a whole mail, and to QUIT,
 * with its thread stopped: on the loop everybody would wait with it, for two minutes
 * where a server falls silent there.  A carrier keeps its connection from mail to mail.
 */
#ifndef JALON_COURIER_CARRIER_H
#define JALON_COURIER_CARRIER_H

#include <curl/curl.h>
#include <uv.h>

#include "sockets.h"

struct transfer;

/* All carriers of a loop; every function but the threads' own is called on the loop. */
struct carriers;

/* One thread, with what it works with.  Between carrier_start() and the transfer's
 * callback EASY and SOCKETS are the thread's alone, and so is all that the transfer
 * points to. */
struct carrier {
    CURL *easy;
    struct sockets sockets;
    struct carriers *all;
    struct transfer *transfer; /* what it carries; NULL: it is to end */
    CURLcode result;
    uv_thread_t thread;
    uv_sem_t given;       /* there is a transfer, or it is to end */
    struct carrier *next; /* in the list that it is in */
};

/* Carriers that report on LOOP, for carriers_close(). */
struct carriers *carriers_open(uv_loop_t *loop);

/* An idle carrier, or a new one, for carrier_release(). */
struct carrier *carrier_take(struct carriers *all);

/* Has CARRIER carry TRANSFER, whose callback is called on the loop at its end: it cannot
 * be taken back. */
void carrier_start(struct carrier *carrier, struct transfer *transfer);

/* CARRIER, which carries nothing, is idle again; the options of its handle are forgotten,
 * so that no password goes to the next. */
void carrier_release(struct carrier *carrier);

/* Has all transfers that are under way end within a second. */
void carriers_hurry(struct carriers *all);

/* Ends all threads; all must be idle.  CB is called on the loop once ALL is freed. */
void carriers_close(struct carriers *all, void (*cb)(void *), void *context);

#endif /* JALON_COURIER_CARRIER_H */
