/*
 * address.h - questions about the addresses of servers and of people.
 *
 * Layer: conf.  Pure; nothing is looked up.
 */
#ifndef JALON_CONF_ADDRESS_H
#define JALON_CONF_ADDRESS_H

#include <stdbool.h>

#include "jalon/base/err.h"

/* Whether TEXT is a host name. */
bool address_is_host(const char *text);

/* Whether TEXT is a host, an IPv4 address or an IPv6 one in brackets, with a port. */
bool address_is_host_port(const char *text);

/* Whether TEXT is "Name <box@host>" or "box@host". */
bool address_is_mailbox(const char *text);

/* 0 where TEXT is a http:// or https:// address of at most 2,048 characters without a
 * user and a password; else -1 with ERR_INVALID, which does not repeat TEXT: the address
 * of a webhook is a secret. */
int address_check_web(const char *text, struct err *err);

/* 0 where TEXT is smtp://HOST[:PORT], smtps://HOST[:PORT] or maildir:PATH; else -1 with
 * ERR_INVALID. */
int address_check_transport(const char *text, struct err *err);

#endif /* JALON_CONF_ADDRESS_H */
