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

static void add(struct id_list *list, char *id)
{
    list->items = mem_grow(list->items, list->count, &list->capacity, sizeof(char *));
    list->items[list->count++] = id;
}

int store_organizations_due(struct id_list *out, struct store *store, struct instant now,
                            int64_t limit, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_WAKE_DUE);
    struct id_list list = {0};
    enum stmt_step step;

    stmt_bind_int(&stmt, now.s);
    stmt_bind_int(&stmt, limit);
    /* Read to the end before anybody acts on them: looking at one changes the index this
     * reads. */
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        add(&list, stmt_text_copy(&stmt, "id"));
    stmt_close(&stmt);
    if (step == STMT_FAILED) {
        id_list_done(&list);
        return -1;
    }
    *out = list;
    return 0;
}

void id_list_done(struct id_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct id_list){0};
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
