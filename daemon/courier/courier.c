#include "jalon/courier/courier.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/sys/log.h"

#include "outbox.h"
#include "record.h"
#include "room.h"
#include "transit.h"

/* 64 busy ones leave the peak of 32 for what answers while others wait; one post at a
 * time to a chat, where the order of messages is seen.  A mail may wait two minutes for a
 * scanner; a hook or a ping that takes half a minute is down. */
const struct courier_limits courier_limits_default = {
    .busy = 64,
    .total = 256,
    .mail = 8,
    .standard = 32,
    .chat = 1,
    .slow_ms = 1000,
    .silence_ms = 10000,
    .unwritten_ms = 5000,
    .connect_ms = 10000,
    .mail_ms = 120000,
    .webhook_ms = 30000,
    .ping_ms = 10000,
};

/* -- turns ----------------------------------------------------------------------- */

static void finish_closing(struct courier *courier);

static void on_turn(uv_timer_t *timer)
{
    struct courier *courier = timer->data;

    if (courier->closing) {
        if (!courier->under_way)
            finish_closing(courier);
        return;
    }
    /* What is due is written first, by on_pause(): where answers come at once, turn would
     * follow turn before the loop got there. */
    uint64_t write_ms = record_due_ms(courier);
    if (write_ms == 0)
        return;
    uint64_t wait_ms = outbox_start(courier);
    if (write_ms < wait_ms)
        wait_ms = write_ms;
    if (wait_ms != NEVER_MS)
        (void)uv_timer_start(timer, on_turn, wait_ms, 0);
}

/* Results are written when the loop is about to wait: what was started in this turn has
 * gone out by then, and is answered meanwhile. */
static void on_pause(uv_prepare_t *pause)
{
    struct courier *courier = pause->data;

    /* With nothing under way nothing else will end: waiting would gather no one. */
    if (!courier->ended || (courier->under_way && record_due_ms(courier) != 0))
        return;
    if (record_write(courier) == 0)
        transit_wake(courier);
    else
        (void)uv_timer_start(&courier->turn, on_turn, courier->limits.unwritten_ms, 0);
}

/* -- opening and configuring ----------------------------------------------------- */

int courier_open(struct courier **out, const struct courier_parts *parts, struct err *err)
{
    struct courier *courier = mem_new(sizeof(*courier));

    if (wire_open(&courier->wire, parts->loop, err) != 0) {
        free(courier);
        return -1;
    }
    courier->loop = parts->loop;
    courier->store = parts->store;
    courier->conf = parts->conf;
    courier->clock = parts->clock;
    courier->limits = courier_limits_default;
    courier->writable = true;
    courier->on_turn = on_turn;
    courier->dead = parts->dead;
    courier->dead_context = parts->context;
    (void)uv_timer_init(courier->loop, &courier->turn);
    (void)uv_timer_init(courier->loop, &courier->patience);
    (void)uv_prepare_init(courier->loop, &courier->pause);
    courier->turn.data = courier->patience.data = courier->pause.data = courier;
    (void)uv_prepare_start(&courier->pause, on_pause);
    transit_wake(courier);
    *out = courier;
    return 0;
}

void courier_limit(struct courier *courier, const struct courier_limits *limits)
{
    courier->limits = *limits;
    room_settle_all(courier);
}

void courier_configure(struct courier *courier, const struct conf *conf)
{
    courier->conf = conf;
    room_settle_all(courier);
    /* Another server may stand at the same name by now. */
    courier_rouse(courier);
}

/* -- what is asked for ----------------------------------------------------------- */

void courier_pump(struct courier *courier)
{
    /* The look itself is left to the next turn: never from inside the caller's
     * transaction. */
    courier->look_at_ms = 0;
    transit_wake(courier);
}

void courier_rouse(struct courier *courier)
{
    room_rouse(courier);
    courier_pump(courier);
}

void courier_test(struct courier *courier, const struct receiver *receiver,
                  const char *message_id, const char *payload, size_t length,
                  courier_test_cb cb, void *context)
{
    struct delivery *delivery = mem_new(sizeof(*delivery));

    delivery->receiver = mem_strdup(receiver->name);
    delivery->address = mem_strdup(receiver->email);
    delivery->message_id = mem_strdup(message_id);
    delivery->payload = mem_strndup(payload, length);
    delivery->payload_length = length;
    delivery->format = receiver->format;
    delivery->channel = delivery_channel(courier->conf, receiver);
    delivery->told = cb;
    delivery->context = context;
    transit_start(courier, delivery, receiver);
}

static void pinged(void *context, bool ok, const char *answer)
{
    struct courier *courier = context;

    free(courier->ping_trouble);
    courier->ping_trouble = ok ? NULL : mem_strdup(answer);
    if (!ok)
        log_warning("the outside watchdog does not take its call: %s", answer);
}

const char *courier_ping_trouble(const struct courier *courier)
{
    return courier->ping_trouble;
}

bool courier_can_write(const struct courier *courier)
{
    return courier->writable;
}

void courier_ping(struct courier *courier, const char *url)
{
    struct delivery *delivery = mem_new(sizeof(*delivery));

    delivery->address = mem_strdup(url);
    delivery->channel = &channel_ping;
    delivery->told = pinged;
    delivery->context = courier;
    transit_start(courier, delivery, NULL);
}

/* -- closing --------------------------------------------------------------------- */

static void one_closed(struct courier *courier)
{
    if (--courier->handles > 0)
        return;
    /* Told before it is freed, and last: nothing of it is on the loop any more. */
    courier->closed(courier->closed_context);
    lanes_done(&courier->lanes);
    free(courier->ping_trouble);
    free(courier->behind);
    free(courier);
}

static void handle_closed(uv_handle_t *handle)
{
    one_closed(handle->data);
}

static void wire_closed(void *context)
{
    one_closed(context);
}

/* Only what a database that takes nothing more has left over: it is sent again. */
static void free_ended(struct courier *courier)
{
    while (courier->ended) {
        struct delivery *delivery = courier->ended;
        courier->ended = delivery->next;
        delivery_free(delivery);
    }
}

static void finish_closing(struct courier *courier)
{
    (void)record_write(courier);
    free_ended(courier);
    /* Three of its own and the wire. */
    courier->handles = 4;
    uv_close((uv_handle_t *)&courier->turn, handle_closed);
    uv_close((uv_handle_t *)&courier->patience, handle_closed);
    uv_close((uv_handle_t *)&courier->pause, handle_closed);
    wire_close(courier->wire, wire_closed, courier);
}

/* What was not answered comes back without a verdict, and stays queued in the ledger. */
static void out_of_patience(uv_timer_t *timer)
{
    struct courier *courier = timer->data;

    wire_hurry(courier->wire);
}

void courier_close(struct courier *courier, uint64_t timeout_ms, void (*cb)(void *),
                   void *context)
{
    courier->closing = true;
    courier->closed = cb;
    courier->closed_context = context;
    (void)uv_timer_start(&courier->patience, out_of_patience, timeout_ms, 0);
    transit_wake(courier);
}
