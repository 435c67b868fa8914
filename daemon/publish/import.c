#include "import.h"

#include <string.h>

#include "fields.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "jalon/core/table.h"
#include "jalon/store/organizations.h"

static void reject(struct import *import, int line, const struct err *err)
{
    struct buf *out = &import->rejections;

    import->rejected++;
    if (out->length > 0)
        buf_add_char(out, ',');
    buf_add_char(out, '{');
    field_number(out, "line", line);
    field_text(out, "reason", err->text);
    buf_add_char(out, '}');
}

/* Whether ERR is about the line, so that others may still be good. */
static bool is_of_line(const struct err *err)
{
    return err->code == ERR_INVALID || err->code == ERR_CONFLICT ||
           err->code == ERR_REFUSED;
}

/* Ends the reading of a line: RC is what it came to.  0 to go on, -1 to stop. */
static int settle(struct import *import, int line, int rc, const struct err *err)
{
    if (rc == 0)
        return 0;
    if (!is_of_line(err))
        return -1;
    reject(import, line, err);
    return 0;
}

static int put(struct import *import, const struct organization *organization,
               struct err *err)
{
    enum change change;

    if (engine_put(import->parts->engine, organization, &import->actor, &change, NULL,
                   err) != 0)
        return -1;
    import->changes[change]++;
    return 0;
}

/* -- JSON Lines ------------------------------------------------------------------ */

static int put_line(struct import *import, const char *line, size_t length,
                    struct err *err)
{
    struct organization organization;

    if (length > DOCUMENT_MAX_BYTES)
        return err_set(err, ERR_INVALID, "a line has at most %d bytes",
                       DOCUMENT_MAX_BYTES);
    if (document_parse(&organization, line, length, import->parts->conf->holidays, err))
        return -1;
    int rc = put(import, &organization, err);
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

int import_json_lines(struct import *import, const char *file, size_t length,
                      struct err *err)
{
    static const char bom[] = "\xEF\xBB\xBF";
    const char *end = file + length;
    const char *at = text_starts(file, bom) ? file + strlen(bom) : file;

    for (int line = 1; at < end; line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t bytes = (size_t)((newline ? newline : end) - at);
        if (!is_blank(at, bytes) &&
            settle(import, line, put_line(import, at, bytes, err), err) != 0)
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
    if (store_organization_get(out, NULL, import->parts->store, id, err) == 0)
        return 0;
    if (err->code != ERR_NOT_FOUND)
        return -1;
    organization_init(out);
    return 0;
}

static int put_row(struct import *import, const struct table *table, const char *id,
                   struct err *err)
{
    struct organization organization;

    if (current(&organization, import, id, err) != 0)
        return -1;
    struct date today =
        engine_today(import->parts->engine, &organization, import->actor.now);
    int rc = table_apply(table, &organization, today, import->parts->conf->holidays, err);
    if (rc == 0)
        rc = put(import, &organization, err);
    organization_done(&organization);
    return rc;
}

static int import_table(struct import *import, enum table_format format, const char *file,
                        size_t length, struct err *err)
{
    struct table *table = NULL;
    char id[ORGANIZATION_ID_SIZE];
    int line = 0;
    int more;
    int rc = 0;

    if (table_open(&table, format, file, length, err) != 0)
        return -1;
    while (rc == 0 && (more = table_next(table, id, &line, err)) != 0)
        rc = settle(import, line, more < 0 ? -1 : put_row(import, table, id, err), err);
    table_close(table);
    return rc;
}

int import_csv(struct import *import, const char *file, size_t length, struct err *err)
{
    return import_table(import, TABLE_CSV, file, length, err);
}

int import_public_list(struct import *import, const char *file, size_t length,
                       struct err *err)
{
    return import_table(import, TABLE_PUBLIC_LIST, file, length, err);
}
