#include "jalon/store/overview.h"

#include "search.h"
#include "stmt.h"

/* -- owners, tags ---------------------------------------------------------------- */

static int each_word(struct store *store, enum statement name, word_cb cb, void *context,
                     struct err *err)
{
    struct stmt stmt = stmt_open(store, name);
    enum stmt_step step;

    stmt_bind_int(&stmt, OVERVIEW_WORDS_MAX);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (cb(context, stmt_text(&stmt, "word"), err))
            break;
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

int store_owners_each(struct store *store, word_cb cb, void *context, struct err *err)
{
    return each_word(store, STATEMENT_OWNERS, cb, context, err);
}

int store_tags_each(struct store *store, word_cb cb, void *context, struct err *err)
{
    return each_word(store, STATEMENT_TAGS, cb, context, err);
}

/* -- clients --------------------------------------------------------------------- */

int store_clients_each(struct store *store, const struct client_filter *filter,
                       client_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_CLIENTS);
    struct buf search = {0};
    enum stmt_step step;

    if (filter->search)
        search_wanted(&search, filter->search);
    stmt_bind_text(&stmt, filter->after);
    stmt_bind_text(&stmt, filter->owner);
    stmt_bind_text(&stmt, filter->tag);
    stmt_bind_text(&stmt, filter->search ? buf_text(&search) : NULL);
    stmt_bind_text(&stmt, filter->silence);
    stmt_bind_int(&stmt, filter->limit);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        const struct client_row row = {
            .id = stmt_text(&stmt, "id"),
            .name = stmt_text(&stmt, "name"),
            .owner = stmt_text(&stmt, "owner"),
        };
        if (cb(context, &row, err))
            break;
    }
    stmt_close(&stmt);
    buf_done(&search);
    return step == STMT_DONE ? 0 : -1;
}

/* -- who will not be told --------------------------------------------------------- */

int store_silences(struct store *store, int64_t counts[SILENCE_COUNT], struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SILENCES);
    enum silence silence;
    enum stmt_step step;

    for (int i = 0; i < SILENCE_COUNT; i++)
        counts[i] = 0;
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (silence_parse(&silence, stmt_text(&stmt, "silence")) == 0)
            counts[silence] = stmt_int(&stmt, "count");
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

int store_lasting_acks_each(struct store *store, int64_t limit, lasting_ack_cb cb,
                            void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ACKS_FOR_GOOD);
    enum stmt_step step;

    stmt_bind_int(&stmt, limit);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        enum milestone_kind kind;
        if (milestone_kind_parse(&kind, stmt_text(&stmt, "kind")) != 0)
            continue;
        const struct lasting_ack ack = {
            .organization = stmt_text(&stmt, "organization"),
            .name = stmt_text(&stmt, "name"),
            .kind = kind,
            .reason = stmt_text(&stmt, "reason"),
            .by = stmt_text(&stmt, "by"),
        };
        if (cb(context, &ack, err))
            break;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

/* -- who was told ---------------------------------------------------------------- */

int store_tellings_each(struct store *store, const char *organization,
                        const char *milestone, telling_cb cb, void *context,
                        struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TELLINGS);
    enum notice_state state;
    enum stmt_step step;

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, milestone);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        const char *receiver = stmt_text(&stmt, "receiver");
        if (notice_state_parse(&state, stmt_text(&stmt, "state")) == 0 &&
            cb(context, receiver, state, stmt_instant(&stmt, "at"), err))
            break;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

/* -- audits to come -------------------------------------------------------------- */

int store_load_each(struct store *store, struct date from, struct date to, load_cb cb,
                    void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_LOAD);
    enum stmt_step step;

    stmt_bind_date(&stmt, from);
    stmt_bind_date(&stmt, to);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        const struct load_row row = {
            .owner = stmt_text(&stmt, "owner"),
            .opens = stmt_date(&stmt, "opens"),
            .due = stmt_date(&stmt, "due"),
        };
        if (cb(context, &row, err))
            break;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

int store_bookings_each(struct store *store, struct date from, struct date to,
                        booking_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_BOOKINGS);
    enum stmt_step step;

    stmt_bind_date(&stmt, from);
    stmt_bind_date(&stmt, to);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        const struct booking_row row = {
            .owner = stmt_text(&stmt, "owner"),
            .day = stmt_date(&stmt, "day"),
            .audits = stmt_int(&stmt, "audits"),
        };
        if (cb(context, &row, err))
            break;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}
