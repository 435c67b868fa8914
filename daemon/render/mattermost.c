/* An attachment, so that the lines stand off from the title by a bar of colour.  The
 * title goes in twice: "fallback" is for where attachments are not shown. */

#include "markdown.h"

#define COLOUR "#1f5fbf"

json_t *mattermost_body(const struct chat *chat)
{
    json_t *title = chat_string(&markup_markdown, chat->title, CHAT_TITLE_CHARACTERS);
    json_t *attachment =
        json_pack("{s:O, s:s, s:o, s:o}", "fallback", title, "color", COLOUR, "text",
                  markdown_text(chat), "footer",
                  chat_string(&markup_plain, chat->id, CHAT_LINE_CHARACTERS));

    return json_pack("{s:o, s:[o]}", "text", title, "attachments", attachment);
}
