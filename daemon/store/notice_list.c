/* Reading notices: those to send, those to show. */
#include "notice_row.h"

#include "jalon/base/mem.h"

static int call(struct stmt *stmt, notice_cb cb, void *context, struct err *err)
{
    struct notice notice;

    if (notice_row_read(&notice, stmt, err))
        return -1;
    int rc = cb(context, &notice, err);
    notice_done(&notice);
    return rc;
}

/* Calls CB for each row of STMT, which is bound, and ends it. */
static int each(struct stmt *stmt, notice_cb cb, void *context, struct err *err)
{
    enum stmt_step step;

    while ((step = stmt_step(stmt, err)) == STMT_ROW)
        if (call(stmt, cb, context, err))
            break;
    stmt_close(stmt);
    return step == STMT_DONE ? 0 : -1;
}

int store_notices_ready(struct store *store, struct instant now, int64_t limit,
                        ready_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICES_READY);
    enum stmt_step step;

    stmt_bind_int(&stmt, now.s);
    stmt_bind_int(&stmt, limit);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (cb(context, stmt_int(&stmt, "id"), stmt_text(&stmt, "receiver"), err))
            break;
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

char *store_notice_receiver(struct store *store, const char *after, struct instant now)
{
    struct err ignored = {0};
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE_RECEIVER);
    char *receiver = NULL;

    stmt_bind_text(&stmt, after ? after : "");
    stmt_bind_int(&stmt, now.s);
    if (stmt_step(&stmt, &ignored) == STMT_ROW)
        receiver = mem_strdup(stmt_text(&stmt, "receiver"));
    stmt_close(&stmt);
    return receiver;
}

static struct outgoing outgoing_row(struct stmt *stmt)
{
    struct outgoing row;

    row.place.id = stmt_int(stmt, "id");
    row.place.next_try = stmt_instant(stmt, "next_try");
    row.tries = (int)stmt_int(stmt, "tries");
    row.channel = stmt_text(stmt, "channel");
    row.address = stmt_text(stmt, "address");
    row.message_id = stmt_text(stmt, "message_id");
    row.payload = stmt_bytes(&row.payload_length, stmt, "bytes");
    return row;
}

int store_notices_outgoing(struct store *store, const struct outgoing_filter *filter,
                           outgoing_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICES_OUTGOING);
    enum stmt_step step;

    stmt_bind_text(&stmt, filter->receiver);
    stmt_bind_int(&stmt, filter->now.s);
    stmt_bind_int(&stmt, filter->after.next_try.s);
    stmt_bind_int(&stmt, filter->after.id);
    stmt_bind_int(&stmt, filter->limit);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        struct outgoing row = outgoing_row(&stmt);
        if (cb(context, &row, err))
            break;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

bool store_notice_next_try(struct instant *out, struct store *store, struct instant after)
{
    struct err ignored = {0};
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE_NEXT_TRY);

    stmt_bind_int(&stmt, after.s);
    bool found = stmt_step(&stmt, &ignored) == STMT_ROW;

    if (found)
        *out = stmt_instant(&stmt, "next_try");
    stmt_close(&stmt);
    return found;
}

/* Those in which a notice stays for a while only. */
static const bool rare[NOTICE_STATE_COUNT] = {
    [NOTICE_QUEUED] = true, [NOTICE_FAILED] = true, [NOTICE_DEAD] = true};

/* By organization, by state alone, or neither; from the oldest, from the newest.  A
 * statement for each, since which index serves depends on what is asked, and SQLite plans
 * before it knows what is bound. */
static enum statement statement_of(const struct notice_filter *filter)
{
    if (filter->organization)
        return filter->newest ? STATEMENT_NOTICES_LATEST_OF : STATEMENT_NOTICES_OF;
    if (filter->has_state && rare[filter->state])
        return filter->newest ? STATEMENT_NOTICES_LATEST_IN_RARE_STATE
                              : STATEMENT_NOTICES_IN_RARE_STATE;
    return filter->newest ? STATEMENT_NOTICES_LATEST : STATEMENT_NOTICES;
}

int store_notices_each(struct store *store, const struct notice_filter *filter,
                       notice_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, statement_of(filter));
    bool from_the_end = filter->newest && filter->after == 0;

    /* Going up starts after 0, going down before the highest number. */
    stmt_bind_int(&stmt, from_the_end ? INT64_MAX : filter->after);
    stmt_bind_text(&stmt, filter->receiver);
    stmt_bind_text(&stmt, filter->has_state ? notice_state_name(filter->state) : NULL);
    if (filter->organization)
        stmt_bind_text(&stmt, filter->organization);
    stmt_bind_int(&stmt, filter->limit ? filter->limit : -1);
    return each(&stmt, cb, context, err);
}

int store_notice_get(struct notice *out, struct store *store, int64_t id, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE);
    int rc = -1;

    stmt_bind_int(&stmt, id);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_DONE)
        (void)err_set(err, ERR_NOT_FOUND, "there is no notice %lld", (long long)id);
    if (step == STMT_ROW)
        rc = notice_row_read(out, &stmt, err);
    stmt_close(&stmt);
    return rc;
}

bool store_step_known(struct store *store, const char *organization,
                      const char *milestone, struct date key, const char *step,
                      const char *receiver)
{
    /* Where it cannot be read a step counts as unknown: the ledger takes none twice. */
    struct stmt stmt = stmt_open(store, STATEMENT_STEP_KNOWN);

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, milestone);
    stmt_bind_date(&stmt, key);
    stmt_bind_text(&stmt, step);
    stmt_bind_text(&stmt, receiver);
    return stmt_any(&stmt);
}
