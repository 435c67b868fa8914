/* A card of version 2.  Its text paragraphs read a few tags of HTML. */

#include "chat.h"

static const struct markup html = {
    .instead = {['&'] = "&amp;",
                ['<'] = "&lt;",
                ['>'] = "&gt;",
                ['"'] = "&quot;",
                ['@'] = MARKUP_AT},
};

static json_t *line_widget(const char *line)
{
    return json_pack("{s:{s:o}}", "textParagraph", "text",
                     chat_string(&html, line, MARKUP_NO_LIMIT));
}

/* Links as buttons: in a paragraph they would need a tag around them. */
static json_t *buttons(const struct chat *chat)
{
    json_t *list = json_array();

    for (size_t i = 0; i < chat->link_count; i++)
        (void)json_array_append_new(
            list,
            json_pack("{s:s, s:{s:{s:o}}}", "text", chat->links[i].label, "onClick",
                      "openLink", "url",
                      chat_string(&markup_plain, chat->links[i].url, MARKUP_NO_LIMIT)));
    return json_pack("{s:{s:o}}", "buttonList", "buttons", list);
}

json_t *googlechat_body(const struct chat *chat)
{
    json_t *widgets = json_array();
    json_t *lines = chat_lines(chat, line_widget);

    /* The title stands in the body, where a long one is shown whole. */
    (void)json_array_append_new(widgets, line_widget(chat->title));
    (void)json_array_extend(widgets, lines);
    json_decref(lines);
    if (chat->link_count)
        (void)json_array_append_new(widgets, buttons(chat));
    return json_pack("{s:o, s:[{s:o, s:{s:{s:s}, s:[{s:o}]}}]}", "fallbackText",
                     chat_string(&html, chat->title, CHAT_TITLE_CHARACTERS), "cardsV2",
                     "cardId", chat_string(&markup_plain, chat->id, MARKUP_NO_LIMIT),
                     "card", "header", "title", "Jalon", "sections", "widgets", widgets);
}
