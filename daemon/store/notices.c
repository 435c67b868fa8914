/* What happens to notices: each change of one is an entry of the ledger. */
#include <assert.h>
#include <stdlib.h>

#include "failing.h"
#include "jalon/base/mem.h"
#include "ledger.h"
#include "notice_row.h"
#include "transaction.h"

/* -- promising ------------------------------------------------------------------- */

static int insert(struct store *store, struct notice *notice, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE_ADD);

    stmt_bind_int(&stmt, notice->at.s);
    stmt_bind_text(&stmt, notice->receiver);
    stmt_bind_text(&stmt, notice->channel);
    stmt_bind_text(&stmt, notice->address);
    stmt_bind_text(&stmt, notice->message_id);
    stmt_bind_text(&stmt, notice->subject);
    stmt_bind_text(&stmt, notice->template_version);
    stmt_bind_text(&stmt, notice_state_name(notice->state));
    stmt_bind_int(&stmt, notice->next_try.s);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_ROW)
        notice->id = stmt_int(&stmt, "id");
    stmt_close(&stmt);
    return step == STMT_ROW ? 0 : -1;
}

static int insert_payload(struct store *store, const struct notice *notice,
                          struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_PAYLOAD_ADD);

    stmt_bind_int(&stmt, notice->id);
    stmt_bind_bytes(&stmt, notice->payload, notice->payload_length);
    return stmt_run(&stmt, err);
}

static int insert_item(struct store *store, const struct notice *notice, size_t position,
                       struct err *err)
{
    const struct notice_item *item = &notice->items[position];
    struct stmt stmt = stmt_open(store, STATEMENT_ITEM_ADD);

    stmt_bind_int(&stmt, notice->id);
    stmt_bind_int(&stmt, (int64_t)position);
    stmt_bind_text(&stmt, item->organization);
    stmt_bind_text(&stmt, item->milestone);
    stmt_bind_date(&stmt, item->key);
    stmt_bind_text(&stmt, item->step);
    stmt_bind_text(&stmt, notice->receiver);
    /* A unique index over the step and the receiver is what keeps a reminder from going
     * twice, whatever the planner believes. */
    if (stmt_run(&stmt, err) == 0)
        return 0;
    if (err->code != ERR_CONFLICT)
        return -1;
    return err_set(err, ERR_CONFLICT, "step %s of %s is in the ledger for %s already",
                   item->step, item->milestone, notice->receiver);
}

static int append_promise(struct store *store, const struct notice *notice,
                          struct instant at, struct err *err)
{
    struct buf body = {0};

    ledger_format_promise(&body, notice);
    int rc = ledger_append(store, at, notice->id, notice_state_name(notice->state),
                           buf_text(&body), err);
    buf_done(&body);
    return rc;
}

static int add(struct store *store, struct notice *notice, struct err *err)
{
    if (insert(store, notice, err))
        return -1;
    if (notice->payload && insert_payload(store, notice, err))
        return -1;
    for (size_t i = 0; i < notice->item_count; i++)
        if (insert_item(store, notice, i, err))
            return -1;
    /* Last, since the promise covers the items. */
    return append_promise(store, notice, notice->at, err);
}

int store_notice_add(struct store *store, struct notice *notice, struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    int rc = piece_end(&piece, add(store, notice, err), err);
    /* The row was undone, and its number may go to another. */
    if (rc)
        notice->id = 0;
    return rc;
}

/* -- moving on ------------------------------------------------------------------- */

/* Writes how NOTICE stands now, and the entry of the ledger that says so. */
static int move_on(struct store *store, const struct notice *notice, const char *event,
                   struct instant now, struct err *err)
{
    struct buf body = {0};
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE_MOVE);

    stmt_bind_text(&stmt, notice_state_name(notice->state));
    stmt_bind_int(&stmt, notice->attempts);
    stmt_bind_int(&stmt, notice->tries);
    stmt_bind_int(&stmt, notice->next_try.s);
    stmt_bind_text(&stmt, notice->answer);
    stmt_bind_int(&stmt, notice->id);
    if (stmt_run(&stmt, err))
        return -1;
    ledger_format_standing(&body, notice);
    int rc = ledger_append(store, now, notice->id, event, buf_text(&body), err);
    buf_done(&body);
    return rc;
}

