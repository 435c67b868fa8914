/*
 * output.h - what the tool prints: listings as a table, JSON Lines or CSV.
 *
 * Layer: the tool, internal.  JSON is what the daemon said, one object a line; a table
 * and CSV show chosen keys of it; a table says of a long list of objects how it begins
 * and how many more there are.  Rows are printed page by page, so that a listing of
 * any length needs the memory of one page; a table's columns only ever grow.
 */
#ifndef JALON_JALON_OUTPUT_H
#define JALON_JALON_OUTPUT_H

#include <stdbool.h>

#include <jansson.h>

#include "jalon/base/buf.h"
#include "tool.h"

#define COLUMNS_MAX 16 /* of a listing; plan has the most, 14 */

/* A column of a table; lists of them end with a row of NULLs. */
struct column {
    const char *key;   /* of the object; also the column's name in CSV */
    const char *title; /* a msgid */
};

struct listing {
    const struct tool *tool;      /* borrowed */
    const struct column *columns; /* borrowed */
    size_t column_count;
    bool whole;                /* a table shows long lists of objects to their end */
    bool started;              /* the heading is printed */
    size_t width[COLUMNS_MAX]; /* of the widest cell so far, in characters */
    char **cells;              /* of the page, row by row */
    size_t cell_count, cell_capacity;
};

/* Begins LISTING, to be ended with listing_end(), in TOOL's form.  COLUMNS and TOOL are
 * borrowed while it lives. */
void listing_begin(struct listing *listing, const struct tool *tool,
                   const struct column *columns);

/* Adds a row; ITEM is borrowed for the call. */
void listing_add(struct listing *listing, const json_t *item);

/* Adds a row for each of the JSON objects in LINES, one a line. */
void listing_add_lines(struct listing *listing, const struct buf *lines);

/* Prints the rows added since the last call. */
void listing_flush(struct listing *listing);

/* Prints what is left and frees what LISTING holds.  A table without a row has no
 * heading either; CSV always has one. */
void listing_end(struct listing *listing);

/* Prints ITEMS, a JSON array, as a whole listing. */
void listing_print(const struct tool *tool, const struct column *columns,
                   const json_t *items);

/* Prints OBJECT: as JSON, or else as a listing of its keys and values, those of objects
 * in it after their own key and a dot. */
void output_object(const struct tool *tool, json_t *object);

/* The same, with the list of objects that OBJECT has under KEY as a table below it, whose
 * COLUMNS are as those of a listing; OBJECT is left without the list then. */
void output_object_and_list(const struct tool *tool, json_t *object, const char *key,
                            const struct column *columns);

/* Adds VALUE as a person reads it: lists joined by commas, null as nothing, without a
 * control character. */
void output_add_value(struct buf *out, json_t *value);

#endif /* JALON_JALON_OUTPUT_H */
