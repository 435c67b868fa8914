/* Searching the milestones. */
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "milestone_row.h"

static int read_row(struct milestone_row *out, struct stmt *stmt, struct err *err)
{
    if (milestone_row_read(out, stmt, err))
        return -1;
    out->name = stmt_text(stmt, "name");
    out->owner = stmt_text(stmt, "owner");
    return 0;
}

/* The position after which to go on: a row of the last page, or ahead of the first day.
 */
static void bind_start(struct stmt *stmt, const struct milestone_filter *filter)
{
    bool goes_on = filter->after_id != NULL;

    /* DATE_NONE lies before every day. */
    stmt_bind_int(stmt, goes_on ? filter->after_day.days : filter->from.days);
    stmt_bind_text(stmt, goes_on ? filter->after_organization : "");
    stmt_bind_text(stmt, goes_on ? filter->after_id : "");
}

static void bind_filter(struct stmt *stmt, const struct milestone_filter *filter)
{
    bind_start(stmt, filter);
    stmt_bind_int(stmt, date_is_set(filter->to) ? filter->to.days : INT32_MAX);
    stmt_bind_text(stmt, filter->has_kind ? milestone_kind_name(filter->kind) : NULL);
    stmt_bind_text(stmt, filter->has_state ? milestone_state_name(filter->state) : NULL);
    /* One parameter for both, as the statement counts them: 0 all, 1 pending, 2 pressing.
     */
    stmt_bind_int(stmt, filter->pressing ? 2 : filter->pending);
    stmt_bind_text(stmt, filter->owner);
    stmt_bind_text(stmt, filter->tag);
    /* To SQLite a negative limit is none. */
    stmt_bind_int(stmt, filter->limit ? filter->limit : -1);
    if (filter->organization)
        stmt_bind_text(stmt, filter->organization);
}

int store_milestones_each(struct store *store, const struct milestone_filter *filter,
                          milestone_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, filter->organization ? STATEMENT_MILESTONES_OF
                                                             : STATEMENT_MILESTONES);
    enum stmt_step step;

    bind_filter(&stmt, filter);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        struct milestone_row row;
        if (read_row(&row, &stmt, err) || cb(context, &row, err))
            break;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

static int keep(void *context, const struct milestone_row *row, struct err *err)
{
    struct milestone_list *list = context;

    (void)err;
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    list->items[list->count++] = (struct milestone_entry){
        .organization = mem_strdup(row->organization),
        .name = mem_strdup(row->name),
        .owner = mem_strdup(row->owner),
        .id = mem_strdup(row->id),
        .day = date_is_set(row->due) ? row->due : row->opens,
    };
    return 0;
}

int store_milestones_list(struct milestone_list *out, struct store *store,
                          const struct milestone_filter *filter, struct err *err)
{
    *out = (struct milestone_list){0};
    if (store_milestones_each(store, filter, keep, out, err) == 0)
        return 0;
    milestone_list_done(out);
    return -1;
}

void milestone_list_done(struct milestone_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].organization);
        free(list->items[i].name);
        free(list->items[i].owner);
        free(list->items[i].id);
    }
    free(list->items);
    *list = (struct milestone_list){0};
}

int store_milestone_counts(struct store *store, int64_t counts[STATE_COUNT],
                           struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_MILESTONE_STATES);
    int64_t found[STATE_COUNT] = {0};
    enum milestone_state state;
    enum stmt_step step;

    /* SQLite would compare each row with each state, or sort them all. */
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (milestone_state_parse(&state, stmt_text(&stmt, "state")) == 0)
            found[state]++;
    stmt_close(&stmt);
    if (step == STMT_FAILED)
        return -1;
    memcpy(counts, found, sizeof(found));
    return 0;
}
