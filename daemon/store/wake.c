/* When to look at each organization again, and what was found. */
#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/store/organizations.h"
#include "stmt.h"

int store_organization_wake(struct store *store, const char *id, struct instant at,
                            struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_WAKE);

    stmt_bind_int(&stmt, at.s);
    stmt_bind_text(&stmt, id);
    return stmt_run(&stmt, err);
}

int store_organization_silence(struct store *store, const char *id, enum silence silence,
                               struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SILENCE_PUT);

    stmt_bind_text(&stmt, silence_name(silence));
    stmt_bind_text(&stmt, id);
    return stmt_run(&stmt, err);
}

int store_organizations_wake_all(struct store *store, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_WAKE_ALL);

    /* Other rules and another policy show on pages and in feeds before each client was
     * looked at. */
    store_touch(store);
    return stmt_run(&stmt, err);
}

static void add(struct wake_list *list, struct wake wake)
{
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    list->items[list->count++] = wake;
}

int store_organizations_due(struct wake_list *out, struct store *store,
                            const struct wake *after, struct instant now, int64_t limit,
                            struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_WAKE_DUE);
    struct wake_list list = {0};
    enum stmt_step step;

    stmt_bind_int(&stmt, after && after->id ? after->at.s : INT64_MIN);
    stmt_bind_text(&stmt, after && after->id ? after->id : "");
    stmt_bind_int(&stmt, now.s);
    stmt_bind_int(&stmt, limit);
    /* Read to the end before anybody acts on them: looking at one changes the index this
     * reads. */
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        add(&list,
            (struct wake){stmt_instant(&stmt, "wake_at"), stmt_text_copy(&stmt, "id")});
    stmt_close(&stmt);
    if (step == STMT_FAILED) {
        wake_list_done(&list);
        return -1;
    }
    *out = list;
    return 0;
}

void wake_list_done(struct wake_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].id);
    free(list->items);
    *list = (struct wake_list){0};
}

bool store_next_wake(struct instant *out, struct store *store)
{
    struct err ignored = {0};
    struct stmt stmt = stmt_open(store, STATEMENT_WAKE_NEXT);
    bool found = stmt_step(&stmt, &ignored) == STMT_ROW;

    if (found)
        *out = stmt_instant(&stmt, "wake_at");
    stmt_close(&stmt);
    return found;
}
