/* Fuzz: every line of a configuration comes as it is promised, in order. */
#include "jalon/core/ini.h"

#include <assert.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "jalon/base/text.h"

static void expect_line(void *context, const struct ini_line *line)
{
    int *last = context;

    assert(text_equal(line->file, "f.conf") && line->section && line->name);
    assert(line->line >= *last);
    assert(line->value && (!line->key || *line->key));
    *last = line->line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int last = 1;

    ini_read((const char *)data, size, "f.conf", expect_line, &last);
    return 0;
}
