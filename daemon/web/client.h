/*
 * client.h - one client's page, one part a file.
 *
 * Layer: web, inside.  A part adds itself to the page, with its own heading.
 */
#ifndef JALON_WEB_CLIENT_H
#define JALON_WEB_CLIENT_H

#include "visit.h"

/* What all parts speak of. */
struct client {
    struct visit *visit;
    struct organization organization;
    struct plan plan;
    struct date today; /* in the client's time zone */
};

/* Reads the client that the visit's path names into *OUT for client_done().  0, or -1
 * with ERR_NOT_FOUND. */
int client_open(struct client *out, struct visit *visit, struct err *err);
void client_done(struct client *client);

/* Sends the browser back to the client's page, where SAID is said (said.h). */
void client_redirect(struct visit *visit, const char *said);

/* Adds what the client's milestone ID is; one that is not planned, as its id tells. */
void client_add_title(struct buf *out, const struct client *client, const char *id);

/* Adds a link to the client's page. */
void client_add_way_back(const struct client *client);

/* Begins a form that posts to the client's PART, "facts"; to be ended with "</form>". */
void client_form(const struct client *client, const char *part);

/* The dates as a picture, and in words, each with its reasons. */
void client_add_line(const struct client *client);
void client_add_dates(const struct client *client);

/* Who is told of which date next; and, loudly, that somebody is not. */
void client_add_forecast(const struct client *client);
void client_add_silence(const struct client *client);

/* A choice of what to record, and the form for what was chosen. */
int client_add_record(const struct client *client, struct err *err);

/* What is on record, a page at a time. */
int client_add_history(const struct client *client, struct err *err);

/* Who and what the client is, and who is told. */
void client_add_profile(const struct client *client);

/* Adds the tags, commas between, as they are typed in. */
void client_join_tags(struct buf *out, const struct organization *organization);

/* What was sent about it, and where its calendar is. */
int client_add_notices(const struct client *client, struct err *err);
int client_add_feeds(const struct client *client, struct err *err);

#endif /* JALON_WEB_CLIENT_H */
