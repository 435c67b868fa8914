/*
 * render.h - what a person or a program reads: mails, chat cards, signed JSON.
 *
 * Layer: render.  Pure: everything comes as an argument.  Every value is encoded for the
 * place it lands in (mail header, HTML, JSON, each chat's own mark-up).
 */
#ifndef JALON_RENDER_RENDER_H
#define JALON_RENDER_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/tr.h"
#include "jalon/conf/conf.h"
#include "jalon/core/instant.h"
#include "jalon/core/organization.h"
#include "jalon/core/plan.h"

/* Raised when the words or the shape change: it is kept with each notice, so that an old
 * one can be told from one of today. */
#define RENDER_TEMPLATE_VERSION "4"

/* One step of one milestone; all borrowed. */
struct render_item {
    const struct organization *organization;
    const struct milestone *milestone;
    const char *step;       /* "due-30d" */
    bool escalated;         /* its reader is told since nobody has taken it up */
    const char *answer_url; /* where it can be answered; NULL: nowhere */
    struct date today;      /* where the organization is: "J-30" is counted from it */
};

/* The message around its items; all borrowed. */
struct render_message {
    enum lang lang;
    struct instant at;      /* the sending time: the mail's Date */
    const char *message_id; /* with its <> for mail; the webhook-id else */
    const char *from;       /* the mail's From, as configured */
    const char *to;         /* the mail address */
    const char *public_url; /* NULL: no links */
    const char *feed_url;   /* NULL: none to point to */
    const char *uid_domain; /* for References and thread roots */
    bool digest;     /* one message about several things, even if it has one item */
    bool guest;      /* to a client's contact, who has no account and no tool */
    bool rehearsal;  /* say that this is no real reminder */
    const char *ics; /* the dates as a calendar to attach; NULL: none */
    const struct render_item *items;
    size_t item_count;
};

/* Which of A and B a digest says first: what was missed, then by day; < 0: A. */
int render_compare(const struct render_item *a, const struct render_item *b);

/* Adds "J-30 · Acme Formation · audit de surveillance au plus tard le 14/01/2026", or a
 * digest's subject; no control character. */
void render_subject(struct buf *out, const struct render_message *message);

/* Adds the whole mail, header and multipart body, with CR LF line ends. */
void render_mail(struct buf *out, const struct render_message *message);

/* Adds the body to post in FORMAT, within that service's limits. */
void render_webhook(struct buf *out, enum webhook_format format,
                    const struct render_message *message);

/* A plain message about Jalon itself: a test, a dead notice, an "all is calm". */
struct render_word {
    enum lang lang;
    struct instant at;
    const char *message_id;
    const char *from, *to; /* as in struct render_message; for mail alone */
    const char *kind;      /* for programs: "test", "dead", "failing", "calm" */
    bool rehearsal;        /* as there */
    const char *subject;   /* already in LANG */
    const char *text;      /* paragraphs separated by newlines, already in LANG */
};

/* As render_mail() and render_webhook() do.  For programs the type is "jalon." and KIND.
 */
void render_word_mail(struct buf *out, const struct render_word *word);
void render_word_webhook(struct buf *out, enum webhook_format format,
                         const struct render_word *word);

/* Adds TEXT for HTML, element content or quoted attribute.  For the web pages as well:
 * there is one place that knows what to escape. */
void render_html_text(struct buf *out, const char *text);

#endif /* JALON_RENDER_RENDER_H */
