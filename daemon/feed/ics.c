#include "ics.h"

#include <string.h>

#define LINE_OCTETS    75 /* RFC 5545, 3.1, without the line break */
#define SECONDS_OF_DAY 86400

void ics_init(struct ics *ics, struct buf *out)
{
    *ics = (struct ics){.out = out};
}

void ics_done(struct ics *ics)
{
    buf_done(&ics->line);
}

static bool continues_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The end of the piece of LINE that starts at START and fits into ROOM octets without
 * cutting a character in two. */
static size_t piece_end(const struct buf *line, size_t start, size_t room)
{
    size_t end = start + room;

    if (end >= line->length)
        return line->length;
    while (end > start + 1 && continues_character(line->data[end]))
        end--;
    return end;
}

/* Ends the line under way and starts the next one. */
static void finish(struct ics *ics)
{
    size_t end = piece_end(&ics->line, 0, LINE_OCTETS);

    buf_add_bytes(ics->out, ics->line.data, end);
    for (size_t at = end; at < ics->line.length; at = end) {
        end = piece_end(&ics->line, at, LINE_OCTETS - 1);
        buf_add_bytes(ics->out, "\r\n ", 3);
        buf_add_bytes(ics->out, ics->line.data + at, end - at);
    }
    buf_add_bytes(ics->out, "\r\n", 2);
    buf_clear(&ics->line);
}

static void start(struct ics *ics, const char *name)
{
    buf_add(&ics->line, name);
    buf_add_char(&ics->line, ':');
}

void ics_line(struct ics *ics, const char *line)
{
    buf_add(ics->out, line);
    buf_add_bytes(ics->out, "\r\n", 2);
}

/* What is written for C, which cannot stand in a TEXT as it is. */
static const char *escaped(char c)
{
    switch (c) {
    case '\\':
        return "\\\\";
    case ';':
        return "\\;";
    case ',':
        return "\\,";
    case '\n':
        return "\\n";
    }
    return "";
}

/* A letter mostly, which is known at once. */
static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;

    if (byte > '\\')
        return byte != 0x7F;
    return byte >= ' ' && byte != ',' && byte != ';' && byte != '\\';
}

void ics_text(struct ics *ics, const char *name, const char *value)
{
    start(ics, name);
    while (*value) {
        const char *from = value;
        while (is_plain(*value))
            value++;
        buf_add_bytes(&ics->line, from, (size_t)(value - from));
        if (*value)
            buf_add(&ics->line, escaped(*value++));
    }
    finish(ics);
}

void ics_number(struct ics *ics, const char *name, long long value)
{
    start(ics, name);
    buf_add_number(&ics->line, value);
    finish(ics);
}

void ics_uri(struct ics *ics, const char *name, const char *value)
{
    start(ics, name);
    for (; *value; value++) {
        unsigned char c = (unsigned char)*value;
        if (c <= ' ' || c >= 0x7F)
            buf_addf(&ics->line, "%%%02X", c);
        else
            buf_add_char(&ics->line, *value);
    }
    finish(ics);
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

void ics_date(struct ics *ics, const char *name, struct date value)
{
    char text[] = "YYYYMMDD";

    put_date(text, value);
    buf_add(&ics->line, name);
    buf_add(&ics->line, ";VALUE=DATE:");
    buf_add(&ics->line, text);
    finish(ics);
}

void ics_instant(struct ics *ics, const char *name, struct instant value)
{
    int second = (int)(value.s % SECONDS_OF_DAY);
    char text[] = "YYYYMMDDThhmmssZ";

    put_date(text, (struct date){(int32_t)(value.s / SECONDS_OF_DAY)});
    put_digits(text + 9, 2, second / 3600);
    put_digits(text + 11, 2, second / 60 % 60);
    put_digits(text + 13, 2, second % 60);
    start(ics, name);
    buf_add(&ics->line, text);
    finish(ics);
}
