/*
 * delivery.h - one message on its way to one receiver, and what came of it.
 *
 * Layer: courier.  A delivery copies what it needs out of its notice and of the
 * configuration: both may change while it is under way.
 */
#ifndef JALON_COURIER_DELIVERY_H
#define JALON_COURIER_DELIVERY_H

#include "jalon/conf/conf.h"
#include "jalon/core/instant.h"
#include "jalon/courier/courier.h"
#include "jalon/courier/limits.h"
#include "jalon/courier/retry.h"
#include "wire.h"

struct delivery;
struct lane;

/* What came of an attempt. */
struct verdict {
    enum fate fate;
    long code;           /* the HTTP status or SMTP reply; 0: no answer */
    int64_t asked_s;     /* Retry-After; 0: none */
    const char *trouble; /* what libcurl met, or NULL; static */
    struct buf answer;   /* for the ledger */
};

/* What a channel prepares a delivery with; all borrowed for the call. */
struct desk {
    struct wire *wire;
    const struct conf *conf;
    const struct receiver *receiver; /* NULL: a contact, or the watchdog */
    const struct courier_limits *limits;
};

/* A way to deliver. */
struct channel {
    const char *name; /* for the log */
    /* Prepares the transfer, in which the payload and the time to connect are set.  0, or
     * -1 where there is none to wait for: the verdict is given already. */
    int (*prepare)(struct delivery *delivery, const struct desk *desk);
    /* Gives the verdict after the transfer. */
    void (*judge)(struct delivery *delivery);
};

extern const struct channel channel_mail, channel_maildir, channel_webhook, channel_ping;

struct delivery {
    struct delivery *next; /* of the list that it is in */
    struct courier *courier;
    int64_t notice; /* 0: outside the ledger */
    int attempts;   /* before this one, since it was last queued */
    char *receiver; /* as in the ledger */
    char *address;  /* for mail the address, for the watchdog its URL */
    char *message_id;
    char *payload;
    size_t payload_length;
    bool mail;         /* counts among those to the mail server */
    struct lane *lane; /* NULL outside the ledger */
    const struct channel *channel;
    enum webhook_format format;
    bool greeted;           /* mail: the last reply was a greeting */
    bool by_token;          /* mail: an access token is the login */
    struct instant started; /* by the courier's clock */
    uint64_t started_ms;    /* by the loop's */
    struct transfer transfer;
    struct verdict verdict;
    enum notice_state state; /* what the verdict makes of the notice */
    struct instant next_try; /* where it failed */
    courier_test_cb told;    /* who waits for it outside the ledger, or NULL */
    void *context;
};

/* Gives DELIVERY its verdict: FATE, and the answer that FORMAT gives, in English.
 * Returns -1, so that a channel's failing branch is one line. */
int delivery_judge(struct delivery *delivery, enum fate fate, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same, with what libcurl says, where no server answered or, MISCONFIGURED, we would
 * not speak to the mail server. */
void delivery_judge_silence(struct delivery *delivery, enum fate fate);

/* The channel to RECEIVER under CONF; RECEIVER NULL is a contact. */
const struct channel *delivery_channel(const struct conf *conf,
                                       const struct receiver *receiver);

/* Frees DELIVERY and its texts; its transfer has ended. */
void delivery_free(struct delivery *delivery);

#endif /* JALON_COURIER_DELIVERY_H */
