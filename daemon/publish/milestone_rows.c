#include "milestone_rows.h"

#include <stdlib.h>

#include "jalon/base/mem.h"

static int keep(void *context, const struct milestone_row *row, struct err *err)
{
    struct milestone_rows *rows = context;

    (void)err;
    rows->items =
        mem_grow(rows->items, rows->count, &rows->capacity, sizeof(*rows->items));
    rows->items[rows->count++] = (struct kept_row){
        .organization = mem_strdup(row->organization),
        .id = mem_strdup(row->id),
        /* As the store sorts them: a page that goes on after this day misses none. */
        .day = date_is_set(row->due) ? row->due : row->opens,
    };
    return 0;
}

int milestone_rows_read(struct milestone_rows *rows, struct store *store,
                        const struct milestone_filter *filter, struct err *err)
{
    return store_milestones_each(store, filter, keep, rows, err);
}

void milestone_rows_done(struct milestone_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->items[i].organization);
        free(rows->items[i].id);
    }
    free(rows->items);
}
