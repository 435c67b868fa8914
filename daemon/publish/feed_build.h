/*
 * feed_build.h - the calendar of a feed, from the store.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_FEED_BUILD_H
#define JALON_PUBLISH_FEED_BUILD_H

#include "jalon/base/buf.h"
#include "jalon/publish/publish.h"
#include "jalon/store/keys.h"

/* Adds the whole calendar that FEED shows at NOW to OUT, of all organizations in its
 * scope; equal data give equal bytes.  An organization that was removed leaves a calendar
 * without dates: an error would have calendar programs show yesterday's for ever.
 * 0, or -1 with ERR_STORE, or ERR_INVALID for alarms that cannot be read; OUT may hold
 * the beginning then. */
int feed_build(struct buf *out, const struct publish_parts *parts,
               const struct feed *feed, struct instant now, struct err *err);

#endif /* JALON_PUBLISH_FEED_BUILD_H */
