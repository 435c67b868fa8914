/*
 * csv.h - RFC 4180 records, as spreadsheets write them.
 *
 * Layer: core.  A reader over text in memory, and the encoding of a field.  Quoted fields
 * may hold separators, doubled quotes and newlines; records end with LF, CR LF or, as on
 * old Macintoshes, CR; blank lines between them are skipped.  A reader with no options:
 * French spreadsheets write ';' and others ',', and which it is shows in the first line.
 */
#ifndef JALON_CORE_CSV_H
#define JALON_CORE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

/* A place in a text.  A value: a copy goes on from the same place by itself. */
struct csv_reader {
    const char *at, *end; /* what is left to read; borrowed */
    char separator;       /* ';' or ',' */
    int line;             /* of the record that comes next, from 1 */
};

struct csv_record {
    char **fields; /* each NUL-terminated, owned; good until the next csv_next() */
    size_t count;  /* of fields */
    size_t capacity;
    int line; /* on which it starts */
};

/* Starts reading LENGTH bytes of UTF-8 at TEXT, after its BOM if it has one; the
 * separator is the one that the first line holds more of, outside quotes. */
void csv_open(struct csv_reader *reader, const char *text, size_t length);

/* Reads the next record into RECORD, which is reused from call to call.
 * Returns 1, 0 at the end, or -1 with ERR_INVALID (a NUL, a quote that is never closed or
 * that runs on, over lines, to where the next one opens);
 * reading can go on after an error, with the line after. */
int csv_next(struct csv_reader *reader, struct csv_record *record, struct err *err);

/* Frees what RECORD holds; {0} is an empty one. */
void csv_record_done(struct csv_record *record);

/* Adds FIELD to OUT, quoted where needed.  What a spreadsheet would take for a formula
 * (a leading = + - @ TAB CR) gets a ' before it: names come from forms and lists that
 * anybody may have filled in, and are opened in a spreadsheet by somebody else. */
void csv_add_field(struct buf *out, const char *field, char separator);

#endif /* JALON_CORE_CSV_H */
