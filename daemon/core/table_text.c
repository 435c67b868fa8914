#include <string.h>

#include "jalon/base/text.h"
#include "table_parts.h"

/* Windows-1252 is ISO-8859-1 but for 0x80 to 0x9F, where it has these; "" is unused. */
static const char windows[32][4] = {
    "€", "",  "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "",
    "",  "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
};

void table_decode(struct buf *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte >= 0x80 && byte < 0xA0)
            buf_add(out, windows[byte - 0x80]);
        else
            text_add_latin1(out, &bytes[i], 1);
    }
}

/* TEXT on one line: newlines and tabs become spaces, carriage returns go. */
static void join_lines(char *text)
{
    char *to = text;

    for (const char *from = text; *from; from++)
        if (*from != '\r')
            *to++ = *from == '\n' || *from == '\t' ? ' ' : *from;
    *to = '\0';
}

const char *table_clean(char *text)
{
    size_t blank;

    join_lines(text);
    while ((blank = text_blank_size(text)) > 0)
        text += blank;
    size_t end = 0;
    for (size_t at = 0; text[at]; at += blank ? blank : 1) {
        blank = text_blank_size(text + at);
        if (!blank)
            end = at + 1;
    }
    text[end] = '\0';
    /* An export of a database writes its absent values so, and no client is called it. */
    return !*text || text_equal(text, "null") || text_equal(text, "NULL") ? NULL : text;
}

void table_pack(struct buf *out, const char *text)
{
    while (*text) {
        size_t blank = text_blank_size(text);
        if (!blank)
            buf_add_char(out, *text++);
        text += blank;
    }
}

int table_each_part(const char *text, table_part_cb cb, void *context, struct err *err)
{
    struct buf part = {0};
    int rc = 0;

    while (rc == 0 && *text) {
        size_t length = strcspn(text, "|;,/");
        buf_clear(&part);
        buf_add_bytes(&part, text, length);
        const char *clean = table_clean(part.data);
        if (clean)
            rc = cb(context, clean, err);
        text += length + (text[length] != '\0');
    }
    buf_done(&part);
    return rc;
}
