#include "chat.h"

#define SECTION_CHARACTERS 3000 /* of a section's text, by Block Kit's reference */

static const struct markup mrkdwn = {
    .instead = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['@'] = MARKUP_AT},
};

/* In <URL|LABEL>, where a bar ends the URL. */
static const struct markup target = {
    .instead = {['&'] = "&amp;", ['<'] = "%3C", ['>'] = "%3E", ['|'] = "%7C"},
};

static json_t *section(json_t *text)
{
    return json_pack("{s:s, s:{s:s, s:o}}", "type", "section", "text", "type", "mrkdwn",
                     "text", text);
}

static json_t *line_section(const char *line)
{
    return section(chat_string(&mrkdwn, line, SECTION_CHARACTERS));
}

/* "emoji" off: ":warning:" in a client's name stands for itself. */
static json_t *header(const char *title)
{
    return json_pack("{s:s, s:{s:s, s:o, s:b}}", "type", "header", "text", "type",
                     "plain_text", "text",
                     chat_string(&mrkdwn, title, CHAT_TITLE_CHARACTERS), "emoji", 0);
}

static json_t *context(const char *id)
{
    return json_pack("{s:s, s:[{s:s, s:o}]}", "type", "context", "elements", "type",
                     "mrkdwn", "text", chat_string(&mrkdwn, id, SECTION_CHARACTERS));
}

/* A link in the text: a button would ask the workspace for an interactive app. */
static json_t *link_section(const struct card_link *link)
{
    struct buf text = {0};

    buf_add_char(&text, '<');
    markup_add(&text, &target, link->url, MARKUP_NO_LIMIT);
    buf_add_char(&text, '|');
    markup_add(&text, &mrkdwn, link->label, MARKUP_NO_LIMIT);
    buf_add_char(&text, '>');
    json_t *string = json_string(buf_text(&text));
    buf_done(&text);
    return section(string);
}

json_t *slack_body(const struct chat *chat)
{
    json_t *blocks = json_pack("[o]", header(chat->title));
    json_t *lines = chat_lines(chat, line_section);

    (void)json_array_extend(blocks, lines);
    json_decref(lines);
    for (size_t i = 0; i < chat->link_count; i++)
        (void)json_array_append_new(blocks, link_section(&chat->links[i]));
    (void)json_array_append_new(blocks, context(chat->id));
    /* "text" is for notifications; to unfurl a link is to fetch it for a preview. */
    return json_pack("{s:o, s:o, s:b, s:b}", "text",
                     chat_string(&mrkdwn, chat->title, SECTION_CHARACTERS), "blocks",
                     blocks, "unfurl_links", 0, "unfurl_media", 0);
}
