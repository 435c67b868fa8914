/*
 * chat.h - a card within a chat service's limits, and each service's form of it.
 *
 * Layer: render.
 */
#ifndef JALON_RENDER_CHAT_H
#define JALON_RENDER_CHAT_H

#include <jansson.h>

#include "card.h"
#include "markup.h"

#define CHAT_TITLE_CHARACTERS 150 /* the least that a service takes: Slack's header */
#define CHAT_LINE_CHARACTERS  500 /* a paragraph; more is not read in a chat */

/* A card cut to size: still plain text. */
struct chat {
    enum lang lang;
    const char *title;
    char **lines; /* paragraphs, or a digest's items */
    size_t line_count;
    const struct card_link *links;
    size_t link_count;
    const char *id; /* of the message, so that a double post can be told */
};

/* Takes as much of CARD as goes into ROOM characters and LINES lines, for chat_done();
 * it borrows from CARD.  A digest says how many dates are left out. */
void chat_cut(struct chat *chat, const struct card *card, size_t room, size_t lines);
void chat_done(struct chat *chat);

/* A JSON string of TEXT in MARKUP, cut to CHARACTERS. */
json_t *chat_string(const struct markup *markup, const char *text, size_t characters);

/* A JSON array with what FORM makes of each line. */
json_t *chat_lines(const struct chat *chat, json_t *(*form)(const char *line));

/* The whole body that each service takes. */
json_t *discord_body(const struct chat *chat);
json_t *googlechat_body(const struct chat *chat);
json_t *mattermost_body(const struct chat *chat);
json_t *slack_body(const struct chat *chat);
json_t *teams_body(const struct chat *chat);

#endif /* JALON_RENDER_CHAT_H */
