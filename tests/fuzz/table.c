/* Fuzz: what a table's row makes of an organization is a valid document, and laying it
 * over again changes nothing. */
#include "jalon/core/table.h"

#include <assert.h>

#include "fuzz/fuzz.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"

static void try_row(const struct table *table)
{
    struct date today = date_of_civil((struct civil){2026, 11, 24});
    struct organization organization;
    struct buf once = {0}, twice = {0};
    struct err err = {0};

    organization_init(&organization);
    if (table_apply(table, &organization, today, NULL, &err) == 0) {
        document_format(&once, &organization);
        assert(table_apply(table, &organization, today, NULL, &err) == 0);
        document_format(&twice, &organization);
        assert(text_equal(buf_text(&once), buf_text(&twice)));
    }
    organization_done(&organization);
    buf_done(&once);
    buf_done(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char id[ORGANIZATION_ID_SIZE];
    struct table *table;
    struct err err = {0};
    int found, line;

    if (table_open(&table, TABLE_CSV, (const char *)data, size, &err) != 0)
        return 0;
    while ((found = table_next(table, id, &line, &err)) != 0)
        if (found > 0)
            try_row(table);
    table_close(table);
    return 0;
}
