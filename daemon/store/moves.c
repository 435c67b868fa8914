/* Dates are compared as the texts that a person is shown: what looks the same has not
 * moved. */
#include "moves.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

static const struct {
    const char *name;
    size_t offset;
} dates[] = {
    {"opens",  offsetof(struct milestone, opens) },
    {"safe",   offsetof(struct milestone, safe)  },
    {"due",    offsetof(struct milestone, due)   },
    {"booked", offsetof(struct milestone, booked)},
    {"done",   offsetof(struct milestone, done)  },
};

/* The date of MILESTONE, which may be NULL, at OFFSET; NULL where there is none. */
static const char *date_text(char text[DATE_TEXT_SIZE], const struct milestone *milestone,
                             size_t offset)
{
    if (!milestone)
        return NULL;
    const struct date *date =
        (const struct date *)(const void *)((const char *)milestone + offset);
    return date_is_set(*date) ? date_format(text, *date) : NULL;
}

static const char *state_text(const struct milestone *milestone)
{
    return milestone ? milestone_state_name(milestone->state) : NULL;
}

static void add(struct move_list *list, const char *milestone, const char *field,
                const char *before, const char *after)
{
    if (text_equal(before, after))
        return;
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(struct move));
    list->items[list->count++] = (struct move){
        .milestone = mem_strdup(milestone),
        .field = field,
        .before = mem_strdup(before),
        .after = mem_strdup(after),
    };
}

void moves_add(struct move_list *list, const struct milestone *before,
               const struct milestone *after)
{
    const char *id = before ? before->id : after->id;

    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        char old[DATE_TEXT_SIZE];
        char new[DATE_TEXT_SIZE];
        add(list, id, dates[i].name, date_text(old, before, dates[i].offset),
            date_text(new, after, dates[i].offset));
    }
    add(list, id, "state", state_text(before), state_text(after));
}

void move_list_done(struct move_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].milestone);
        free(list->items[i].before);
        free(list->items[i].after);
    }
    free(list->items);
    *list = (struct move_list){0};
}
