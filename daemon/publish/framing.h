/*
 * framing.h - whether a request can be read in one way only.
 *
 * Layer: publish.  The library takes more than RFC 9112 allows.  A proxy in front may
 * read such a request otherwise, so that what is the end of one to the proxy is the
 * beginning of another here: nobody's honest request is.
 */
#ifndef JALON_PUBLISH_FRAMING_H
#define JALON_PUBLISH_FRAMING_H

#include <microhttpd.h>
#include <stdbool.h>

/* The words of a request's first line, as the library handed them over: where they lie
 * is looked at, too. */
struct request_line {
    const char *method;
    const char *path; /* without the query */
    const char *version;
};

/* Whether the head of the request that starts with LINE is well formed and says once,
 * and once only, where its body ends and whom it is for. */
bool framing_is_sound(struct MHD_Connection *connection, const struct request_line *line);

#endif /* JALON_PUBLISH_FRAMING_H */
