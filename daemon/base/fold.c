#include "jalon/base/fold.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* U+00C0 to U+00FF; a space stands for what is no letter.  All accented letters of French
 * but three lie here; in UTF-8 they are C3 and a byte from 80 to BF. */
static const char *const latin1[64] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y",
};

/* What the two bytes at C, a letter beyond ASCII, are reduced to; NULL: they stay.  The
 * three others are Œ, œ and Ÿ, which ISO-8859-1 forgot. */
static const char *reduced(const unsigned char *c)
{
    if (c[0] == 0xC3 && c[1] >= 0x80)
        return latin1[c[1] - 0x80];
    if (c[0] == 0xC5 && (c[1] == 0x92 || c[1] == 0x93))
        return "oe";
    if (c[0] == 0xC5 && c[1] == 0xB8)
        return "y";
    return NULL;
}

/* Not tolower(): it asks the locale, and a search may not depend on the machine. */
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

void fold_text(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        const char *letters = reduced((const unsigned char *)c);
        if (!letters) {
            buf_add_char(out, lower(*c));
            continue;
        }
        buf_add(out, letters);
        c++;
    }
}

static bool stands_in_a_slug(char c)
{
    return isalnum((unsigned char)c) || (c && strchr("._", c));
}

void fold_slug(struct buf *out, const char *text)
{
    struct buf folded = {0};
    size_t start = out->length;
    bool gap = false;

    fold_text(&folded, text);
    for (const char *c = buf_text(&folded); *c; c++) {
        if (!stands_in_a_slug(*c)) {
            gap = true;
            continue;
        }
        if (gap && out->length > start)
            buf_add_char(out, '-');
        gap = false;
        buf_add_char(out, *c);
    }
    if (out->length == start)
        buf_add_char(out, 'x');
    buf_done(&folded);
}
