/* The new plan is compared with the stored one and only what differs is written.  Mostly
 * nothing does, and each row that is written renews its indexes and makes every feed
 * stale. */
#include "jalon/store/milestones.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "milestone_row.h"
#include "moves.h"
#include "transaction.h"

/* -- what was stored ------------------------------------------------------------- */

struct stored {
    struct milestone milestone; /* owns its id; what a row does not hold is absent */
    bool kept;                  /* the new plan has it, too */
};

struct stored_list {
    struct stored *items;
    size_t count, capacity;
};

static void stored_list_done(struct stored_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].milestone.id);
    free(list->items);
}

static void collect(struct stored_list *list, const struct milestone_row *row)
{
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(struct stored));
    list->items[list->count++].milestone = (struct milestone){
        .id = mem_strdup(row->id),
        .kind = row->kind,
        .opens = row->opens,
        .safe = row->safe,
        .due = row->due,
        .booked = row->booked,
        .done = row->done,
        .state = row->state,
        .force = row->force,
        .confirm = row->confirm,
    };
}

static int by_id(const void *a, const void *b)
{
    const struct stored *one = a;
    const struct stored *other = b;

    return strcmp(one->milestone.id, other->milestone.id);
}

/* By id. */
static int read_stored(struct stored_list *out, struct store *store,
                       const char *organization, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_MILESTONES_STORED);
    struct milestone_row row;
    enum stmt_step step;

    stmt_bind_text(&stmt, organization);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        if (milestone_row_read(&row, &stmt, err))
            break;
        collect(out, &row);
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

/* By bisection: the rows come in the order of their ids. */
static struct stored *find(const struct stored_list *list, char *id)
{
    struct stored key = {.milestone = {.id = id}};

    if (!list->count)
        return NULL;
    return bsearch(&key, list->items, list->count, sizeof(struct stored), by_id);
}

static bool equal(const struct milestone *a, const struct milestone *b)
{
    return a->kind == b->kind && a->state == b->state && a->force == b->force &&
           a->confirm == b->confirm && date_cmp(a->opens, b->opens) == 0 &&
           date_cmp(a->safe, b->safe) == 0 && date_cmp(a->due, b->due) == 0 &&
           date_cmp(a->booked, b->booked) == 0 && date_cmp(a->done, b->done) == 0;
}

/* -- writing --------------------------------------------------------------------- */

static int write_row(struct store *store, const char *organization,
                     const struct milestone *milestone, struct err *err)
{
    bool has_due = date_is_set(milestone->due);
    struct stmt stmt = stmt_open(store, STATEMENT_MILESTONE_PUT);

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, milestone->id);
    stmt_bind_text(&stmt, milestone_kind_name(milestone->kind));
    stmt_bind_text(&stmt, milestone_state_name(milestone->state));
    stmt_bind_text(&stmt, force_name(milestone->force));
    stmt_bind_int(&stmt, milestone->confirm);
    stmt_bind_date(&stmt, milestone->opens);
    stmt_bind_date(&stmt, milestone->safe);
    stmt_bind_date(&stmt, milestone->due);
    stmt_bind_date(&stmt, milestone->booked);
    stmt_bind_date(&stmt, milestone->done);
    stmt_bind_date(&stmt, has_due ? milestone->due : milestone->opens);
    return stmt_run(&stmt, err);
}

static int remove_row(struct store *store, const char *organization, const char *id,
                      struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_MILESTONE_REMOVE);

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, id);
    return stmt_run(&stmt, err);
}

static int put_one(struct store *store, const char *organization,
                   const struct milestone *milestone, struct stored *stored,
                   struct move_list *moves, struct err *err)
{
    if (stored)
        stored->kept = true;
    if (stored && equal(milestone, &stored->milestone))
        return 0;
    if (moves)
        moves_add(moves, stored ? &stored->milestone : NULL, milestone);
    store_touch(store);
    return write_row(store, organization, milestone, err);
}

static int drop_one(struct store *store, const char *organization,
                    const struct stored *stored, struct move_list *moves, struct err *err)
{
    if (stored->kept)
        return 0;
    if (moves)
        moves_add(moves, &stored->milestone, NULL);
    store_touch(store);
    return remove_row(store, organization, stored->milestone.id, err);
}

static int put(struct store *store, const char *organization, const struct plan *plan,
               struct move_list *moves, struct err *err)
{
    struct stored_list stored = {0};
    int rc = read_stored(&stored, store, organization, err);

    for (size_t i = 0; rc == 0 && i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        rc = put_one(store, organization, milestone, find(&stored, milestone->id), moves,
                     err);
    }
    for (size_t i = 0; rc == 0 && i < stored.count; i++)
        rc = drop_one(store, organization, &stored.items[i], moves, err);
    stored_list_done(&stored);
    return rc;
}

int store_milestones_put(struct store *store, const char *organization,
                         const struct plan *plan, struct move_list *moves,
                         struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, put(store, organization, plan, moves, err), err);
}
