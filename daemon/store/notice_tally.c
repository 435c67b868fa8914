/* How many notices there are. */
#include <string.h>

#include "jalon/base/text.h"
#include "jalon/core/route.h"
#include "jalon/store/ledger.h"
#include "stmt.h"

/* -- in all ---------------------------------------------------------------------- */

int store_notice_counts(struct store *store, int64_t counts[NOTICE_STATE_COUNT],
                        struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE_COUNTS);
    enum notice_state state;
    enum stmt_step step;

    memset(counts, 0, NOTICE_STATE_COUNT * sizeof(*counts));
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (notice_state_parse(&state, stmt_text(&stmt, "state")) == 0)
            counts[state] = stmt_int(&stmt, "count");
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

int64_t store_dead_count(struct store *store)
{
    struct stmt stmt = stmt_open(store, STATEMENT_DEAD_COUNT);

    return stmt_count(&stmt);
}

/* The ledger grows for years and a day is asked about: from its end, up to the first
 * entry that is older.  A clock that was set back makes it stop early and count too few.
 */
int64_t store_notices_sent_since(struct store *store, struct instant since)
{
    struct stmt stmt = stmt_open(store, STATEMENT_LEDGER_BACKWARDS);
    struct err ignored = {0};
    int64_t count = 0;

    while (stmt_step(&stmt, &ignored) == STMT_ROW && stmt_int(&stmt, "at") >= since.s)
        count += text_equal(stmt_text(&stmt, "event"), notice_state_name(NOTICE_SENT));
    stmt_close(&stmt);
    return count;
}

/* -- for each receiver and state ------------------------------------------------- */

/* After all others: they are in no group of the statement's. */
static void call_all(const int64_t counts[NOTICE_STATE_COUNT], tally_cb cb, void *context)
{
    for (int i = 0; i < NOTICE_STATE_COUNT; i++)
        if (counts[i])
            cb(context, NOTICE_CONTACTS, (enum notice_state)i, counts[i]);
}

int store_notices_tally(struct store *store, tally_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_NOTICE_TALLY);
    int64_t contacts[NOTICE_STATE_COUNT] = {0};
    enum notice_state state;
    enum stmt_step step;

    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        const char *receiver = stmt_text(&stmt, "receiver");
        int64_t count = stmt_int(&stmt, "count");
        if (notice_state_parse(&state, stmt_text(&stmt, "state")) != 0)
            continue;
        if (route_contact(receiver))
            contacts[state] += count;
        else
            cb(context, receiver, state, count);
    }
    stmt_close(&stmt);
    if (step != STMT_DONE)
        return -1;
    call_all(contacts, cb, context);
    return 0;
}
