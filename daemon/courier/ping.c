/* The outside watchdog is called, not told: that the call came is the whole message, and
 * a firm's own network is where it may stand, so no address is refused. */
#include "delivery.h"

#include "jalon/base/mem.h"

static int prepare(struct delivery *delivery, const struct desk *desk)
{
    delivery->transfer.url = mem_strdup(delivery->address);
    delivery->transfer.total_ms = desk->limits->ping_ms;
    return 0;
}

static void judge(struct delivery *delivery)
{
    long status = delivery->transfer.code;

    if (status < 200)
        delivery_judge_silence(delivery, FATE_RETRY);
    else
        (void)delivery_judge(delivery, retry_judge_http(status), "HTTP %ld", status);
}

const struct channel channel_ping = {"watchdog", prepare, judge};
