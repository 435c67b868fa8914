/* A message with one Adaptive Card, as the Workflows app of Teams takes it. */

#include "chat.h"

#define CARD_TYPE "application/vnd.microsoft.card.adaptive"

/* A RichTextBlock and not a TextBlock: it knows no Markdown, so that nothing in a name
 * can be taken for any. */
static json_t *block(const char *text, size_t characters, const char *size,
                     const char *weight, bool subtle)
{
    return json_pack("{s:s, s:[{s:s, s:o, s:s, s:s, s:b}]}", "type", "RichTextBlock",
                     "inlines", "type", "TextRun", "text",
                     chat_string(&markup_plain, text, characters), "size", size, "weight",
                     weight, "isSubtle", subtle);
}

static json_t *line_block(const char *line)
{
    return block(line, CHAT_LINE_CHARACTERS, "Default", "Default", false);
}

static json_t *card_of(const struct chat *chat)
{
    json_t *body = json_pack(
        "[o]", block(chat->title, CHAT_TITLE_CHARACTERS, "Medium", "Bolder", false));
    json_t *lines = chat_lines(chat, line_block);
    json_t *actions = json_array();

    (void)json_array_extend(body, lines);
    json_decref(lines);
    (void)json_array_append_new(
        body, block(chat->id, CHAT_LINE_CHARACTERS, "Small", "Default", true));
    for (size_t i = 0; i < chat->link_count; i++)
        (void)json_array_append_new(
            actions,
            json_pack("{s:s, s:s, s:o}", "type", "Action.OpenUrl", "title",
                      chat->links[i].label, "url",
                      chat_string(&markup_plain, chat->links[i].url, MARKUP_NO_LIMIT)));
    /* Version 1.4 and nothing above it, which the Teams of today may not show. */
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}", "type", "AdaptiveCard", "$schema",
                     "http://adaptivecards.io/schemas/adaptive-card.json", "version",
                     "1.4", "lang", lang_name(chat->lang), "body", body, "actions",
                     actions);
}

json_t *teams_body(const struct chat *chat)
{
    return json_pack("{s:s, s:[{s:s, s:n, s:o}]}", "type", "message", "attachments",
                     "contentType", CARD_TYPE, "contentUrl", "content", card_of(chat));
}
