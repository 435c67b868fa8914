/* The published state of calendar events. */
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/store/milestones.h"
#include "stmt.h"

/* -- reading --------------------------------------------------------------------- */

static void add_row(struct event_row_list *list, struct stmt *stmt)
{
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    list->items[list->count++] = (struct event_row){
        .uid = stmt_text_copy(stmt, "uid"),
        .hash = (uint64_t)stmt_int(stmt, "hash"),
        .sequence = stmt_int(stmt, "sequence"),
        .modified = stmt_instant(stmt, "modified"),
    };
}

int store_events_read(struct event_row_list *out, struct store *store,
                      const char *organization, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_EVENTS);
    struct event_row_list list = {0};
    enum stmt_step step;

    stmt_bind_text(&stmt, organization);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        add_row(&list, &stmt);
    stmt_close(&stmt);
    if (step == STMT_FAILED) {
        event_row_list_done(&list);
        return -1;
    }
    *out = list;
    return 0;
}

void event_row_list_done(struct event_row_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].uid);
    free(list->items);
    *list = (struct event_row_list){0};
}

/* The rows come in SQLite's BINARY order, which is that of strcmp(). */
static int compare_uid(const void *uid, const void *row)
{
    return strcmp(uid, ((const struct event_row *)row)->uid);
}

const struct event_row *event_row_find(const struct event_row_list *list, const char *uid)
{
    if (!list->count)
        return NULL;
    return bsearch(uid, list->items, list->count, sizeof(*list->items), compare_uid);
}

/* -- writing --------------------------------------------------------------------- */

int store_event_put(struct store *store, const char *organization, const char *uid,
                    uint64_t hash, struct instant now, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_EVENT_PUT);
    int64_t changed;

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, uid);
    /* SQLite knows signed integers only; the hash is compared for equality and nothing
     * else. */
    stmt_bind_int(&stmt, (int64_t)hash);
    stmt_bind_int(&stmt, now.s);
    if (stmt_run_changed(&changed, &stmt, err))
        return -1;
    /* An equal hash changes no row: no feed is made anew for it. */
    if (changed)
        store_touch(store);
    return 0;
}
