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
#include "tray.h"

struct transfer;

/* All carriers; every function but the threads' own is called on the loop. */
struct carriers;

/* One thread, with what it works with; EASY and SOCKETS are its alone while it carries.
 */
struct carrier {
    CURL *easy;
    struct sockets sockets;
    struct carriers *all;
    struct transfer *transfer; /* what it carries; NULL: it is to end */
    uv_thread_t thread;
    uv_sem_t given;       /* there is a transfer, or it is to end */
    struct carrier *next; /* of those that are idle */
};

/* Carriers, for carriers_close(), that put what came to its end into ENDED. */
struct carriers *carriers_open(struct tray *ended);

/* An idle carrier, or a new one, for carrier_release(). */
struct carrier *carrier_take(struct carriers *all);

/* Has CARRIER carry TRANSFER. */
void carrier_start(struct carrier *carrier, struct transfer *transfer);

/* CARRIER, which carries nothing, is idle again; the options of its handle are forgotten,
 * so that no password goes to the next. */
void carrier_release(struct carrier *carrier);

/* Has all transfers that are under way end within a second. */
void carriers_hurry(struct carriers *all);

/* Ends all threads, which must be idle, and frees ALL. */
void carriers_close(struct carriers *all);

#endif /* JALON_COURIER_CARRIER_H */