static void set_answer(struct notice *notice, const char *answer)
{
    free(notice->answer);
    notice->answer = mem_strdup(answer);
}

/* What is to be done to a notice; which members count depends on who does it. */
struct change {
    enum notice_state state;
    const char *answer;
    struct instant next_try;
    struct instant now;
};

typedef int (*change_cb)(struct store *store, struct notice *notice,
                         const struct change *change, struct err *err);

static void copy_standing(struct notice *out, struct stmt *stmt)
{
    out->id = stmt_int(stmt, "id");
    out->receiver = stmt_text_copy(stmt, "receiver");
    out->attempts = (int)stmt_int(stmt, "attempts");
    out->tries = (int)stmt_int(stmt, "tries");
    out->next_try = stmt_instant(stmt, "next_try");
    out->answer = stmt_text_copy(stmt, "answer");
}

/* How notice ID stands: nothing of what never changes but its receiver. */
static int read_standing(struct notice *out, struct store *store, int64_t id,
                         struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE_STANDING);
    int rc = -1;

    stmt_bind_int(&stmt, id);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_DONE)
        (void)err_set(err, ERR_NOT_FOUND, "there is no notice %lld", (long long)id);
    if (step == STMT_ROW && (rc = notice_row_state(&out->state, &stmt, err)) == 0)
        copy_standing(out, &stmt);
    stmt_close(&stmt);
    return rc;
}

/* Has CB make CHANGE to notice ID. */
static int change_one(struct store *store, int64_t id, change_cb cb,
                      const struct change *change, struct err *err)
{
    struct notice notice = {0};
    int rc = read_standing(&notice, store, id, err);

    if (rc == 0)
        rc = cb(store, &notice, change, err);
    notice_done(&notice);
    return rc;
}

/* The same, wholly or not at all. */
static int change_whole(struct store *store, int64_t id, change_cb cb,
                        const struct change *change, struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, change_one(store, id, cb, change, err), err);
}

/* The same to each notice whose id STMT, which is bound, gives; ends STMT.  The ids are
 * read first: what a change does to a row may not lead the reading astray. */
static int change_all(int64_t *count, struct stmt *stmt, change_cb cb,
                      const struct change *change, struct err *err)
{
    struct store *store = stmt->store;
    int64_t *ids = NULL;
    size_t found = 0, capacity = 0;
    enum stmt_step step;

    while ((step = stmt_step(stmt, err)) == STMT_ROW) {
        ids = mem_grow(ids, found, &capacity, sizeof(*ids));
        ids[found++] = stmt_int(stmt, "id");
    }
    stmt_close(stmt);
    int rc = step == STMT_DONE ? 0 : -1;
    for (size_t i = 0; rc == 0 && i < found; i++)
        rc = change_whole(store, ids[i], cb, change, err);
    free(ids);
    *count = (int64_t)found;
    return rc;
}

/* -- attempts -------------------------------------------------------------------- */

static int run_on_items(struct store *store, enum statement name, int64_t notice,
                        struct err *err)
{
    struct stmt stmt = stmt_open(store, name);

    stmt_bind_int(&stmt, notice);
    return stmt_run(&stmt, err);
}

static int take_result(struct store *store, struct notice *notice,
                       const struct change *change, struct err *err)
{
    bool withdrawn = notice->state == NOTICE_SUPERSEDED;

    /* It went out before the withdrawal came: its steps are said, so that the ledger must
     * know them again, but for those that another notice has said meanwhile. */
    if (withdrawn && change->state == NOTICE_SENT &&
        run_on_items(store, STATEMENT_ITEMS_RESTORE, notice->id, err))
        return -1;
    if (!withdrawn || change->state == NOTICE_SENT)
        notice->state = change->state;
    notice->attempts++;
    notice->tries++;
    notice->next_try = change->next_try;
    set_answer(notice, change->answer);
    if (failing_note(store, notice->receiver, change->state, change->answer, change->now,
                     err))
        return -1;
    return move_on(store, notice, notice_state_name(notice->state), change->now, err);
}

int store_notice_result(struct store *store, int64_t id, enum notice_state state,
                        const char *answer, struct instant next_try, struct instant now,
                        struct err *err)
{
    struct change change = {
        .state = state,
        .answer = answer,
        .next_try = next_try,
        .now = now,
    };

