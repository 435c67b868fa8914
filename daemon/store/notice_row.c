#include "notice_row.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

static const char *const state_names[NOTICE_STATE_COUNT] = {
    [NOTICE_QUEUED] = "queued",         [NOTICE_SENT] = "sent",
    [NOTICE_FAILED] = "failed",         [NOTICE_DEAD] = "dead",
    [NOTICE_SUPERSEDED] = "superseded",
};

const char *notice_state_name(enum notice_state state)
{
    return state_names[state];
}

int notice_state_parse(enum notice_state *out, const char *text)
{
    int place = text_place(state_names, NOTICE_STATE_COUNT, text);

    if (place < 0)
        return -1;
    *out = (enum notice_state)place;
    return 0;
}

void notice_done(struct notice *notice)
{
    for (size_t i = 0; i < notice->item_count; i++) {
        free(notice->items[i].organization);
        free(notice->items[i].name);
        free(notice->items[i].milestone);
        free(notice->items[i].step);
    }
    free(notice->items);
    free(notice->receiver);
    free(notice->channel);
    free(notice->address);
    free(notice->message_id);
    free(notice->answer);
    free(notice->subject);
    free(notice->template_version);
    free(notice->payload);
    *notice = (struct notice){0};
}

static void copy_columns(struct notice *out, struct stmt *stmt)
{
    /* In the order of NOTICE_COLUMNS, so that each is found at the first look. */
    out->id = stmt_int(stmt, "id");
    out->at = stmt_instant(stmt, "at");
    out->receiver = stmt_text_copy(stmt, "receiver");
    out->channel = stmt_text_copy(stmt, "channel");
    out->address = stmt_text_copy(stmt, "address");
    out->message_id = stmt_text_copy(stmt, "message_id");
    out->subject = stmt_text_copy(stmt, "subject");
    out->template_version = stmt_text_copy(stmt, "template_version");
    out->attempts = (int)stmt_int(stmt, "attempts");
    out->tries = (int)stmt_int(stmt, "tries");
    out->next_try = stmt_instant(stmt, "next_try");
    out->answer = stmt_text_copy(stmt, "answer");
    out->payload = stmt_bytes_copy(&out->payload_length, stmt, "bytes");
}

static int read_items(struct notice *notice, struct store *store, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ITEMS);
    size_t capacity = 0;
    enum stmt_step step;

    stmt_bind_int(&stmt, notice->id);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        notice->items = mem_grow(notice->items, notice->item_count, &capacity,
                                 sizeof(struct notice_item));
        notice->items[notice->item_count++] = (struct notice_item){
            .organization = stmt_text_copy(&stmt, "organization"),
            .name = stmt_text_copy(&stmt, "name"),
            .milestone = stmt_text_copy(&stmt, "milestone"),
            .key = stmt_date(&stmt, "key_day"),
            .step = stmt_text_copy(&stmt, "step"),
        };
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

int notice_row_state(enum notice_state *out, struct stmt *stmt, struct err *err)
{
    if (notice_state_parse(out, stmt_text(stmt, "state")) == 0)
        return 0;
    return err_set(err, ERR_STORE, "notice %lld is in no state that there is",
                   (long long)stmt_int(stmt, "id"));
}

int notice_row_read(struct notice *out, struct stmt *stmt, struct err *err)
{
    struct notice notice = {0};

    if (notice_row_state(&notice.state, stmt, err))
        return -1;
    copy_columns(&notice, stmt);
    if (read_items(&notice, stmt->store, err)) {
        notice_done(&notice);
        return -1;
    }
    *out = notice;
    return 0;
}
