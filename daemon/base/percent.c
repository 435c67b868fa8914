#include "jalon/base/percent.h"

#include <string.h>

#include "jalon/base/text.h"

void percent_encode(struct buf *out, const char *text)
{
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "abcdefghijklmnopqrstuvwxyz0123456789-._~";

    for (; *text; text++)
        if (strchr(unreserved, *text))
            buf_add_char(out, *text);
        else
            buf_addf(out, "%%%02X", (unsigned char)*text);
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    char lower = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
    const char *found = lower ? strchr(digits, lower) : NULL;

    return found ? (int)(found - digits) : -1;
}

/* The byte that the escape at TEXT, of LENGTH bytes left, stands for; -1: none. */
static int escaped_byte(const char *text, size_t length)
{
    int high = length >= 3 ? hex_digit(text[1]) : -1;
    int low = length >= 3 ? hex_digit(text[2]) : -1;

    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

char *percent_decode(const char *text, size_t length)
{
    struct buf out = {0};

    for (size_t i = 0; i < length; i++) {
        int byte = (unsigned char)text[i];
        if (text[i] == '%') {
            byte = escaped_byte(text + i, length - i);
            i += 2;
        }
        /* A NUL, too: to whoever reads the text it would end there. */
        if (byte <= 0)
            goto out;
        buf_add_char(&out, (char)byte);
    }
    if (text_is_utf8(buf_text(&out), out.length))
        return buf_take(&out);

out:
    buf_done(&out);
    return NULL;
}
