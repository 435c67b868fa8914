#include "markdown.h"

#define COLOUR 0x1f5fbf

/* The mark-up is escaped, and besides Discord is told that nothing is a mention. */
json_t *discord_body(const struct chat *chat)
{
    json_t *embed =
        json_pack("{s:o, s:o, s:i, s:{s:o}}", "title",
                  chat_string(&markup_markdown, chat->title, CHAT_TITLE_CHARACTERS),
                  "description", markdown_text(chat), "color", COLOUR, "footer", "text",
                  chat_string(&markup_plain, chat->id, CHAT_LINE_CHARACTERS));

    return json_pack("{s:[o], s:{s:[]}}", "embeds", embed, "allowed_mentions", "parse");
}
