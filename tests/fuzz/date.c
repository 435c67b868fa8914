/* Fuzz: what is read as a date is what the date is written as. */
#include "jalon/core/date.h"

#include <assert.h>
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_strndup((const char *)data, size);
    char written[DATE_TEXT_SIZE];
    struct err err = {0};
    struct date date;

    if (date_parse(&date, text, &err) == 0) {
        assert(text_equal(date_format(written, date), text));
        assert(date_of_civil(date_civil(date)).days == date.days);
        date_add_months(date, 36);
    }
    free(text);
    return 0;
}
