#include "jalon/core/table.h"

#include <stdlib.h>
#include <string.h>

#include "document_keys.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "table_parts.h"

/* -- opening --------------------------------------------------------------------- */

/* What is UTF-8 by its form is UTF-8: a text in Windows-1252 hardly ever looks like it.
 */
static void start_reading(struct table *table, const char *text, size_t length)
{
    if (!text_is_utf8(text, length)) {
        table_decode(&table->decoded, text, length);
        text = buf_text(&table->decoded);
        length = table->decoded.length;
    }
    csv_open(&table->reader, text, length);
}

/* Columns of the consultancy's own are left aside, whatever they are, but not without a
 * word. */
static void add_unknown(struct table *table, size_t index)
{
    const char *clean = table_clean(table->record.fields[index]);

    if (!clean) {
        table->nameless[index] = true;
        return;
    }
    table->unknown = mem_grow(table->unknown, table->unknown_count,
                              &table->unknown_capacity, sizeof(*table->unknown));
    table->unknown[table->unknown_count++] = mem_strdup(clean);
}

static int add_header(struct table *table, size_t index, struct err *err)
{
    const char *header = table->record.fields[index];
    enum table_column column;

    if (table_find_column(&column, header) != 0) {
        add_unknown(table, index);
        return 0;
    }
    if (table->headers[column])
        return err_set(err, ERR_INVALID,
                       N_("the columns \"%.60s\" and \"%.60s\" are for the same thing"),
                       table->headers[column], header);
    table->headers[column] = mem_strdup(header);
    table->indexes[column] = index;
    return 0;
}

/* The public list is known by two columns that no other table calls so. */
static bool is_public_list(const struct table *table)
{
    return table->headers[COLUMN_NDA] && table->headers[COLUMN_SIRET] &&
           text_equal(table->headers[COLUMN_NDA], "numeroDeclarationActivite") &&
           text_equal(table->headers[COLUMN_SIRET], "siretEtablissementDeclarant");
}

/* The public list has thirty columns, of which a few are asked for. */
static void forget_listed(struct table *table)
{
    size_t kept = 0;

    for (size_t i = 0; i < table->unknown_count; i++)
        if (table_is_listed(table->unknown[i]))
            free(table->unknown[i]);
        else
            table->unknown[kept++] = table->unknown[i];
    table->unknown_count = kept;
}

static int read_header(struct table *table, enum table_format format, struct err *err)
{
    int found = csv_next(&table->reader, &table->record, err);

    if (found < 0)
        return -1;
    table->header_line = table->record.line;
    table->header_count = table->record.count;
    table->nameless = mem_new_array(table->header_count, sizeof(*table->nameless));
    for (size_t i = 0; i < table->record.count; i++)
        if (add_header(table, i, err) != 0)
            return -1;
    if (is_public_list(table))
        forget_listed(table);
    if (!table->headers[COLUMN_ID] && !table->headers[COLUMN_SIRET])
        return err_set(err, ERR_INVALID,
                       N_("the first line names no column \"siret\" or \"id\""));
    if (format == TABLE_PUBLIC_LIST && !is_public_list(table))
        return err_set(err, ERR_INVALID,
                       N_("the columns are not those of the public list of training "
                          "organizations"));
    return 0;
}

int table_open(struct table **out, enum table_format format, const char *text,
               size_t length, struct err *err)
{
    struct table *table = mem_new(sizeof(*table));

    start_reading(table, text, length);
    if (read_header(table, format, err) != 0) {
        table_close(table);
        return -1;
    }
    *out = table;
    return 0;
}

void table_close(struct table *table)
{
    if (!table)
        return;
    for (int i = 0; i < COLUMN_COUNT; i++)
        free(table->headers[i]);
    for (size_t i = 0; i < table->unknown_count; i++)
        free(table->unknown[i]);
    free(table->unknown);
    free(table->nameless);
    csv_record_done(&table->record);
    id_lines_done(&table->ids);
    buf_done(&table->decoded);
    free(table);
}

const char *table_unknown(const struct table *table, size_t index)
{
    return index < table->unknown_count ? table->unknown[index] : NULL;
}

bool table_nameless(const struct table *table, int *line, size_t *column)
{
    *line = table->nameless_line;
    *column = table->nameless_column;
    return table->nameless_line > 0;
}

int table_header_line(const struct table *table)
{
    return table->header_line;
}

/* -- rows ------------------------------------------------------------------------ */

static void find_cells(struct table *table)
{
    for (int i = 0; i < COLUMN_COUNT; i++) {
        bool has = table->headers[i] && table->indexes[i] < table->record.count;
        table->cells[i] =
            has ? table_clean(table->record.fields[table->indexes[i]]) : NULL;
    }
}

/* Fills the row's SIRET, and its id by the cell or else by the SIRET. */
static int identify(struct table *table, struct err *err)
{
    const char *siret = table->cells[COLUMN_SIRET];
    const char *id = table->cells[COLUMN_ID];

    table->siret[0] = '\0';
    if (siret && table_read_siret(table->siret, siret, err) != 0)
        return -1;
    if (!id)
        id = table->siret;
    if (!*id)
        return err_set(err, ERR_INVALID, N_("the row has no SIRET"));
    if (document_rule_id(id, err) != 0)
        return -1;
    memcpy(table->id, id, strlen(id) + 1);
    return 0;
}

static bool is_blank(const char *field)
{
    return !field[strspn(field, " \t\r\n")];
}

/* Spreadsheets end with rows of separators alone. */
static bool is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (!is_blank(record->fields[i]))
            return false;
    return true;
}

/* Notes the first thing that stands under no heading. */
static void find_nameless(struct table *table)
{
    const struct csv_record *record = &table->record;

    for (size_t i = 0; i < record->count && i < table->header_count; i++)
        if (!table->nameless_line && table->nameless[i] && !is_blank(record->fields[i])) {
            table->nameless_line = record->line;
            table->nameless_column = i + 1;
        }
}

static int next_record(struct table *table, struct err *err)
{
    int found;

    do {
        found = csv_next(&table->reader, &table->record, err);
    } while (found == 1 && is_empty(&table->record));
    return found;
}

/* A cell behind the last heading is most often half a name with a comma in it: each cell
 * after that comma stands under another's heading. */
static int check_length(const struct table *table, struct err *err)
{
    const struct csv_record *record = &table->record;

    for (size_t i = table->header_count; i < record->count; i++) {
        const char *text = table_clean(record->fields[i]);
        if (text)
            return err_set(err, ERR_INVALID,
                           N_("there are %zu cells for %zu columns: \"%.60s\" stands "
                              "beyond the last"),
                           record->count, table->header_count, text);
    }
    return 0;
}

int table_row(struct table *table, int *line, struct err *err)
{
    int found = next_record(table, err);

    *line = table->record.line;
    if (found == 1) {
        find_nameless(table);
        find_cells(table);
    }
    return found;
}

bool table_names_id(const struct table *table)
{
    return table->cells[COLUMN_ID] != NULL;
}

int table_next(struct table *table, char id[ORGANIZATION_ID_SIZE], int *line,
               struct err *err)
{
    int found = table_row(table, line, err);
    int before;

    if (found != 1)
        return found;
    if (check_length(table, err) != 0 || identify(table, err) != 0)
        return -1;
    before = id_lines_add(&table->ids, table->id, *line);
    if (before)
        return err_set(err, ERR_INVALID, N_("%s stands on line %d already"), table->id,
                       before);
    memcpy(id, table->id, sizeof(table->id));
    return 1;
}
