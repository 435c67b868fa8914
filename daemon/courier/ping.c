/* The outside watchdog is called, not told: that the call came is the whole message, and
 * a firm's own network is where it may stand, so no address is refused. */
#include "delivery.h"

static int prepare(struct delivery *delivery, const struct desk *desk)
{
    wire_begin(desk->wire, &delivery->transfer, "http,https", desk->limits->connect_ms,
               desk->limits->ping_ms);
    (void)curl_easy_setopt(delivery->transfer.easy, CURLOPT_URL, delivery->address);
    return 0;
}

static void judge(struct delivery *delivery, CURLcode result)
{
    long status = 0;

    (void)curl_easy_getinfo(delivery->transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200)
        delivery_judge_silence(delivery, FATE_RETRY, result);
    else
        (void)delivery_judge(delivery, retry_judge_http(status), "HTTP %ld", status);
}

const struct channel channel_ping = {"watchdog", prepare, judge};
