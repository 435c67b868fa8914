/*
 * limits.h - how much is under way at once, and how long an answer may take.
 *
 * Layer: courier.  Measured: more than 32 posts at once, or 8 mails to one server, buy
 * nothing.  A slow delivery stops counting among the busy ones, so that servers which do
 * not answer cannot hold up all others.
 */
#ifndef JALON_COURIER_LIMITS_H
#define JALON_COURIER_LIMITS_H

#include <stddef.h>
#include <stdint.h>

struct courier;

struct courier_limits {
    size_t busy;           /* deliveries under way that are not slow */
    size_t total;          /* deliveries under way */
    size_t mail;           /* to the mail server */
    size_t standard;       /* to one signed webhook */
    size_t chat;           /* to one chat channel, where order shows */
    uint64_t slow_ms;      /* a delivery that takes longer is slow */
    uint64_t silence_ms;   /* rest of one that did not answer at all; courier's clock */
    uint64_t unwritten_ms; /* rest when the database did not take the results */
    long connect_ms;       /* to look up, connect and agree on TLS */
    long mail_ms;          /* a whole mail */
    long webhook_ms;       /* a whole post */
    long ping_ms;          /* a whole call of the watchdog */
};

extern const struct courier_limits courier_limits_default;

/* Other limits for COURIER from the next delivery on; copied. */
void courier_limit(struct courier *courier, const struct courier_limits *limits);

#endif /* JALON_COURIER_LIMITS_H */
