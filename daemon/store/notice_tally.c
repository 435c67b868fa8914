/* How many notices there are, for each receiver and state. */
#include "jalon/core/route.h"
#include "jalon/store/ledger.h"
#include "stmt.h"

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
