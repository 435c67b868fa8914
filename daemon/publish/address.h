/*
 * address.h - listening sockets.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_ADDRESS_H
#define JALON_PUBLISH_ADDRESS_H

#include <stdbool.h>

#include "jalon/base/err.h"

/* Both functions give a descriptor that does not block and is closed by exec(); it is
 * the caller's to close.  On failure nothing is left open. */

/* A TCP socket that listens on ADDRESS: "127.0.0.1:8420", "[::1]:8420", "localhost:0".
 * *PORT is what it got, *LOOPBACK whether only this machine can reach it.
 * Returns the descriptor, or -1 with ERR_INVALID or ERR_IO naming the address. */
int address_listen_tcp(const char *address, int *port, bool *loopback, struct err *err);

/* A Unix socket, mode 0660, that listens at PATH; a socket file there that nobody
 * answers at is replaced.  Returns the descriptor, or -1 with ERR_IO naming the path. */
int address_listen_unix(const char *path, struct err *err);

#endif /* JALON_PUBLISH_ADDRESS_H */
