#include "outbox.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/log.h"

#include "record.h"
#include "room.h"
#include "transit.h"

/* A look is to stay short: the loop waits for it. */
#define WINDOW     256 /* notices that it takes in */
#define BEHIND_MAX 64  /* receivers behind them that it asks for */
/* No timer is believed for longer: a laptop may have slept meanwhile. */
#define LONGEST_WAIT_MS (UINT64_C(15) * 60 * 1000)

/* -- from a notice to a delivery ------------------------------------------------- */

static bool is_among(const struct delivery *list, int64_t notice)
{
    for (const struct delivery *at = list; at; at = at->next)
        if (at->notice == notice)
            return true;
    return false;
}

/* On its way, or arrived and not written yet. */
static bool is_in_hand(const struct courier *courier, int64_t notice)
{
    return is_among(courier->under_way, notice) || is_among(courier->ended, notice);
}

static struct delivery *delivery_of(const struct outgoing *outgoing,
                                    const char *receiver_name,
                                    const struct receiver *receiver)
{
    struct delivery *delivery = mem_new(sizeof(*delivery));

    delivery->notice = outgoing->place.id;
    delivery->attempts = outgoing->tries;
    delivery->receiver = mem_strdup(receiver_name);
    delivery->address = mem_strdup(receiver ? receiver->email : outgoing->address);
    delivery->message_id = mem_strdup(outgoing->message_id);
    delivery->payload = mem_strndup(outgoing->payload, outgoing->payload_length);
    delivery->payload_length = outgoing->payload_length;
    if (receiver)
        delivery->format = receiver->format;
    return delivery;
}

/* What was written for one channel cannot go by another. */
static int check_channel(const struct courier *courier, struct delivery *delivery,
                         const struct receiver *receiver, const char *written_for)
{
    const char *channel = conf_channel(courier->conf, delivery->receiver);

    if (!receiver && !route_contact(delivery->receiver))
        return delivery_judge(delivery, FATE_DEAD,
                              "no receiver of this name is configured any more");
    if (!text_equal(channel, written_for))
        return delivery_judge(delivery, FATE_DEAD,
                              "written for %s, and the receiver now has %s", written_for,
                              channel);
    return 0;
}

/* -- one lane -------------------------------------------------------------------- */

struct serving {
    struct courier *courier;
    struct lane *lane;
    const struct receiver *receiver;
    size_t room;
    int64_t seen;
};

static void take(const struct serving *serving, const struct outgoing *outgoing)
{
    struct delivery *delivery =
        delivery_of(outgoing, serving->lane->receiver, serving->receiver);

    delivery->channel = delivery_channel(serving->courier->conf, serving->receiver);
    room_take(serving->courier, delivery, serving->lane);
    if (check_channel(serving->courier, delivery, serving->receiver, outgoing->channel) ==
        0)
        transit_start(serving->courier, delivery, serving->receiver);
    else
        transit_end(serving->courier, delivery);
}

static int serve_notice(void *context, const struct outgoing *outgoing, struct err *err)
{
    struct serving *serving = context;

    (void)err;
    serving->seen++;
    /* Seen and not taken: that tells whether there is more. */
    if (serving->room == 0)
        return 0;
    serving->lane->after = outgoing->place;
    if (is_in_hand(serving->courier, outgoing->place.id))
        return 0;
    serving->room--;
    take(serving, outgoing);
    return 0;
}

/* How many notices to look at to fill ROOM: from the first on, those in hand too. */
static size_t sight(const struct courier *courier, const struct lane *lane, size_t room)
{
    if (lane->after.id)
        return room;
    return room + lane->under_way + courier->ended_count;
}

static void serve(struct courier *courier, struct lane *lane)
{
    struct err err = {0};
    struct serving serving = {
        .courier = courier,
        .lane = lane,
        .receiver = conf_receiver(courier->conf, lane->receiver),
        .room = room_in(courier, lane),
    };
    const struct outgoing_filter filter = {
        .receiver = lane->receiver,
        .now = clock_now(courier->clock),
        .after = lane->after,
        .limit = (int64_t)sight(courier, lane, serving.room),
    };

    if (serving.room == 0 || !record_is_possible(courier))
        return;
    if (store_notices_outgoing(courier->store, &filter, serve_notice, &serving, &err) !=
        0)
        log_error("the ledger cannot be read: %s", err.text);
    /* As many as were asked for: there may be more behind them. */
    lane->waiting = serving.seen == filter.limit;
}

