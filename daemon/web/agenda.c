#include "agenda.h"

#include <stdlib.h>

#include "jalon/base/mem.h"

static int keep(void *context, const struct milestone_row *row, struct err *err)
{
    struct agenda *agenda = context;

    (void)err;
    agenda->items =
        mem_grow(agenda->items, agenda->count, &agenda->capacity, sizeof(*agenda->items));
    agenda->items[agenda->count++] = (struct agenda_row){
        .organization = mem_strdup(row->organization),
        .name = mem_strdup(row->name),
        .owner = mem_strdup(row->owner),
        .id = mem_strdup(row->id),
        .day = date_is_set(row->due) ? row->due : row->opens,
    };
    return 0;
}

int agenda_read(struct agenda *out, struct store *store,
                const struct milestone_filter *filter, struct err *err)
{
    *out = (struct agenda){0};
    if (store_milestones_each(store, filter, keep, out, err) == 0)
        return 0;
    agenda_done(out);
    return -1;
}

void agenda_done(struct agenda *agenda)
{
    for (size_t i = 0; i < agenda->count; i++) {
        free(agenda->items[i].organization);
        free(agenda->items[i].name);
        free(agenda->items[i].owner);
        free(agenda->items[i].id);
    }
    free(agenda->items);
    *agenda = (struct agenda){0};
}
