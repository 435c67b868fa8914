/*
 * pages.h - what the other files of this module ask of the web page's requests.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_PAGES_H
#define JALON_PUBLISH_PAGES_H

#include <stddef.h>

struct request;
struct web_response;

/* How many bytes of the form that REQUEST begins to send are taken. */
size_t pages_body_max(const struct request *request);

/* Answers the request put aside under TICKET, if its client is still there, with PAGE,
 * which is taken. */
void pages_resume(void *ticket, struct web_response *page);

#endif /* JALON_PUBLISH_PAGES_H */
