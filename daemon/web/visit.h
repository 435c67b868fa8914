/*
 * visit.h - one request of one person, as the pages see it.
 *
 * Layer: web, inside.  Whoever gets as far as a page was let in: its row in pages.c says
 * by which right, and a form was checked to come from one of our own pages.
 */
#ifndef JALON_WEB_VISIT_H
#define JALON_WEB_VISIT_H

#include "form.h"
#include "html.h"
#include "jalon/store/users.h"
#include "jalon/sys/secret.h"
#include "jalon/web/web.h"
#include "web_state.h"

#define VISIT_PARTS_MAX 2

struct visit {
    struct web *web;
    const struct web_parts *parts; /* the web's */
    const struct web_request *request;
    struct web_response *response;
    struct buf *out;             /* the response's body */
    char *path[VISIT_PARTS_MAX]; /* what the stars of the page's path took, decoded */
    struct form form;            /* of a POST */
    enum lang lang;              /* chosen in the footer, else by the browser */
    char *user;                  /* who it is; NULL: a stranger, on the pages for them */
    enum role role;              /* what they may do */
    char session[TOKEN_TEXT_SIZE]; /* the cookie's secret; "" without */
    char csrf[SHA256_TEXT_SIZE];   /* what the forms of this person carry */
    struct instant now;
    struct date today; /* in the house's time zone */
};

/* A parameter of the query; NULL where it is absent or empty. */
const char *visit_query(const struct visit *visit, const char *name);

/* A field of the form; NULL where it is absent or empty. */
const char *visit_field(const struct visit *visit, const char *name);

/* The same where the form cannot do without it: ERR_INVALID with its NAME. */
int visit_need(const char **out, const struct visit *visit, const char *name,
               struct err *err);

/* What stands behind the name of a field that was filled in, "alarms: …", in TEXT, which
 * says what is wrong with the form: fields have other names for a person. */
const char *visit_plain(const struct visit *visit, const char *text);

/* Whether this person may do what asks for ROLE. */
bool visit_may(const struct visit *visit, enum role role);

/* Who acts, for the engine. */
struct actor visit_actor(const struct visit *visit);

/* Sends the browser to PATH, one of our own, with GET. */
void visit_redirect(struct visit *visit, const char *path);

/* Has the engine look at what this visit changed. */
void visit_changed(const struct visit *visit);

/* Puts the request aside; the ticket is for web_parts.resume().  The visit ends when its
 * page returns: whatever is needed later must be copied. */
void *visit_wait(const struct visit *visit);

#endif /* JALON_WEB_VISIT_H */
