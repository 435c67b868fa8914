/*
 * feed_body.h - what a token is served: found, made anew where it must be, kept.
 *
 * Layer: publish.  A token is looked up in the store once a minute; in between the
 * answer stands, unless something changed or another program asks.
 */
#ifndef JALON_PUBLISH_FEED_BODY_H
#define JALON_PUBLISH_FEED_BODY_H

#include "hub.h"
#include "jalon/store/keys.h"

/* Who asks for which feed, and when. */
struct feed_query {
    const char *token;
    const char *agent; /* the User-Agent, for the record */
    struct instant now;
};

/* The up-to-date entry of QUERY's token, borrowed until the cache changes; or NULL, with
 * why in *ANSWER.  Where making it anew fails, which is logged, the last good one is
 * given; where there is none yet, NULL. */
struct feed_entry *feed_body_find(struct publish *publish, const struct feed_query *query,
                                  enum feed_answer *answer);

#endif /* JALON_PUBLISH_FEED_BODY_H */
