#include "jalon/engine/import.h"

#include <string.h>

#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "jalon/core/table.h"
#include "parts.h"

int import_format_parse(enum import_format *out, const char *name, struct err *err)
{
    static const char *const names[IMPORT_FORMAT_COUNT] = {
        [IMPORT_JSON_LINES] = "jsonl",
        [IMPORT_CSV] = "csv",
        [IMPORT_PUBLIC_LIST] = "public-list",
    };
    int place = text_place(names, IMPORT_FORMAT_COUNT, name);

    if (place < 0)
        return err_set(err, ERR_INVALID,
                       "format: jsonl, csv or public-list is asked for");
    *out = (enum import_format)place;
    return 0;
}

/* Spreadsheets put it ahead of UTF-8. */
static const char *skip_bom(const char *text)
{
    static const char bom[] = "\xEF\xBB\xBF";

    return text_starts(text, bom) ? text + strlen(bom) : text;
}

struct import {
    struct engine *engine;
    const struct actor *actor;
    import_cb cb;
    void *context;
};

static void refused(const struct import *import, int number, const struct err *err)
{
    const struct import_line line = {.number = number, .reason = err->text};

    import->cb(import->context, &line);
}

/* Whether ERR is about the line, so that others may still be good. */
static bool is_of_line(const struct err *err)
{
    return err->code == ERR_INVALID || err->code == ERR_CONFLICT ||
           err->code == ERR_REFUSED;
}

/* Ends the reading of a line: RC is what it came to.  0 to go on, -1 to stop. */
static int settle(const struct import *import, int number, int rc, struct err *err)
{
    if (rc == 0)
        return 0;
    if (!is_of_line(err))
        return -1;
    refused(import, number, err);
    /* It was told; the next line starts afresh. */
    err->code = ERR_NONE;
    return 0;
}

static int put(const struct import *import, int number,
               const struct organization *organization, struct err *err)
{
    struct import_line line = {.number = number, .organization = organization};

    if (engine_put(import->engine, organization, import->actor, &line.change, NULL,
                   err) != 0)
        return -1;
    import->cb(import->context, &line);
    return 0;
}

/* ID is the SIRET of a line that names no id.  Makes it the id of the client that has
 * this SIRET, if any: a second one of the same would have everybody reminded twice. */
static int recognize(char id[ORGANIZATION_ID_SIZE], const struct import *import,
                     struct err *err)
{
    struct store *store = import->engine->store;
    char siret[ORGANIZATION_ID_SIZE];

    memcpy(siret, id, sizeof(siret));
    return store_organization_exists(store, siret)
               ? 0
               : store_organization_of_siret(id, store, siret, err);
}

/* -- JSON Lines ------------------------------------------------------------------ */

static int put_line(const struct import *import, int number, const char *line,
                    size_t length, struct err *err)
{
    struct organization organization;

    if (length > DOCUMENT_MAX_BYTES)
        return err_set(err, ERR_INVALID, "a line has at most %d bytes",
                       DOCUMENT_MAX_BYTES);
    if (document_parse(&organization, line, length, import->engine->conf->holidays,
                       err) != 0)
        return -1;
    int rc = organization.unnamed ? recognize(organization.id, import, err) : 0;
    if (rc == 0)
        rc = put(import, number, &organization, err);
    organization_done(&organization);
    return rc;
}

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\r", line[i]))
            return false;
    return true;
}

static int run_json_lines(const struct import *import, const struct import_file *file,
                          struct err *err)
{
    const char *end = file->text + file->length;
    const char *at = skip_bom(file->text);

    for (int number = 1; at < end; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t bytes = (size_t)((newline ? newline : end) - at);
        if (!is_blank(at, bytes) &&
            settle(import, number, put_line(import, number, at, bytes, err), err) != 0)
            return -1;
        at += bytes + 1;
    }
    return 0;
}

/* -- tables ---------------------------------------------------------------------- */

/* The organization ID as it is, or a new one. */
static int current(struct organization *out, const struct import *import, const char *id,
                   struct err *err)
{
    if (store_organization_exists(import->engine->store, id))
        return store_organization_get(out, NULL, import->engine->store, id, err);
    organization_init(out);
    return 0;
}

