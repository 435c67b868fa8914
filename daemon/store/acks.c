/* Acknowledgements; those taken back stay on record. */
#include <stdlib.h>

#include "jalon/store/milestones.h"
#include "stmt.h"
#include "transaction.h"

void ack_done(struct ack *ack)
{
    free(ack->milestone);
    free(ack->reason);
    free(ack->by);
    *ack = (struct ack){0};
}

static int take_back(int64_t *changed, struct store *store, const char *organization,
                     const char *milestone, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ACK_REMOVE);

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, milestone);
    return stmt_run_changed(changed, &stmt, err);
}

static int put(struct store *store, const char *organization, const struct ack *ack,
               struct err *err)
{
    int64_t replaced;

    /* Never overwritten: years later somebody may ask who silenced a date of law, and
     * why. */
    if (take_back(&replaced, store, organization, ack->milestone, err))
        return -1;
    struct stmt stmt = stmt_open(store, STATEMENT_ACK_ADD);
    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, ack->milestone);
    stmt_bind_date(&stmt, ack->key);
    stmt_bind_date(&stmt, ack->until);
    stmt_bind_text(&stmt, ack->reason);
    stmt_bind_text(&stmt, ack->by);
    stmt_bind_int(&stmt, ack->at.s);
    if (stmt_run(&stmt, err))
        return -1;
    store_touch(store);
    return 0;
}

int store_ack_put(struct store *store, const char *organization, const struct ack *ack,
                  struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, put(store, organization, ack, err), err);
}

int store_ack_remove(struct store *store, const char *organization, const char *milestone,
                     struct err *err)
{
    int64_t changed;

    if (take_back(&changed, store, organization, milestone, err))
        return -1;
    if (!changed)
        return err_set(err, ERR_NOT_FOUND, "%s of %s is not acknowledged", milestone,
                       organization);
    store_touch(store);
    return 0;
}

int store_ack_find(struct ack *out, struct store *store, const char *organization,
                   const char *milestone, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ACK);
    struct ack ack = {0};

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, milestone);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_ROW)
        ack = (struct ack){
            .milestone = stmt_text_copy(&stmt, "milestone"),
            .key = stmt_date(&stmt, "key_day"),
            .until = stmt_date(&stmt, "until_day"),
            .reason = stmt_text_copy(&stmt, "reason"),
            .by = stmt_text_copy(&stmt, "by"),
            .at = stmt_instant(&stmt, "at"),
        };
    stmt_close(&stmt);
    if (step == STMT_FAILED)
        return -1;
    *out = ack;
    return 0;
}
