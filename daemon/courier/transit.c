#include "transit.h"

#include "record.h"
#include "room.h"

void transit_wake(struct courier *courier)
{
    /* By the timer, so that whoever calls is done first. */
    (void)uv_timer_start(&courier->turn, courier->on_turn, 0, 0);
}

void transit_end(struct courier *courier, struct delivery *delivery)
{
    wire_end(&delivery->transfer);
    room_leave(courier, delivery);
    record_add(courier, delivery);
    transit_wake(courier);
}

void transit_drop(struct courier *courier, struct delivery *delivery)
{
    wire_end(&delivery->transfer);
    if (delivery->told)
        delivery->told(delivery->context, false, "not waited for: the daemon stops");
    delivery_free(delivery);
    transit_wake(courier);
}

static void unlink_from(struct delivery **list, const struct delivery *delivery)
{
    while (*list != delivery)
        list = &(*list)->next;
    *list = delivery->next;
}

/* Out of patience, and neither refused nor answered before. */
static bool was_cut_off(const struct transfer *transfer)
{
    return transfer->result == CURLE_ABORTED_BY_CALLBACK && !transfer->refusal &&
           !wire_is_answered(transfer);
}

static void on_transfer(struct transfer *transfer)
{
    struct delivery *delivery = transfer->owner;
    struct courier *courier = delivery->courier;

    unlink_from(&courier->under_way, delivery);
    courier->under_way_count--;
    if (was_cut_off(transfer)) {
        transit_drop(courier, delivery);
        return;
    }
    delivery->channel->judge(delivery);
    transit_end(courier, delivery);
}

/* What a transfer is by whatever channel. */
static struct transfer transfer_of(struct delivery *delivery,
                                   const struct courier_limits *limits)
{
    return (struct transfer){
        .owner = delivery,
        .done = on_transfer,
        .sending = delivery->payload,
        .sending_length = delivery->payload_length,
        .connect_ms = limits->connect_ms,
    };
}

void transit_start(struct courier *courier, struct delivery *delivery,
                   const struct receiver *receiver)
{
    const struct desk desk = {courier->wire, courier->conf, receiver, &courier->limits};

    delivery->courier = courier;
    delivery->started = clock_now(courier->clock);
    delivery->started_ms = uv_now(courier->loop);
    delivery->transfer = transfer_of(delivery, &courier->limits);
    /* Judged on the spot, as a file is: it ends as all others do, on the loop's next
     * turn. */
    if (delivery->channel->prepare(delivery, &desk) != 0) {
        transit_end(courier, delivery);
        return;
    }
    delivery->next = courier->under_way;
    courier->under_way = delivery;
    courier->under_way_count++;
    wire_start(courier->wire, &delivery->transfer);
}
