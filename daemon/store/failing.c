/* A receiver has a row from its first failure to its next success.  The ledger would tell
 * the same, but each look at it would take longer with every year. */
#include "failing.h"

#include "stmt.h"

int failing_note(struct store *store, const char *receiver, enum notice_state state,
                 const char *answer, struct instant now, struct err *err)
{
    bool sent = state == NOTICE_SENT;
    struct stmt stmt =
        stmt_open(store, sent ? STATEMENT_FAILING_REMOVE : STATEMENT_FAILING_PUT);

    /* The first failure sets since, and those that follow only the answer. */
    stmt_bind_text(&stmt, receiver);
    if (!sent) {
        stmt_bind_int(&stmt, now.s);
        stmt_bind_text(&stmt, answer);
    }
    return stmt_run(&stmt, err);
}

int store_receivers_failing(struct store *store, failing_cb cb, void *context,
                            struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FAILING);
    enum stmt_step step;

    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (cb(context, stmt_text(&stmt, "receiver"), stmt_instant(&stmt, "since"),
               stmt_text(&stmt, "answer"), err))
            break;
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

static int count_one(void *context, const char *receiver, struct instant since,
                     const char *answer, struct err *err)
{
    int64_t *count = context;

    (void)receiver;
    (void)since;
    (void)answer;
    (void)err;
    ++*count;
    return 0;
}

int store_failing_count(int64_t *out, struct store *store, struct err *err)
{
    *out = 0;
    return store_receivers_failing(store, count_one, out, err);
}
