#include "jalon/core/csv.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"

/* -- reading --------------------------------------------------------------------- */

/* The bytes of the newline at AT: 0 where there is none. */
static size_t newline_size(const char *at, const char *end)
{
    if (at < end && *at == '\n')
        return 1;
    if (at < end && *at == '\r')
        return at + 1 < end && at[1] == '\n' ? 2 : 1;
    return 0;
}

/* The header decides, and a comma within quotes is one of a name. */
static char find_separator(const char *at, const char *end)
{
    size_t commas = 0, semicolons = 0;
    bool quoted = false;

    while (newline_size(at, end))
        at += newline_size(at, end);
    for (; at < end && (quoted || !newline_size(at, end)); at++) {
        if (*at == '"')
            quoted = !quoted;
        commas += !quoted && *at == ',';
        semicolons += !quoted && *at == ';';
    }
    return semicolons > commas ? ';' : ',';
}

void csv_open(struct csv_reader *reader, const char *text, size_t length)
{
    static const char bom[] = "\xEF\xBB\xBF";

    if (length >= 3 && memcmp(text, bom, 3) == 0) {
        text += 3;
        length -= 3;
    }
    *reader = (struct csv_reader){
        .at = text,
        .end = text + length,
        .separator = find_separator(text, text + length),
        .line = 1,
    };
}

/* After an error there is no telling where a record would end; a line is a fair guess,
 * and whoever mends the file sees the next errors at once. */
static void skip_line(struct csv_reader *reader)
{
    const char *at = reader->at;

    while (at < reader->end && !newline_size(at, reader->end))
        at++;
    reader->at = at + newline_size(at, reader->end);
    reader->line++;
}

static void skip_blank_lines(struct csv_reader *reader)
{
    while (newline_size(reader->at, reader->end))
        skip_line(reader);
}

/* Reads from after the opening quote.  Returns what comes after the closing one, or NULL
 * where there is none. */
static const char *read_quoted(struct buf *field, const char *at, const char *end)
{
    for (; at < end; at++) {
        if (*at != '"') {
            buf_add_char(field, *at);
            continue;
        }
        if (at + 1 == end || at[1] != '"')
            return at + 1;
        buf_add_char(field, '"');
        at++;
    }
    return NULL;
}

static bool ends_field(const char *at, const struct csv_reader *reader)
{
    return at == reader->end || *at == reader->separator || newline_size(at, reader->end);
}

/* A quote in the middle of a field stands for itself: 12" is a size. */
static const char *read_plain(struct buf *field, const char *at,
                              const struct csv_reader *reader)
{
    const char *start = at;

    while (!ends_field(at, reader))
        at++;
    buf_add_bytes(field, start, (size_t)(at - start));
    return at;
}

/* Whether the quoted text before AT, now FIELD, is that of several records: its quote was
 * never closed, and ran on to the one that opens a later field. */
static bool ran_on(const struct buf *field, const char *at,
                   const struct csv_reader *reader)
{
    return strpbrk(buf_text(field), "\r\n") && !ends_field(at, reader);
}

/* Adds the field at AT to RECORD.  Returns what comes after it, or NULL. */
static const char *read_field(struct csv_record *record, const char *at,
                              const struct csv_reader *reader)
{
    struct buf field = {0};

    if (at < reader->end && *at == '"')
        at = read_quoted(&field, at + 1, reader->end);
    if (at && ran_on(&field, at, reader))
        at = NULL;
    if (at)
        at = read_plain(&field, at, reader);
    record->fields = mem_grow(record->fields, record->count, &record->capacity,
                              sizeof(*record->fields));
    record->fields[record->count++] = mem_strndup(buf_text(&field), field.length);
    buf_done(&field);
    return at;
}

static void clear_record(struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        free(record->fields[i]);
    record->count = 0;
}

static int count_newlines(const char *at, const char *end)
{
    int count = 0;

    while (at < end) {
        size_t size = newline_size(at, end);
        count += size > 0;
        at += size ? size : 1;
    }
    return count;
}

int csv_next(struct csv_reader *reader, struct csv_record *record, struct err *err)
{
    clear_record(record);
    skip_blank_lines(reader);
    if (reader->at == reader->end)
        return 0;
    record->line = reader->line;

    const char *at = read_field(record, reader->at, reader);
    while (at && at < reader->end && *at == reader->separator)
        at = read_field(record, at + 1, reader);
    if (!at) {
        skip_line(reader);
        return err_set(err, ERR_INVALID, N_("a quote is never closed"));
    }
    /* Fields are C strings from here on: what is behind a NUL would be lost in silence.
     */
    if (memchr(reader->at, '\0', (size_t)(at - reader->at))) {
        skip_line(reader);
        return err_set(err, ERR_INVALID, N_("there is a NUL byte"));
    }

    at += newline_size(at, reader->end);
    reader->line += count_newlines(reader->at, at);
    reader->at = at;
    return 1;
}

void csv_record_done(struct csv_record *record)
{
    clear_record(record);
    free(record->fields);
    *record = (struct csv_record){0};
}

/* -- writing --------------------------------------------------------------------- */

/* RFC 4180, 2: what would end the field or the record. */
static bool needs_quotes(const char *field, char separator)
{
    const char special[] = {separator, '"', '\r', '\n', '\0'};

    return field[strcspn(field, special)] != '\0';
}

void csv_add_field(struct buf *out, const char *field, char separator)
{
    bool quoted = needs_quotes(field, separator);

    if (quoted)
        buf_add_char(out, '"');
    if (*field && strchr("=+-@\t\r", *field))
        buf_add_char(out, '\'');
    for (; *field; field++) {
        if (*field == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *field);
    }
    if (quoted)
        buf_add_char(out, '"');
}
