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

/* Adds the whole calendar that FEED shows at NOW to OUT.  0, or -1. */
int feed_build(struct buf *out, const struct publish_parts *parts,
               const struct feed *feed, struct instant now, struct err *err);

#endif /* JALON_PUBLISH_FEED_BUILD_H */
