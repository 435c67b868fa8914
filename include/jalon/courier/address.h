/*
 * address.h - which network addresses a webhook may lead to.
 *
 * Layer: courier.  Pure.  Asked of the numeric address about to be connected to, after
 * name resolution: however a host is spelled, and whatever its name server answers the
 * second time, this is where it leads.
 */
#ifndef JALON_COURIER_ADDRESS_H
#define JALON_COURIER_ADDRESS_H

#include <stdbool.h>

#include <sys/socket.h>

/* NULL where ADDRESS is public; else the sort of network that it belongs to, "loopback",
 * in static storage.  What is neither IPv4 nor IPv6 is not public. */
const char *address_refusal(const struct sockaddr *address);

/* The same of the numeric address in TEXT. */
const char *address_refusal_of(const char *text);

/* Whether HOST, a name or a numeric address without brackets, is this machine by its
 * spelling alone: localhost, 127.0.0.0/8, ::1. */
bool address_is_this_machine(const char *host);

#endif /* JALON_COURIER_ADDRESS_H */
