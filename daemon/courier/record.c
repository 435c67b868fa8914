#include "record.h"

#include <inttypes.h>

#include "jalon/sys/log.h"
#include "jalon/sys/secret.h"

/* How long a result waits for others to share its commit, which takes longer than many
 * deliveries, and for how many.  What was not written when the power goes is sent again.
 */
#define GATHER_MS  5
#define GATHER_MAX 128

/* What the verdict makes of the notice. */
static void decide(const struct courier *courier, struct delivery *delivery)
{
    const struct verdict *verdict = &delivery->verdict;
    uint32_t random;

    if (verdict->fate == FATE_SENT || verdict->fate == FATE_DEAD) {
        delivery->state = verdict->fate == FATE_SENT ? NOTICE_SENT : NOTICE_DEAD;
        return;
    }
    /* Many that failed together must not come back together. */
    secret_random(&random, sizeof(random));
    int64_t delay_s = retry_delay_s(delivery->attempts + 1, verdict->asked_s, random);
    delivery->state = delay_s == RETRY_NEVER ? NOTICE_DEAD : NOTICE_FAILED;
    delivery->next_try.s = clock_now(courier->clock).s + delay_s;
}

void record_add(struct courier *courier, struct delivery *delivery)
{
    decide(courier, delivery);
    delivery->next = NULL;
    /* At the end: results are written in the order in which they came. */
    if (courier->ended)
        courier->ended_last->next = delivery;
    else
        courier->ended = delivery;
    if (courier->ended_count++ == 0)
        courier->write_at_ms = uv_now(courier->loop) + GATHER_MS;
    courier->ended_last = delivery;
}

uint64_t record_due_ms(const struct courier *courier)
{
    uint64_t now_ms = uv_now(courier->loop);

    if (!courier->ended)
        return NEVER_MS;
    if (courier->closing || courier->ended_count >= GATHER_MAX)
        return 0;
    return now_ms < courier->write_at_ms ? courier->write_at_ms - now_ms : 0;
}

/* -- into the database ----------------------------------------------------------- */

static int write_one(const struct courier *courier, const struct delivery *delivery,
                     struct err *err)
{
    if (store_notice_result(courier->store, delivery->notice, delivery->state,
                            buf_text(&delivery->verdict.answer), delivery->next_try,
                            clock_now(courier->clock), err) == 0) {
        if (delivery->state == NOTICE_DEAD)
            courier->dead(courier->dead_context, delivery->notice);
        return 0;
    }
    /* One that is gone will not come back, and must not keep the results of all others.
     */
    if (err->code != ERR_NOT_FOUND)
        return -1;
    log_error("the result of notice=%" PRId64 " is not taken: %s", delivery->notice,
              err->text);
    return 0;
}

static int write_ended(const struct courier *courier, struct err *err)
{
    int rc = store_begin(courier->store, "courier", err);

    for (const struct delivery *at = courier->ended; rc == 0 && at; at = at->next)
        if (at->notice)
            rc = write_one(courier, at, err);
    return store_end(courier->store, rc, err);
}

/* -- afterwards ------------------------------------------------------------------ */

/* Receivers have names; a contact has only an address, which is not for the log. */
static void log_result(const struct delivery *delivery)
{
    const struct verdict *verdict = &delivery->verdict;
    const char *receiver =
        route_contact(delivery->receiver) ? "contact" : delivery->receiver;
    struct buf about = {0};

    buf_addf(&about, "notice=%" PRId64 " receiver=%s channel=%s attempt=%d code=%ld%s%s",
             delivery->notice, receiver, delivery->channel->name, delivery->attempts + 1,
             verdict->code, verdict->trouble ? " trouble=" : "",
             verdict->trouble ? verdict->trouble : "");
    if (delivery->state == NOTICE_DEAD)
        log_error("given up %s", buf_text(&about));
    else if (verdict->fate == FATE_MISCONFIGURED)
        log_error("not delivered until this is repaired: %s: %s", buf_text(&about),
                  buf_text(&verdict->answer));
    else if (delivery->state == NOTICE_FAILED)
        log_warning("to be tried again %s", buf_text(&about));
    else
        log_info("delivered %s", buf_text(&about));
    buf_done(&about);
}

static void take_leave(struct delivery *delivery)
{
    if (delivery->notice)
        log_result(delivery);
    if (delivery->told)
        delivery->told(delivery->context, delivery->verdict.fate == FATE_SENT,
                       buf_text(&delivery->verdict.answer));
    delivery_free(delivery);
}

/* Notes whether a write WORKED, which else says ERR. */
static void note_write(struct courier *courier, bool worked, const struct err *err)
{
    if (worked && !courier->writable)
        log_notice("the database takes writes again: sending goes on");
    if (!worked && courier->writable)
        log_error("nothing is sent until the database takes its result: %s", err->text);
    courier->writable = worked;
    courier->try_write_ms = uv_now(courier->loop) + courier->limits.unwritten_ms;
}

bool record_is_possible(struct courier *courier)
{
    struct err err = {0};

    if (uv_now(courier->loop) >= courier->try_write_ms)
        note_write(courier,
                   store_try_write(courier->store, clock_now(courier->clock), &err) == 0,
                   &err);
    return courier->writable;
}

int record_write(struct courier *courier)
{
    struct err err = {0};

    /* Each try may wait for a lock, and everybody else with it. */
    if (!courier->writable && !courier->closing &&
        uv_now(courier->loop) < courier->try_write_ms)
        return -1;
    if (courier->ended)
        note_write(courier, write_ended(courier, &err) == 0, &err);
    if (!courier->writable)
        return -1;
    courier->ended_count = 0;
    log_gather();
    while (courier->ended) {
        struct delivery *delivery = courier->ended;
        courier->ended = delivery->next;
        take_leave(delivery);
    }
    log_release();
    return 0;
}
