#include "markdown.h"

const struct markup markup_markdown = {
    .instead = {['\\'] = "\\\\",
                ['`'] = "\\`",
                ['*'] = "\\*",
                ['_'] = "\\_",
                ['~'] = "\\~",
                ['|'] = "\\|",
                ['['] = "\\[",
                [']'] = "\\]",
                ['('] = "\\(",
                [')'] = "\\)",
                ['<'] = "\\<",
                ['>'] = "\\>",
                ['#'] = "\\#",
                ['!'] = "\\!",
                ['@'] = MARKUP_AT},
};

/* In [LABEL](URL), where a bracket ends the URL. */
static const struct markup target = {
    .instead =
        {['('] = "%28", [')'] = "%29", ['<'] = "%3C", ['>'] = "%3E", [' '] = "%20"},
};

/* The URL is percent-encoded and not escaped: a backslash in it would be sent along. */
static void add_link(struct buf *out, const struct card_link *link)
{
    buf_add_char(out, '[');
    markup_add(out, &markup_markdown, link->label, MARKUP_NO_LIMIT);
    buf_add(out, "](");
    markup_add(out, &target, link->url, MARKUP_NO_LIMIT);
    buf_add(out, ")\n");
}

json_t *markdown_text(const struct chat *chat)
{
    struct buf text = {0};

    for (size_t i = 0; i < chat->line_count; i++) {
        markup_add(&text, &markup_markdown, chat->lines[i], MARKUP_NO_LIMIT);
        /* A blank line between: a single newline joins two lines to one. */
        buf_add(&text, "\n\n");
    }
    for (size_t i = 0; i < chat->link_count; i++)
        add_link(&text, &chat->links[i]);
    json_t *string = json_string(buf_text(&text));
    buf_done(&text);
    return string;
}
