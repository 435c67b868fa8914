#include "room.h"

void room_settle(const struct courier *courier, struct lane *lane)
{
    const struct receiver *receiver = conf_receiver(courier->conf, lane->receiver);

    /* A contact has an address and nothing else. */
    lane->mail = !receiver || receiver->email;
    if (lane->mail)
        lane->limit = courier->limits.mail;
    else if (receiver->format == WEBHOOK_STANDARD)
        lane->limit = courier->limits.standard;
    else
        lane->limit = courier->limits.chat;
}

void room_settle_all(struct courier *courier)
{
    for (size_t i = 0; i < courier->lanes.count; i++)
        room_settle(courier, courier->lanes.items[i]);
}

void room_rouse(struct courier *courier)
{
    courier->mail_rests_until_ms = 0;
    for (size_t i = 0; i < courier->lanes.count; i++)
        courier->lanes.items[i]->rests_until_ms = 0;
}

static size_t less(size_t limit, size_t used)
{
    /* The limits may have been lowered since: more is under way than they allow. */
    return used < limit ? limit - used : 0;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t busy_count(const struct courier *courier)
{
    uint64_t now_ms = uv_now(courier->loop);
    size_t count = 0;

    for (const struct delivery *at = courier->under_way; at; at = at->next)
        count += now_ms - at->started_ms < courier->limits.slow_ms;
    return count;
}

size_t room_for_all(const struct courier *courier)
{
    return least(less(courier->limits.busy, busy_count(courier)),
                 less(courier->limits.total, courier->under_way_count));
}

size_t room_for_mail(const struct courier *courier)
{
    if (courier->mail_rests_until_ms > uv_now(courier->loop))
        return 0;
    return less(courier->limits.mail, courier->mail_under_way);
}

size_t room_in(const struct courier *courier, const struct lane *lane)
{
    size_t here = less(lane->limit, lane->under_way);

    if (lane->rests_until_ms > uv_now(courier->loop))
        return 0;
    if (lane->mail)
        here = least(here, room_for_mail(courier));
    return least(here, room_for_all(courier));
}

/* A server that asked for time, or did not even answer, gets it from all its messages. */
static void rest(struct courier *courier, const struct delivery *delivery)
{
    const struct verdict *verdict = &delivery->verdict;
    struct instant asked = {clock_now(courier->clock).s + verdict->asked_s};
    uint64_t now_ms = uv_now(courier->loop);
    /* A rehearsal's days are short: so are its pauses. */
    uint64_t silence_ms = courier->limits.silence_ms / (uint64_t)courier->clock->speed;

    if (verdict->asked_s)
        delivery->lane->rests_until_ms = now_ms + clock_wait_ms(courier->clock, asked);
    else if (verdict->trouble && delivery->mail)
        courier->mail_rests_until_ms = now_ms + silence_ms;
    else if (verdict->trouble)
        delivery->lane->rests_until_ms = now_ms + silence_ms;
}

void room_take(struct courier *courier, struct delivery *delivery, struct lane *lane)
{
    delivery->lane = lane;
    delivery->mail = lane->mail;
    lane->under_way++;
    courier->mail_under_way += delivery->mail;
}

void room_leave(struct courier *courier, struct delivery *delivery)
{
    if (!delivery->lane)
        return;
    rest(courier, delivery);
    delivery->lane->under_way--;
    courier->mail_under_way -= delivery->mail;
    delivery->lane = NULL;
}