    /* No piece of its own: the courier has many results share one commit. */
    assert(store_in_transaction(store));
    return change_one(store, id, take_result, &change, err);
}

static int queue_again(struct store *store, struct notice *notice,
                       const struct change *change, struct err *err)
{
    if (notice->state != NOTICE_FAILED && notice->state != NOTICE_DEAD)
        return err_set(err, ERR_REFUSED,
                       "notice %lld is %s: only a failed or dead one can be tried again",
                       (long long)notice->id, notice_state_name(notice->state));
    notice->state = NOTICE_QUEUED;
    /* It starts the schedule anew; attempts go on counting. */
    notice->tries = 0;
    notice->next_try = change->now;
    return move_on(store, notice, "retried", change->now, err);
}

int store_notice_retry(struct store *store, int64_t id, struct instant now,
                       struct err *err)
{
    struct change change = {.now = now};

    return change_whole(store, id, queue_again, &change, err);
}

int store_notices_retry_dead(int64_t *count, struct store *store, struct instant now,
                             struct err *err)
{
    struct change change = {.now = now};
    struct stmt dead = stmt_open(store, STATEMENT_NOTICES_DEAD);

    return change_all(count, &dead, queue_again, &change, err);
}

/* -- withdrawing ----------------------------------------------------------------- */

/* The other clients of a digest that goes are said of anew. */
static int wake_told(struct store *store, int64_t notice, struct instant now,
                     struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TOLD_WAKE);

    stmt_bind_int(&stmt, now.s);
    stmt_bind_int(&stmt, notice);
    return stmt_run(&stmt, err);
}

static int withdraw(struct store *store, struct notice *notice,
                    const struct change *change, struct err *err)
{
    if (run_on_items(store, STATEMENT_ITEMS_WITHDRAW, notice->id, err) ||
        wake_told(store, notice->id, change->now, err))
        return -1;
    notice->state = NOTICE_SUPERSEDED;
    set_answer(notice, change->answer);
    return move_on(store, notice, notice_state_name(notice->state), change->now, err);
}

int store_notices_withdraw(struct store *store, const char *organization,
                           const char *milestone, struct date key, const char *reason,
                           struct instant now, struct err *err)
{
    struct change change = {.answer = reason, .now = now};
    struct stmt waiting = stmt_open(store, STATEMENT_NOTICES_TO_WITHDRAW);
    int64_t count;

    stmt_bind_text(&waiting, organization);
    stmt_bind_text(&waiting, milestone);
    stmt_bind_date(&waiting, key);
    return change_all(&count, &waiting, withdraw, &change, err);
}

/* A notice that is not to be sent any more, and why. */
struct unwanted {
    int64_t id;
    const char *reason;
};

/* The notices about ORGANIZATION that CB gives a reason for into *OUT, for the caller to
 * free, each once. */
static int find_unwanted(struct unwanted **out, size_t *count, struct store *store,
                         const char *organization, unwanted_cb cb, void *context,
                         struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICES_UNDELIVERED_OF);
    size_t capacity = 0;
    enum stmt_step step;

    stmt_bind_text(&stmt, organization);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        int64_t id = stmt_int(&stmt, "id");
        const char *reason =
            cb(context, stmt_text(&stmt, "milestone"), stmt_text(&stmt, "receiver"),
               stmt_text(&stmt, "channel"));
        if (!reason || (*count && (*out)[*count - 1].id == id))
            continue;
        *out = mem_grow(*out, *count, &capacity, sizeof(**out));
        (*out)[(*count)++] = (struct unwanted){id, reason};
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

int store_notices_withdraw_unwanted(struct store *store, const char *organization,
                                    unwanted_cb cb, void *context, struct instant now,
                                    struct err *err)
{
    struct unwanted *unwanted = NULL;
    size_t count = 0;
    int rc = find_unwanted(&unwanted, &count, store, organization, cb, context, err);

    for (size_t i = 0; rc == 0 && i < count; i++) {
        struct change change = {.answer = unwanted[i].reason, .now = now};
        rc = change_whole(store, unwanted[i].id, withdraw, &change, err);
    }
    free(unwanted);
    return rc;
}

bool store_has_undelivered(struct store *store)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICES_UNDELIVERED);
    struct err err = {0};
    bool some = stmt_step(&stmt, &err) != STMT_DONE;

    stmt_close(&stmt);
    return some;
}
