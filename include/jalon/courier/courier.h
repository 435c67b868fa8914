/*
 * courier.h - takes what the ledger has queued to mail servers, mailboxes and webhooks.
 *
 * Layer: courier.  The only place with libcurl in the daemon, whose bytes other threads
 * exchange: all that is here is called on the loop's.  A result is written after the
 * answer came: what was sent and not yet written when the power went is sent again under
 * the same Message-ID or webhook-id.
 */
#ifndef JALON_COURIER_COURIER_H
#define JALON_COURIER_COURIER_H

#include <uv.h>

#include "jalon/conf/conf.h"
#include "jalon/store/ledger.h"
#include "jalon/sys/clock.h"

struct courier;

/* Called on the loop, never from inside a courier call, when a notice went dead: the
 * engine tells the fallback receiver.  It runs within the transaction that writes this
 * down, so that a crash leaves neither without the other. */
typedef void (*courier_dead_cb)(void *context, int64_t notice);

/* What a courier works with; all borrowed while it lives. */
struct courier_parts {
    uv_loop_t *loop;
    struct store *store;
    const struct conf *conf;
    const struct clock *clock;
    courier_dead_cb dead;
    void *context; /* dead's */
};

/* Opens a courier, which looks for what is ready at once.  Returns 0 or -1. */
int courier_open(struct courier **out, const struct courier_parts *parts,
                 struct err *err);

/* Another configuration from now on, borrowed; what is under way ends under the old. */
void courier_configure(struct courier *courier, const struct conf *conf);

/* Looks for notices that are ready and starts them, as far as the limits allow; sets its
 * own timer for the next try.  To be called after each commit that queued some. */
void courier_pump(struct courier *courier);

/* As courier_pump(), also to servers that asked for time, a day perhaps: somebody wishes
 * it so, and may have mended what was wrong. */
void courier_rouse(struct courier *courier);

/* Sends PAYLOAD to RECEIVER now, outside the ledger, and calls CB once with what came
 * of it: OK, and the server's ANSWER.  For `jalon test-notify`. */
typedef void (*courier_test_cb)(void *context, bool ok, const char *answer);
void courier_test(struct courier *courier, const struct receiver *receiver,
                  const char *message_id, const char *payload, size_t length,
                  courier_test_cb cb, void *context);

/* Calls URL (GET), for the outside watchdog; an error is logged. */
void courier_ping(struct courier *courier, const char *url);

/* What went wrong when the outside watchdog was last called; NULL: nothing did.  Borrowed
 * until it is called again. */
const char *courier_ping_trouble(const struct courier *courier);

/* Whether the database took what was last written about a notice: nothing is sent whose
 * result could not be. */
bool courier_can_write(const struct courier *courier);

/* Lets what is under way end for up to TIMEOUT_MS, then drops what was not answered (the
 * ledger keeps it queued), and calls CB once all handles are closed; the courier is freed
 * then. */
void courier_close(struct courier *courier, uint64_t timeout_ms, void (*cb)(void *),
                   void *context);

#endif /* JALON_COURIER_COURIER_H */
