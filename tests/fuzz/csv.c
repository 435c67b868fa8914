/* Fuzz: records that were read are written so that they read back the same. */
#include "jalon/core/csv.h"

#include <assert.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "jalon/base/text.h"

/* What is written for a formula has a ' before it. */
static void expect_same(const char *field, const char *again)
{
    bool formula = *field && strchr("=+-@\t\r", *field);

    assert(!formula || *again == '\'');
    assert(text_equal(field, formula ? again + 1 : again));
}

static void expect_round_trip(const struct csv_record *record)
{
    struct csv_reader reader;
    struct csv_record again = {0};
    struct buf line = {0};
    struct err err = {0};

    /* A first field, quoted, keeps the line from being blank. */
    buf_add(&line, "\"first\"");
    for (size_t i = 0; i < record->count; i++) {
        buf_add_char(&line, ';');
        csv_add_field(&line, record->fields[i], ';');
    }
    csv_open(&reader, line.data, line.length);
    reader.separator = ';';
    assert(csv_next(&reader, &again, &err) == 1);
    assert(again.count == record->count + 1);
    for (size_t i = 0; i < record->count; i++)
        expect_same(record->fields[i], again.fields[i + 1]);
    assert(csv_next(&reader, &again, &err) == 0);
    csv_record_done(&again);
    buf_done(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv_reader reader;
    struct csv_record record = {0};
    int line = 0;

    csv_open(&reader, (const char *)data, size);
    for (;;) {
        struct err err = {0};
        int found = csv_next(&reader, &record, &err);
        if (found == 0)
            break;
        assert(record.line > line);
        line = record.line;
        if (found > 0)
            expect_round_trip(&record);
    }
    csv_record_done(&record);
    return 0;
}
