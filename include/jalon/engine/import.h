/*
 * import.h - many organizations at once, from a file.
 *
 * Layer: engine.  The caller opens a batch around it, and so decides whether what was
 * read is kept.
 */
#ifndef JALON_ENGINE_IMPORT_H
#define JALON_ENGINE_IMPORT_H

#include <stddef.h>

#include "jalon/engine/engine.h"

/* The forms of file. */
enum import_format {
    IMPORT_JSON_LINES,  /* "jsonl": one document a line */
    IMPORT_CSV,         /* "csv": a spreadsheet, table.h */
    IMPORT_PUBLIC_LIST, /* "public-list": that of training organizations */
    IMPORT_FORMAT_COUNT,
};

/* Reads one of those names.  0, or -1 with *OUT untouched and ERR_INVALID. */
int import_format_parse(enum import_format *out, const char *name, struct err *err);

/* A file; borrowed. */
struct import_file {
    enum import_format format;
    const char *text; /* LENGTH bytes and a NUL */
    size_t length;
};

/* What one line came to; borrowed for the call. */
struct import_line {
    int number;                              /* from 1 */
    const struct organization *organization; /* NULL where it was refused */
    enum change change;                      /* of the organization */
    const char *reason;                      /* why it was refused; NULL: it was not */
    const char *column; /* the heading, "" where it has none, of a column that is left
                         * aside, and REASON says so: nothing is refused; else NULL */
};

typedef void (*import_cb)(void *context, const struct import_line *line);

/* Reads FILE and writes each organization by ACTOR; CB is told of each line that holds
 * anything, and of each column that is left aside.  0 whatever was refused, or -1
 * where going on is of no use. */
int import_run(struct engine *engine, const struct import_file *file,
               const struct actor *actor, import_cb cb, void *context, struct err *err);

/* The form that the LENGTH bytes of TEXT, and a NUL, seem to have. */
enum import_format import_guess(const char *text, size_t length);

#endif /* JALON_ENGINE_IMPORT_H */
