/* RFC 5322, 2045 and 2047, as far as a mail of ours needs them. */

#include "mime.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "markup.h"

#define COLUMNS_MAX 76 /* of a line with an encoded word, and of quoted-printable */
#define WORD_START  "=?UTF-8?Q?"
#define WORD_END    "?="

/* -- encoded words --------------------------------------------------------------- */

/* What RFC 2047 lets stand for itself in the name of an address, the strictest place. */
static bool is_harmless(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '/' || c == '+';
}

/* Adds the character of SIZE bytes at TEXT as the Q encoding writes it. */
static void add_q(struct buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (is_harmless(text[i]))
            buf_add_char(out, text[i]);
        else if (text[i] == ' ')
            buf_add_char(out, '_');
        else
            buf_addf(out, "=%02X", (unsigned)(unsigned char)text[i]);
    }
}

/* Adds TEXT as encoded words, each on a line of its own, no character split between two;
 * the first line has COLUMN columns already. */
static void add_words(struct buf *out, const char *text, size_t column)
{
    size_t overhead = strlen(WORD_START) + strlen(WORD_END);
    struct buf word = {0};

    while (*text) {
        struct buf piece = {0};
        /* RFC 2047, 5: a character may not be split between two words. */
        size_t size = text_prefix(text, 1, 4);

        add_q(&piece, text, size);
        if (column + overhead + word.length + piece.length > COLUMNS_MAX) {
            buf_addf(out, WORD_START "%s" WORD_END MIME_LINE " ", buf_text(&word));
            buf_clear(&word);
            column = 1;
        }
        buf_add(&word, buf_text(&piece));
        buf_done(&piece);
        text += size;
    }
    buf_addf(out, WORD_START "%s" WORD_END, buf_text(&word));
    buf_done(&word);
}

static bool is_printable_ascii(const char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

/* -- header lines ---------------------------------------------------------------- */

/* "=?" in a text that is otherwise plain would be read as the start of a word. */
void mime_text(struct buf *out, const char *name, const char *text)
{
    struct buf clean = {0};
    size_t column = strlen(name) + strlen(": ");

    markup_add(&clean, &markup_plain, text, MARKUP_NO_LIMIT);
    const char *value = buf_text(&clean);
    buf_addf(out, "%s: ", name);
    if (is_printable_ascii(value) && !strstr(value, "=?") &&
        column + clean.length <= COLUMNS_MAX)
        buf_add(out, value);
    else
        add_words(out, value, column);
    buf_add(out, MIME_LINE);
    buf_done(&clean);
}

/* Adds what of VALUE is printable ASCII. */
static void add_token(struct buf *out, const char *value)
{
    for (; *value; value++)
        if (*value >= ' ' && *value <= '~')
            buf_add_char(out, *value);
}

void mime_token(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, "%s: ", name);
    add_token(out, value);
    buf_add(out, MIME_LINE);
}

/* The display name before the '<' of MAILBOX, without blanks and quotes around it. */
static void add_name(struct buf *out, const char *mailbox, size_t length)
{
    static const char around[] = " \"";

    while (length && strchr(around, *mailbox)) {
        mailbox++;
        length--;
    }
    while (length && strchr(around, mailbox[length - 1]))
        length--;
    char *name = mem_strndup(mailbox, length);
    markup_add(out, &markup_plain, name, MARKUP_NO_LIMIT);
    free(name);
}

/* Adds the name as a quoted string, or in encoded words where that cannot hold it.  Never
 * bare: a name may hold a comma or a dot, which part addresses. */
static void add_display(struct buf *out, const char *name, size_t column)
{
    if (is_printable_ascii(name) && !strpbrk(name, "\"\\")) {
        buf_addf(out, "\"%s\" ", name);
        return;
    }
    add_words(out, name, column);
    buf_add(out, MIME_LINE " ");
}

void mime_mailbox(struct buf *out, const char *name, const char *mailbox)
{
    const char *address = strrchr(mailbox, '<');
    struct buf display = {0};

    if (address)
        add_name(&display, mailbox, (size_t)(address - mailbox));
    buf_addf(out, "%s: ", name);
    if (display.length)
        add_display(out, buf_text(&display), strlen(name) + strlen(": "));
    add_token(out, address ? address : mailbox);
    buf_add(out, MIME_LINE);
    buf_done(&display);
}

void mime_date(struct buf *out, const char *name, struct instant instant)
{
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct wall_time utc = instant_wall_time(instant, 0);
    struct civil civil = date_civil(utc.day);

    buf_addf(out, "%s: %s, %02d %s %04d %02d:%02d:%02d +0000" MIME_LINE, name,
             days[date_weekday(utc.day)], civil.day, months[civil.month - 1], civil.year,
             utc.second / 3600, utc.second / 60 % 60, utc.second % 60);
}

/* -- bodies ---------------------------------------------------------------------- */

/* Whether C may stand for itself; a blank may not before a line's end, where it would be
 * lost on the way. */
static bool is_literal(char c, char next)
{
    if (c == ' ' || c == '\t')
        return next && next != '\r' && next != '\n';
    return c > ' ' && c <= '~' && c != '=';
}

/* Adds the byte at AT to a line of COLUMN columns, or to the next where it is full.
 * Returns how many columns the line has then. */
static size_t add_byte(struct buf *out, size_t column, const char *at)
{
    bool literal = is_literal(at[0], at[1]);
    size_t width = literal ? 1 : strlen("=3D");

    if (column + width > COLUMNS_MAX - strlen("=")) {
        buf_add(out, "=" MIME_LINE);
        column = 0;
    }
    if (literal)
        buf_add_char(out, *at);
    else
        buf_addf(out, "=%02X", (unsigned)(unsigned char)*at);
    return column + width;
}

void mime_quoted_printable(struct buf *out, const char *text)
{
    size_t column = 0;

    for (; *text; text++) {
        if (*text == '\n') {
            buf_add(out, MIME_LINE);
            column = 0;
        } else if (*text != '\r' || text[1] != '\n')
            column = add_byte(out, column, text);
    }
    if (column)
        buf_add(out, MIME_LINE);
}
