#include "ics.h"

#include <limits.h>
#include <string.h>

#define LINE_OCTETS 75 /* RFC 5545, 3.1, without the line break */

/* -- lines ----------------------------------------------------------------------- */

/* One under way. */
struct line {
    struct buf *out;
    size_t octets; /* since the last line break */
};

static struct line start(struct buf *out, const char *name)
{
    size_t before = out->length;

    buf_add(out, name);
    buf_add_char(out, ':');
    return (struct line){out, out->length - before};
}

static void finish(struct buf *out)
{
    buf_add(out, "\r\n");
}

static bool continues_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* How many of the LENGTH bytes fit into ROOM octets without cutting a character, of four
 * bytes at most, in two. */
static size_t fitting(const char *bytes, size_t length, size_t room)
{
    size_t end = room;

    if (length <= room)
        return length;
    while (end > 0 && room - end < 3 && continues_character(bytes[end]))
        end--;
    return end;
}

/* Adds the LENGTH bytes to LINE, folded where it is full. */
static void add(struct line *line, const char *bytes, size_t length)
{
    size_t end = fitting(bytes, length, LINE_OCTETS - line->octets);

    buf_add_bytes(line->out, bytes, end);
    line->octets += end;
    for (size_t at = end; at < length; at += end) {
        end = fitting(bytes + at, length - at, LINE_OCTETS - 1);
        buf_add(line->out, "\r\n ");
        buf_add_bytes(line->out, bytes + at, end);
        line->octets = 1 + end;
    }
}

void ics_line(struct buf *out, const char *line)
{
    buf_add(out, line);
    finish(out);
}

/* -- values ---------------------------------------------------------------------- */

/* What is written for the bytes that cannot stand in a TEXT as they are, "" being
 * nothing; NULL for the others. */
/* clang-format off */
static const char *const instead[UCHAR_MAX + 1] = {
    "", "", "", "", "", "", "", "", "", "", "\\n", "", "", "", "", "", /* 0x00 */
    "", "", "", "", "", "", "", "", "", "", "",    "", "", "", "", "", /* 0x10 */
    [','] = "\\,", [';'] = "\\;", ['\\'] = "\\\\", [0x7F] = "",
};
/* clang-format on */

void ics_text(struct buf *out, const char *name, const char *value)
{
    struct line line = start(out, name);

    while (*value) {
        const char *from = value;
        while (!instead[(unsigned char)*value])
            value++;
        add(&line, from, (size_t)(value - from));
        if (*value) {
            const char *escape = instead[(unsigned char)*value++];
            add(&line, escape, strlen(escape));
        }
    }
    finish(out);
}

void ics_number(struct buf *out, const char *name, long long value)
{
    (void)start(out, name);
    buf_add_number(out, value);
    finish(out);
}

/* A URI is not escaped as a TEXT is: its commas and semicolons are its own. */
void ics_uri(struct buf *out, const char *name, const char *value)
{
    static const char digits[] = "0123456789ABCDEF";
    struct line line = start(out, name);

    while (*value) {
        const char *from = value;
        while (*value > ' ' && *value < 0x7F)
            value++;
        add(&line, from, (size_t)(value - from));
        if (*value) {
            unsigned char c = (unsigned char)*value++;
            add(&line, (const char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
        }
    }
    finish(out);
}

/* Writes VALUE as COUNT digits.  Printing is most of the work of a feed, and printf(3) is
 * ten times slower at it. */
static void put_digits(char *text, int count, int value)
{
    while (count-- > 0) {
        text[count] = (char)('0' + value % 10);
        value /= 10;
    }
}

static void put_date(char *text, struct date date)
{
    struct civil civil = date_civil(date);

    put_digits(text, 4, civil.year);
    put_digits(text + 4, 2, civil.month);
    put_digits(text + 6, 2, civil.day);
}

void ics_date(struct buf *out, const char *name, struct date value)
{
    buf_add(out, name);
    buf_add(out, ";VALUE=DATE:");
    put_date(buf_extend(out, strlen("YYYYMMDD")), value);
    finish(out);
}

void ics_instant(struct buf *out, const char *name, struct instant value)
{
    struct wall_time utc = instant_wall_time(value, 0);

    (void)start(out, name);
    char *text = buf_extend(out, strlen("YYYYMMDDThhmmssZ"));
    put_date(text, utc.day);
    text[8] = 'T';
    put_digits(text + 9, 2, utc.second / 3600);
    put_digits(text + 11, 2, utc.second / 60 % 60);
    put_digits(text + 13, 2, utc.second % 60);
    text[15] = 'Z';
    finish(out);
}
