/*
 * channel.h - how a receiver is reached, in a word.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_CHANNEL_H
#define JALON_PUBLISH_CHANNEL_H

#include "jalon/conf/conf.h"

/* "slack" for the webhook of that name in CONF, "email" for all others. */
const char *channel_name(const struct conf *conf, const char *receiver);

#endif /* JALON_PUBLISH_CHANNEL_H */
