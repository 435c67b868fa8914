/* A post to a webhook: six formats, of which only Standard Webhooks has headers of its
 * own. */
#include <inttypes.h>
#include <string.h>

#include "jalon/base/text.h"
#include "jalon/courier/signature.h"
#include "jalon/sys/file.h"

#include "delivery.h"

/* -- before ---------------------------------------------------------------------- */

/* libcurl would send a line break in a header as it is: another header. */
static int add_header(struct delivery *delivery, const char *header)
{
    struct transfer *transfer = &delivery->transfer;

    if (text_has_control(header))
        return delivery_judge(delivery, FATE_DEAD,
                              "a control character in a header of the webhook");
    transfer->list = curl_slist_append(transfer->list, header);
    return 0;
}

static int add_signature(struct buf *out, const struct delivery *delivery,
                         const struct desk *desk, struct err *err)
{
    struct buf secrets = {0};
    int rc = -1;

    buf_add(out, "webhook-signature: ");
    if (file_read_private(&secrets, desk->receiver->secret_file, err) == 0)
        rc = signature_add(out, buf_text(&secrets), delivery->message_id,
                           delivery->started.s, delivery->payload,
                           delivery->payload_length, err);
    buf_done(&secrets);
    return rc;
}

static int sign(struct delivery *delivery, const struct desk *desk)
{
    struct err err = {0};
    struct buf header = {0};
    int rc = -1;

    if (!desk->receiver->secret_file)
        return 0;
    if (add_signature(&header, delivery, desk, &err) != 0)
        (void)delivery_judge(delivery, FATE_MISCONFIGURED, "%s", err.text);
    else
        rc = add_header(delivery, buf_text(&header));
    buf_done(&header);
    return rc;
}

static int add_standard_headers(struct delivery *delivery, const struct desk *desk)
{
    struct buf id = {0};
    struct buf timestamp = {0};

    buf_addf(&id, "webhook-id: %s", delivery->message_id);
    buf_addf(&timestamp, "webhook-timestamp: %" PRId64, delivery->started.s);
    int rc = add_header(delivery, buf_text(&id));
    if (rc == 0)
        rc = add_header(delivery, buf_text(&timestamp));
    buf_done(&timestamp);
    buf_done(&id);
    return rc == 0 ? sign(delivery, desk) : -1;
}

static int add_headers(struct delivery *delivery, const struct desk *desk)
{
    /* Without an empty Expect libcurl may wait a second for a "100 Continue" that most
     * never send. */
    static const char *const always[] = {"Content-Type: application/json",
                                         "User-Agent: Jalon", "Expect:"};

    for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
        if (add_header(delivery, always[i]) != 0)
            return -1;
    return delivery->format == WEBHOOK_STANDARD ? add_standard_headers(delivery, desk)
                                                : 0;
}

/* Without wait=true Discord answers before it knows whether the message was kept. */
static char *url_of(const struct delivery *delivery, const char *webhook)
{
    struct buf url = {0};

    buf_add(&url, webhook);
    if (delivery->format == WEBHOOK_DISCORD)
        buf_addf(&url, "%cwait=true", strchr(webhook, '?') ? '&' : '?');
    return buf_take(&url);
}

static int prepare(struct delivery *delivery, const struct desk *desk)
{
    const struct receiver *receiver = desk->receiver;
    struct transfer *transfer = &delivery->transfer;

    if (text_has_control(receiver->webhook))
        return delivery_judge(delivery, FATE_DEAD,
                              "a control character in the URL of the webhook");
    if (conf_refuses_webhook(receiver))
        return delivery_judge(delivery, FATE_DEAD,
                              "refused: only https, unless allow_private = yes");
    transfer->url = url_of(delivery, receiver->webhook);
    transfer->total_ms = desk->limits->webhook_ms;
    transfer->public_only = !receiver->allow_private;
    return add_headers(delivery, desk);
}

/* -- after ----------------------------------------------------------------------- */

static int64_t asked_s(const struct delivery *delivery)
{
    const struct transfer *transfer = &delivery->transfer;

    /* Elsewhere the header means something else, or nothing. */
    if (transfer->code != 429 && transfer->code != 503)
        return 0;
    return transfer->retry_after ? retry_after_s(transfer->retry_after, delivery->started)
                                 : 0;
}

/* The first connectors of Teams answer 200 with another's 429 in the body. */
static enum fate fate_of(const struct delivery *delivery)
{
    bool refused = delivery->format == WEBHOOK_TEAMS &&
                   strstr(buf_text(&delivery->transfer.reply), "HTTP error 429");

    return refused ? FATE_RETRY : retry_judge_http(delivery->transfer.code);
}

static void judge(struct delivery *delivery)
{
    const struct transfer *transfer = &delivery->transfer;

    if (wire_is_answered(transfer)) {
        delivery->verdict.code = transfer->code;
        delivery->verdict.asked_s = asked_s(delivery);
        (void)delivery_judge(delivery, fate_of(delivery), "HTTP %ld %s", transfer->code,
                             buf_text(&transfer->reply));
    } else if (transfer->refusal) {
        (void)delivery_judge(delivery, FATE_DEAD,
                             "refused: the host has a %s address; allow_private = yes "
                             "would allow it",
                             transfer->refusal);
    } else {
        delivery_judge_silence(delivery, FATE_RETRY);
    }
}

const struct channel channel_webhook = {"webhook", prepare, judge};
