/* Fuzz: a rule that was checked gives dates in order, within the bounds asked for. */
#include "jalon/core/recurrence.h"

#include <assert.h>
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "jalon/base/mem.h"

struct bounds {
    struct date last, to;
};

static bool expect_order(void *context, struct date date)
{
    struct bounds *bounds = context;

    assert(date_cmp(date, bounds->last) > 0 && date_cmp(date, bounds->to) <= 0);
    bounds->last = date;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct date starts = date_of_civil((struct civil){2020, 2, 29});
    struct date from = date_of_civil((struct civil){2026, 1, 1});
    struct date to = date_of_civil((struct civil){2028, 12, 31});
    struct bounds bounds = {date_add_days(from, -1), to};
    char *rrule = mem_strndup((const char *)data, size);
    struct err err = {0};

    if (recurrence_check(rrule, starts, &err) == 0)
        recurrence_each(rrule, starts, from, to, expect_order, &bounds);
    free(rrule);
    return 0;
}
