/*
 * options.h - what every transfer has in common, and what none may do.
 *
 * Layer: courier.
 */
#ifndef JALON_COURIER_OPTIONS_H
#define JALON_COURIER_OPTIONS_H

#include "sockets.h"
#include "wire.h"

/* Sets what all transfers share on TRANSFER's easy handle: its times, the
 * callbacks that send, receive and, into SOCKETS, connect; verified TLS from 1.2 on, no
 * proxy, no redirect, no signal, an answer of at most 64 KiB.  PROTOCOLS is all that its
 * URL may name. */
void options_set(struct transfer *transfer, struct sockets *sockets,
                 const char *protocols);

#endif /* JALON_COURIER_OPTIONS_H */
