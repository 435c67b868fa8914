/*
 * table_parts.h - what the files of the table module share.
 *
 * Layer: core, inside it only.  table.c opens a file and walks along its rows,
 * table_columns.c knows the headers, table_text.c the bytes, table_cells.c the values,
 * and table_apply.c lays a row over an organization.
 */
#ifndef JALON_CORE_TABLE_PARTS_H
#define JALON_CORE_TABLE_PARTS_H

#include "id_lines.h"
#include "jalon/base/buf.h"
#include "jalon/core/csv.h"
#include "jalon/core/organization.h"
#include "jalon/core/table.h"

/* What a column can be about; one that is about nothing here is left alone. */
enum table_column {
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_SIRET,
    COLUMN_NDA,
    COLUMN_CATEGORIES, /* names of several in one cell */
    COLUMN_AF,         /* a truth for each of them */
    COLUMN_BC,
    COLUMN_VAE,
    COLUMN_CFA,
    COLUMN_TURNOVER,
    COLUMN_SITES,
    COLUMN_ZONE,
    COLUMN_TIMEZONE,
    COLUMN_LANGUAGE,
    COLUMN_OWNER,
    COLUMN_TAGS,
    COLUMN_CERTIFIER,
    COLUMN_EMAIL, /* of one contact */
    COLUMN_CONTACT,
    COLUMN_STARTS, /* of the certificate */
    COLUMN_ENDS,
    COLUMN_NUMBER,
    COLUMN_SURVEILLANCE, /* the day on which the audit was held */
    COLUMN_TARGET,
    COLUMN_COUNT,
};

/* An open file and the row last read. */
struct table {
    struct buf decoded;           /* the text in UTF-8 where it came otherwise */
    struct csv_reader reader;     /* borrows the text, or decoded */
    struct csv_record record;     /* owns what cells borrow */
    char *headers[COLUMN_COUNT];  /* as the file has them; NULL where it lacks one */
    size_t indexes[COLUMN_COUNT]; /* of its field in a record, where it has a header */
    char **unknown;               /* the headers that no column is called */
    size_t unknown_count, unknown_capacity;
    int header_line;
    size_t header_count; /* the columns of the file, known or not */
    bool *nameless;      /* of each of them: its heading says nothing */
    int nameless_line;   /* of the first row with something in such a one; 0: none yet */
    size_t nameless_column; /* which one that is, from 1 */

    /* The row last read. */
    const char *cells[COLUMN_COUNT]; /* clean; NULL where there is nothing */
    char id[ORGANIZATION_ID_SIZE];
    char siret[ORGANIZATION_SIRET_SIZE]; /* "" where the row has none */
    struct id_lines ids; /* of all rows so far: no two may be of one client */
};

/* Reads the next row that holds anything, whatever its cells are worth.
 * Returns 1, 0 or -1 as table_next() does. */
int table_row(struct table *table, int *line, struct err *err);

/* "Date de fin: ...": names the column as the file does before ERR's sentence. */
int table_refuse(const struct table *table, enum table_column column, struct err *err);

/* Makes CATEGORIES what the row says of them; what it leaves open stays.  Returns 0, or
 * -1 with ERR_INVALID and the name of the column. */
int table_apply_categories(const struct table *table, unsigned *categories,
                           struct err *err);

/* Adds TEXT without case, accents and anything but letters and digits: "N° SIRET" and
 * "n_siret" are one header. */
void table_fold(struct buf *out, const char *text);

/* Which column a HEADER names.  Returns 0, or -1 with *OUT untouched. */
int table_find_column(enum table_column *out, const char *header);

/* Whether the public list has a column HEADER, used here or not. */
bool table_is_listed(const char *header);

/* Adds LENGTH BYTES of Windows-1252, which any bytes are, as UTF-8. */
void table_decode(struct buf *out, const char *bytes, size_t length);

/* Puts TEXT on one line and trims it, in place.  Returns it, or NULL where nothing is
 * left, or what databases write for nothing. */
const char *table_clean(char *text);

/* Adds TEXT without its blanks, ordinary and unbreakable. */
void table_pack(struct buf *out, const char *text);

/* Readers of cells, which are clean.  They take what people write: a date as 7/10/2024,
 * an amount with blanks and a sign, a SIRET in groups.  Return 0, or -1 with *OUT
 * untouched and ERR_INVALID. */
int table_read_date(struct date *out, const char *text, struct err *err);
int table_read_truth(bool *out, const char *text, struct err *err);
int table_read_euros(int64_t *out, const char *text, struct err *err);
int table_read_sites(int *out, const char *text, struct err *err);
int table_read_categories(unsigned *out, const char *text, struct err *err);
int table_read_siret(char out[ORGANIZATION_SIRET_SIZE], const char *text,
                     struct err *err);
int table_read_nda(char out[ORGANIZATION_NDA_SIZE], const char *text, struct err *err);

/* Called with each part of a cell that lists several, with '|', ';', ',' or '/' between;
 * -1 stops. */
typedef int (*table_part_cb)(void *context, const char *part, struct err *err);
int table_each_part(const char *text, table_part_cb cb, void *context, struct err *err);

#endif /* JALON_CORE_TABLE_PARTS_H */
