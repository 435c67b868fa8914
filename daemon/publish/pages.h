/*
 * pages.h - the way back from the web page to a request that was put aside.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_PAGES_H
#define JALON_PUBLISH_PAGES_H

struct web_response;

/* Answers the request put aside under TICKET, if its client is still there, with PAGE,
 * which is taken. */
void pages_resume(void *ticket, struct web_response *page);

#endif /* JALON_PUBLISH_PAGES_H */
