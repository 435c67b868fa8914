/* What a stranger sends is shown in terminals, pages and mails: nothing in it may steer
 * one of them or break a line. */
#include "answer.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

static void replace_controls(char *text)
{
    for (unsigned char *c = (unsigned char *)text; *c; c++) {
        if (*c < ' ' || *c == 0x7F)
            *c = ' ';
        /* U+0080 to U+009F are control characters of two bytes. */
        if (*c == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0)
            c[0] = c[1] = ' ';
    }
}

static void replace_bytes(char *text)
{
    for (char *c = text; *c; c++)
        if ((unsigned char)*c >= 0x80)
            *c = '?';
}

/* One blank for each run of them, none at the ends. */
static void squeeze(char *text)
{
    char *to = text;

    for (const char *from = text; *from; from++)
        if (*from != ' ' || (to != text && to[-1] != ' '))
            *to++ = *from;
    if (to != text && to[-1] == ' ')
        to--;
    *to = '\0';
}

void answer_add(struct buf *out, const char *text)
{
    char *copy = mem_strdup(text);

    if (!text_is_utf8(copy, strlen(copy)))
        replace_bytes(copy);
    replace_controls(copy);
    squeeze(copy);
    text_add_short(out, copy, ANSWER_CHARACTERS);
    free(copy);
}
