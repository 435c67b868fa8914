#include "channel.h"

const char *channel_name(const struct conf *conf, const char *receiver)
{
    const struct receiver *found = conf_receiver(conf, receiver);

    return found && found->webhook ? webhook_format_name(found->format) : "email";
}