/* -- receivers without a lane ---------------------------------------------------- */

struct look {
    struct courier *courier;
    int64_t seen;
    bool found; /* something that has room */
};

static struct lane *expect(struct courier *courier, const char *receiver)
{
    struct lane *lane = lanes_find(&courier->lanes, receiver);

    if (!lane) {
        lane = lanes_add(&courier->lanes, receiver);
        room_settle(courier, lane);
    }
    lane->waiting = true;
    /* From the start: what failed and is ready again stands before what was taken since.
     */
    lane->after = (struct notice_place){0};
    return lane;
}

static int look_at_notice(void *context, int64_t id, const char *receiver,
                          struct err *err)
{
    struct look *look = context;

    (void)err;
    look->seen++;
    if (!is_in_hand(look->courier, id))
        look->found |= room_in(look->courier, expect(look->courier, receiver)) > 0;
    return 0;
}

/* Contacts are not known by name: where all in sight must wait, some are asked for at
 * each look, from where the last one stopped, so that none is hidden however long
 * another's queue is. */
static void look_for_contacts(struct courier *courier)
{
    for (int i = 0; i < BEHIND_MAX && room_for_mail(courier); i++) {
        char *next =
            store_notice_receiver(courier->store, courier->behind, courier->looked);
        free(courier->behind);
        courier->behind = next;
        if (!next)
            return;
        (void)expect(courier, next);
    }
}

/* Where the window is full, others may stand behind those in sight: each configured
 * receiver is asked for by name. */
static void look_behind(struct courier *courier, bool found)
{
    const struct conf *conf = courier->conf;

    for (size_t i = 0; i < conf->receiver_count; i++)
        (void)expect(courier, conf->receivers[i].name);
    if (!found)
        look_for_contacts(courier);
}

/* Looks at the oldest notices that are ready. */
static void look(struct courier *courier)
{
    struct err err = {0};
    struct look look = {.courier = courier};

    courier->looked = clock_now(courier->clock);
    if (store_notices_ready(courier->store, courier->looked, WINDOW, look_at_notice,
                            &look, &err) != 0)
        log_error("the ledger cannot be read: %s", err.text);
    courier->more = look.seen == WINDOW;
    if (courier->more)
        look_behind(courier, look.found);
}

/* -- all ------------------------------------------------------------------------- */

static void serve_all(struct courier *courier)
{
    struct lanes *lanes = &courier->lanes;

    /* Another goes first each time, or the last would starve when room is scarce. */
    lanes->first++;
    for (size_t i = 0; i < lanes->count; i++) {
        struct lane *lane = lanes->items[(lanes->first + i) % lanes->count];
        if (lane->waiting)
            serve(courier, lane);
    }
    lanes_prune(lanes, uv_now(courier->loop));
}

/* Milliseconds until there may be more to start without anything ending before: what was
 * ready and not started yet waits for room, or is under way. */
static uint64_t wait_ms(const struct courier *courier)
{
    uint64_t longest_ms = LONGEST_WAIT_MS;
    struct instant next;

    if (!store_notice_next_try(&next, courier->store, NOTICE_ANY_TRY))
        return NEVER_MS;
    if (next.s <= courier->looked.s) {
        longest_ms = courier->limits.slow_ms;
        if (!store_notice_next_try(&next, courier->store, courier->looked))
            return longest_ms;
    }
    uint64_t left_ms = clock_wait_ms(courier->clock, next);
    return left_ms < longest_ms ? left_ms : longest_ms;
}

uint64_t outbox_start(struct courier *courier)
{
    uint64_t now_ms = uv_now(courier->loop);

    /* Room comes when one ends, which wakes this by itself, or counts as slow. */
    if (room_for_all(courier) == 0)
        return courier->limits.slow_ms;
    if (now_ms >= courier->look_at_ms ||
        (courier->more && !lanes_waiting(&courier->lanes))) {
        look(courier);
        courier->look_at_ms = NEVER_MS;
    }
    serve_all(courier);

    uint64_t left_ms = wait_ms(courier);
    if (left_ms != NEVER_MS && now_ms + left_ms < courier->look_at_ms)
        courier->look_at_ms = now_ms + left_ms;
    return courier->look_at_ms == NEVER_MS ? NEVER_MS : courier->look_at_ms - now_ms;
}
