/*
 * card.h - what a message says, before any service's or mail's own form.
 *
 * Layer: render.  Plain text throughout, to be escaped for the place it lands in.
 */
#ifndef JALON_RENDER_CARD_H
#define JALON_RENDER_CARD_H

#include "jalon/render/render.h"

#define CARD_ITEMS_MAX 200 /* of a digest; the others are only counted */
#define CARD_LINKS_MAX 6   /* the page, four answers, the calendar */

struct card_link {
    char *url;         /* owned */
    const char *label; /* static */
};

/* Made once for all forms, so that a mail and a chat never say different things. */
struct card {
    enum lang lang;
    struct buf title; /* one line: the mail's subject */
    char **lines;     /* paragraphs, the most important first */
    size_t line_count;
    size_t line_capacity;

    /* Of a digest, most urgent first; both borrowed from the message. */
    const struct render_item **items;
    size_t item_count;
    size_t left_out; /* items beyond CARD_ITEMS_MAX */
    bool commands;   /* each is shown with the command that silences it */
    const char *public_url;

    struct card_link links[CARD_LINKS_MAX];
    size_t link_count;
    const char *id; /* of the message; borrowed */
};

/* Makes a card for card_done(); it borrows from MESSAGE or WORD. */
void card_of_message(struct card *card, const struct render_message *message);
void card_of_word(struct card *card, const struct render_word *word);

void card_done(struct card *card);

/* Who writes, for the end of a mail; static. */
const char *card_foot(enum lang lang);

/* Adds a digest's "and N more", for N things left out. */
void card_more(struct buf *out, size_t count, enum lang lang);

#endif /* JALON_RENDER_CARD_H */
