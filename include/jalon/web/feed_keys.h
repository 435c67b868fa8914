/*
 * feed_keys.h - handing out the secret addresses of calendars, each shown once.
 *
 * Layer: web.  For the page and for the API.
 */
#ifndef JALON_WEB_FEED_KEYS_H
#define JALON_WEB_FEED_KEYS_H

#include "jalon/base/buf.h"
#include "jalon/store/keys.h"

#define FEED_NAME_MAX 64 /* characters; a feed's name is a title, see text_is_title() */

/* Adds FEED, whose name, scope, alarms, masked and created count, and its address below
 * BASE_URL, which ends with a slug of its name, to URL.  0, or -1 with ERR_INVALID: a
 * name or alarms that are none, more than one scope, too long a BASE_URL; ERR_NOT_FOUND:
 * no such organization; ERR_CONFLICT: the name is taken. */
int feed_key_open(struct buf *url, struct store *store, const char *base_url,
                  const struct feed *feed, struct err *err);

/* Gives the feed NAME a new address, added to URL.  ERR_NOT_FOUND: there is none. */
int feed_key_renew(struct buf *url, struct store *store, const char *base_url,
                   const char *name, struct instant now, struct err *err);

#endif /* JALON_WEB_FEED_KEYS_H */
