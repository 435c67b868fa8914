#include "jalon/render/render.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "chat.h"
#include "standard.h"

/* What each chat service takes.  Where a service counts characters, that many bytes hold
 * no more of them. */
static const struct {
    json_t *(*body)(const struct chat *chat);
    size_t bytes; /* of the whole body */
    size_t lines; /* of struct chat */
} services[WEBHOOK_FORMAT_COUNT] = {
    [WEBHOOK_SLACK] = {slack_body,      40000, 40 }, /* 50 blocks */
    [WEBHOOK_TEAMS] = {teams_body,      20000, 100}, /* 28 kB, of which some is theirs */
    [WEBHOOK_MATTERMOST] = {mattermost_body, 16000, 100}, /* 16,383 characters */
    [WEBHOOK_DISCORD] = {discord_body,    4096,  100}, /* a description's characters */
    [WEBHOOK_GOOGLECHAT] = {googlechat_body, 32000, 90 }, /* 100 widgets */
};

/* CARD as FORMAT writes it with ROOM characters of text, for the caller to free. */
static char *body_within(enum webhook_format format, const struct card *card, size_t room)
{
    struct chat chat;

    chat_cut(&chat, card, room, services[format].lines);
    json_t *body = services[format].body(&chat);
    char *text = json_dumps(body, JSON_COMPACT);
    assert(text);
    json_decref(body);
    chat_done(&chat);
    return text;
}

/* What escaping and the frame add is known only once it is there: less text is tried
 * until all goes in, which a title alone always does. */
static void add_card(struct buf *out, enum webhook_format format, const struct card *card)
{
    size_t bytes = services[format].bytes;
    size_t room = bytes;
    char *body = body_within(format, card, room);

    while (strlen(body) > bytes && room) {
        free(body);
        /* By an eighth: little is given away, and some tries are enough. */
        room -= room / 8 + 1;
        body = body_within(format, card, room);
    }
    buf_add(out, body);
    free(body);
}

void render_webhook(struct buf *out, enum webhook_format format,
                    const struct render_message *message)
{
    struct card card;

    if (format == WEBHOOK_STANDARD) {
        standard_message(out, message);
        return;
    }
    card_of_message(&card, message);
    add_card(out, format, &card);
    card_done(&card);
}

void render_word_webhook(struct buf *out, enum webhook_format format,
                         const struct render_word *word)
{
    struct card card;

    if (format == WEBHOOK_STANDARD) {
        standard_word(out, word);
        return;
    }
    card_of_word(&card, word);
    add_card(out, format, &card);
    card_done(&card);
}