static int put_row(const struct import *import, int number, const struct table *table,
                   char id[ORGANIZATION_ID_SIZE], struct err *err)
{
    struct organization organization;

    if (!table_names_id(table) && recognize(id, import, err) != 0)
        return -1;
    if (current(&organization, import, id, err) != 0)
        return -1;
    struct date today = engine_today(import->engine, &organization, import->actor->now);
    int rc =
        table_apply(table, &organization, today, import->engine->conf->holidays, err);
    if (rc == 0)
        rc = put(import, number, &organization, err);
    organization_done(&organization);
    return rc;
}

/* Tells that the COLUMN with that heading is left aside; WORDS say so. */
static void tell_aside(const struct import *import, int number, const char *column,
                       const struct err *words)
{
    const struct import_line line = {
        .number = number, .column = column, .reason = words->text};

    import->cb(import->context, &line);
}

/* In LANG, that of whoever reads errors. */
static void tell_unknown(const struct import *import, const struct table *table,
                         enum lang lang)
{
    const char *column;

    for (size_t i = 0; (column = table_unknown(table, i)); i++) {
        struct err words = {.lang = lang};
        (void)err_set(&words, ERR_INVALID,
                      N_("the column \"%.60s\" is not known and was left aside"), column);
        tell_aside(import, table_header_line(table), column, &words);
    }
}

/* Once for a file, which is remembered in TOLD. */
static void tell_nameless(const struct import *import, const struct table *table,
                          bool *told, enum lang lang)
{
    struct err words = {.lang = lang};
    size_t column;
    int line;

    if (*told || !table_nameless(table, &line, &column))
        return;
    *told = true;
    (void)err_set(&words, ERR_INVALID,
                  N_("what stands in column %zu has no heading and was left aside"),
                  column);
    tell_aside(import, line, "", &words);
}

static int run_table(const struct import *import, const struct import_file *file,
                     struct err *err)
{
    struct table *table = NULL;
    char id[ORGANIZATION_ID_SIZE];
    bool told = false;
    int number = 0;
    int more;
    int rc = 0;

    if (table_open(&table, file->format == IMPORT_CSV ? TABLE_CSV : TABLE_PUBLIC_LIST,
                   file->text, file->length, err) != 0)
        return -1;
    tell_unknown(import, table, err->lang);
    while (rc == 0 && (more = table_next(table, id, &number, err)) != 0) {
        tell_nameless(import, table, &told, err->lang);
        rc = settle(import, number,
                    more < 0 ? -1 : put_row(import, number, table, id, err), err);
    }
    table_close(table);
    return rc;
}

/* -- any file -------------------------------------------------------------------- */

/* Whether TEXT is what spreadsheet programs save by themselves: a ZIP archive (.xlsx,
 * .ods) or an OLE file (.xls). */
static bool is_workbook(const char *text)
{
    return text_starts(text, "PK\x03\x04") || text_starts(text, "\xD0\xCF\x11\xE0");
}

int import_run(struct engine *engine, const struct import_file *file,
               const struct actor *actor, import_cb cb, void *context, struct err *err)
{
    const struct import import = {engine, actor, cb, context};

    if (is_workbook(file->text))
        return err_set(
            err, ERR_INVALID,
            N_("this is a workbook: save it as CSV in the spreadsheet program, "
               "and import that file"));
    return file->format == IMPORT_JSON_LINES ? run_json_lines(&import, file, err)
                                             : run_table(&import, file, err);
}

enum import_format import_guess(const char *text, size_t length)
{
    const char *at = skip_bom(text);
    struct err none = {0};
    struct table *table;

    if (at[strspn(at, " \t\r\n")] == '{')
        return IMPORT_JSON_LINES;
    /* By its header: the public list has columns of its own. */
    if (table_open(&table, TABLE_PUBLIC_LIST, text, length, &none) != 0)
        return IMPORT_CSV;
    table_close(table);
    return IMPORT_PUBLIC_LIST;
}
