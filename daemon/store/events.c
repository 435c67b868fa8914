/* The published state of calendar events. */
#include <stdio.h>

#include "jalon/base/text.h"
#include "jalon/store/milestones.h"
#include "stmt.h"

static enum stmt_step read_row(struct event_row *out, struct store *store,
                               const char *organization, const char *uid, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_EVENT);

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, uid);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_ROW) {
        (void)snprintf(out->hash, sizeof(out->hash), "%s", stmt_text(&stmt, "hash"));
        out->sequence = stmt_int(&stmt, "sequence");
        out->modified = stmt_instant(&stmt, "modified");
    }
    stmt_close(&stmt);
    return step;
}

static int write_row(struct store *store, const char *organization, const char *uid,
                     const char *hash, struct instant now, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_EVENT_PUT);

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, uid);
    stmt_bind_text(&stmt, hash);
    stmt_bind_int(&stmt, now.s);
    if (stmt_run(&stmt, err))
        return -1;
    store_touch(store);
    return 0;
}

int store_event_get(struct event_row *out, struct store *store, const char *organization,
                    const char *uid, struct err *err)
{
    enum stmt_step step = read_row(out, store, organization, uid, err);

    if (step == STMT_DONE)
        return err_set(err, ERR_NOT_FOUND, "event %s was never published", uid);
    return step == STMT_ROW ? 0 : -1;
}

int store_event_put(struct event_row *out, struct store *store, const char *organization,
                    const char *uid, const char *hash, struct instant now,
                    struct err *err)
{
    struct event_row row;
    enum stmt_step step = read_row(&row, store, organization, uid, err);

    if (step == STMT_FAILED)
        return -1;
    if (step == STMT_ROW && text_equal(row.hash, hash)) {
        *out = row;
        return 0;
    }
    if (write_row(store, organization, uid, hash, now, err))
        return -1;
    return store_event_get(out, store, organization, uid, err);
}
