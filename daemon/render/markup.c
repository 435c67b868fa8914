#include "markup.h"

#include <string.h>

#include "jalon/base/text.h"
#include "jalon/render/render.h"

#define REPLACEMENT "\uFFFD"

const struct markup markup_plain = {.instead = {0}};

const struct markup markup_html = {
    .instead = {['&'] = "&amp;",
                ['<'] = "&lt;",
                ['>'] = "&gt;",
                ['"'] = "&quot;",
                ['\''] = "&#39;"},
};

/* Cuts the next character off *TEXT into PIECE.  Bytes that are no UTF-8 come one by
 * one: a server's answer or an old file may hold anything. */
static void cut(char piece[5], const char **text)
{
    size_t size = text_prefix(*text, 1, 4);

    if (!size || !text_is_utf8(*text, size))
        size = 1;
    memset(piece, 0, 5);
    memcpy(piece, *text, size);
    *text += size;
}

/* What is written for the one character that PIECE holds. */
static const char *written(const struct markup *markup, const char *piece)
{
    unsigned char first = (unsigned char)piece[0];

    if (!text_is_utf8(piece, strlen(piece)))
        return REPLACEMENT;
    if (text_has_control(piece))
        return " ";
    if (first < 128 && markup->instead[first])
        return markup->instead[first];
    return piece;
}

void markup_add(struct buf *out, const struct markup *markup, const char *text,
                size_t characters)
{
    size_t used = 0;
    size_t fits = out->length; /* where the text ends that leaves room for a "…" */

    /* Counted as it is written: "&amp;" takes five of what a service allows. */
    while (*text) {
        char piece[5];
        cut(piece, &text);
        const char *added = written(markup, piece);

        used += text_length(added);
        if (used > characters) {
            out->length = fits;
            buf_add(out, "…");
            return;
        }
        buf_add(out, added);
        if (used < characters)
            fits = out->length;
    }
}

void render_html_text(struct buf *out, const char *text)
{
    markup_add(out, &markup_html, text, MARKUP_NO_LIMIT);
}
