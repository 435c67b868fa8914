#include "delivery.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "answer.h"
#include "jalon/base/text.h"

/* More than is kept, since blanks are squeezed out of it; a stranger's body may be
 * longer. */
#define ANSWER_BYTES 1024

int delivery_judge(struct delivery *delivery, enum fate fate, const char *format, ...)
{
    char text[ANSWER_BYTES];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    /* What was cut may end in part of a character. */
    text[text_prefix(text, sizeof(text), sizeof(text) - 4)] = '\0';
    delivery->verdict.fate = fate;
    buf_clear(&delivery->verdict.answer);
    answer_add(&delivery->verdict.answer, text);
    return -1;
}

void delivery_judge_silence(struct delivery *delivery, enum fate fate)
{
    /* libcurl's own words name host and port; there are none where it did not get that
     * far. */
    const char *words = delivery->transfer.error;
    const char *start = fate == FATE_MISCONFIGURED
                            ? "nothing was sent, [mail] needs to be looked at"
                            : "no answer";

    delivery->verdict.trouble = curl_easy_strerror(delivery->transfer.result);
    (void)delivery_judge(delivery, fate, "%s: %s", start,
                         *words ? words : delivery->verdict.trouble);
}

const struct channel *delivery_channel(const struct conf *conf,
                                       const struct receiver *receiver)
{
    if (receiver && receiver->webhook)
        return &channel_webhook;
    return conf->transport && text_starts(conf->transport, "maildir:") ? &channel_maildir
                                                                       : &channel_mail;
}

void delivery_free(struct delivery *delivery)
{
    free(delivery->receiver);
    free(delivery->address);
    free(delivery->message_id);
    free(delivery->payload);
    buf_done(&delivery->verdict.answer);
    free(delivery);
}
