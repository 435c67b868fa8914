/*
 * dispatch.h - from the library's callbacks to one call of a handler.
 *
 * Layer: publish.  A request is looked at as soon as its headers are there: what can be
 * refused then is refused, and the rest of its body is read and dropped, so that the
 * client, still sending, gets to read why.
 */
#ifndef JALON_PUBLISH_DISPATCH_H
#define JALON_PUBLISH_DISPATCH_H

#include <microhttpd.h>

/* MHD_AccessHandlerCallback; CONTEXT is the struct server, and *STATE becomes the struct
 * request, which dispatch_completed() frees. */
enum MHD_Result dispatch_request(void *context, struct MHD_Connection *connection,
                                 const char *path, const char *method,
                                 const char *version, const char *data, size_t *length,
                                 void **state);

/* MHD_RequestCompletedCallback: the answer has left, or the connection is gone. */
void dispatch_completed(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode code);

#endif /* JALON_PUBLISH_DISPATCH_H */
