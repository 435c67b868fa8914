/*
 * http.h - all that goes by HTTP, side by side on one thread.
 *
 * Layer: courier.  One multi handle for all: connections, look-ups and TLS sessions are
 * kept between transfers, easy handles are pooled.  On a thread of its own, so that
 * neither a handshake nor what the kernel does to send holds up the loop.
 */
#ifndef JALON_COURIER_HTTP_H
#define JALON_COURIER_HTTP_H

#include "tray.h"

struct http;

/* Starts the thread, for http_close(), which puts transfers that came to their end into
 * ENDED.  NULL where libcurl does not start. */
struct http *http_open(struct tray *ended);

/* Carries out TRANSFER: a POST where it has something to send, or a GET. */
void http_start(struct http *http, struct transfer *transfer);

/* Has all transfers end at once, now and from now on. */
void http_hurry(struct http *http);

/* Ends the thread, closes the connections that are kept and frees HTTP.  No transfer may
 * be left. */
void http_close(struct http *http);

#endif /* JALON_COURIER_HTTP_H */
