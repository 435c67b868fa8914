/*
 * table.h - rows of a spreadsheet or of the public list, as organizations.
 *
 * Layer: core.  Header names are mapped in French and English, whatever their case,
 * accents, blanks and underscores ("Raison sociale", "RAISON_SOCIALE", "name").  The
 * public list of training organizations is known by its own columns; it brings names,
 * NDA, SIRET and categories, never a date.
 */
#ifndef JALON_CORE_TABLE_H
#define JALON_CORE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/err.h"
#include "jalon/core/date.h"
#include "jalon/core/holidays.h"
#include "jalon/core/organization.h"

/* What the rows are expected to be. */
enum table_format {
    TABLE_CSV, /* any spreadsheet with a header line that names a SIRET or an id */
    TABLE_PUBLIC_LIST, /* the 30 columns of the public list */
};

/* Opaque: a file under way, and the row last read. */
struct table;

/* Opens LENGTH bytes at TEXT, borrowed while the table lives: UTF-8 with or without BOM,
 * or what French spreadsheets write (Windows-1252), which is recognized.  Returns 0 with
 * *OUT for table_close(), or -1 with ERR_INVALID: no header, columns that name neither,
 * two columns for one thing. */
int table_open(struct table **out, enum table_format format, const char *text,
               size_t length, struct err *err);

/* Frees TABLE, but not the text it was opened over; NULL is none. */
void table_close(struct table *table);

/* The heading of the column INDEX, from 0, of those that are about nothing here and so
 * are left aside: on one line, borrowed while TABLE lives; NULL behind the last. Nameless
 * ones do not count, nor do, in the public list, those that are its own. */
const char *table_unknown(const struct table *table, size_t index);

/* Whether something stood under no heading in the rows read so far: then *LINE is of the
 * first such row, and *COLUMN, from 1, where it stands in it. */
bool table_nameless(const struct table *table, int *line, size_t *column);

/* The line on which the headings stand. */
int table_header_line(const struct table *table);

/* Reads the next row that holds anything.
 * Returns 1 with the row's id in ID and its LINE set, 0 at the end, or -1 with LINE set
 * and ERR_INVALID (no id, a SIRET that is none, an id that an earlier row had); reading
 * can go on after an error, with the row after. */
int table_next(struct table *table, char id[ORGANIZATION_ID_SIZE], int *line,
               struct err *err);

/* Whether the row last read named its id; else that is its SIRET. */
bool table_names_id(const struct table *table);

/* Lays the row last read over ORGANIZATION, which is new (organization_init) or as the
 * store has it: columns that the table lacks and empty fields leave what was there;
 * facts that it already has are not added again; a new target is a fact of TODAY.
 * Returns 0, or -1 with ERR_INVALID and ORGANIZATION fit only for organization_done(). */
int table_apply(const struct table *table, struct organization *organization,
                struct date today, const struct holidays *holidays, struct err *err);

#endif /* JALON_CORE_TABLE_H */
