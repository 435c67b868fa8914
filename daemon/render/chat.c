#include "chat.h"

#include <stdlib.h>

#include "item.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* -- cutting --------------------------------------------------------------------- */

/* Adds LINE, which is taken, where it goes into *ROOM.  Returns whether it did. */
static bool add_line(struct chat *chat, size_t *room, char *line)
{
    size_t length = text_length(line);

    if (length > *room) {
        free(line);
        return false;
    }
    chat->lines[chat->line_count++] = line;
    *room -= length;
    return true;
}

/* One long source must not push what is to be done out of the message. */
static char *short_line(const char *text)
{
    struct buf line = {0};

    text_add_short(&line, text, CHAT_LINE_CHARACTERS);
    return buf_take(&line);
}

static char *headline(const struct render_item *item, enum lang lang)
{
    struct buf line = {0};

    item_headline(&line, item, lang);
    return buf_take(&line);
}

static char *more_line(size_t count, enum lang lang)
{
    struct buf line = {0};

    card_more(&line, count, lang);
    return buf_take(&line);
}

/* Up to LINES items, the most urgent first, and how many there are besides. */
static void cut_items(struct chat *chat, const struct card *card, size_t room,
                      size_t lines)
{
    size_t left_out = card->left_out;
    size_t i = 0;

    while (i < card->item_count && i < lines &&
           add_line(chat, &room, headline(card->items[i], card->lang)))
        i++;
    left_out += card->item_count - i;
    /* There is room for it in any case: chat_cut() made one line more than LINES. */
    if (left_out)
        chat->lines[chat->line_count++] = more_line(left_out, card->lang);
}

static void cut_lines(struct chat *chat, const struct card *card, size_t room,
                      size_t lines)
{
    for (size_t i = 0; i < card->line_count && i < lines; i++)
        if (!add_line(chat, &room, short_line(card->lines[i])))
            return;
}

void chat_cut(struct chat *chat, const struct card *card, size_t room, size_t lines)
{
    *chat = (struct chat){
        .lang = card->lang,
        .title = buf_text(&card->title),
        .lines = mem_new_array(lines + 1, sizeof(*chat->lines)),
        .links = card->links,
        .link_count = card->link_count,
        .id = card->id,
    };
    if (card->item_count)
        cut_items(chat, card, room, lines);
    else
        cut_lines(chat, card, room, lines);
}

void chat_done(struct chat *chat)
{
    for (size_t i = 0; i < chat->line_count; i++)
        free(chat->lines[i]);
    free(chat->lines);
}

/* -- JSON ------------------------------------------------------------------------ */

json_t *chat_string(const struct markup *markup, const char *text, size_t characters)
{
    struct buf marked = {0};

    markup_add(&marked, markup, text, characters);
    json_t *string = json_string(buf_text(&marked));
    buf_done(&marked);
    return string;
}

json_t *chat_lines(const struct chat *chat, json_t *(*form)(const char *line))
{
    json_t *array = json_array();

    for (size_t i = 0; i < chat->line_count; i++)
        (void)json_array_append_new(array, form(chat->lines[i]));
    return array;
}
