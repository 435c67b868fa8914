#include "ledger.h"

#include <stdio.h>

#include "jalon/core/document.h"
#include "stmt.h"

/* -- the chain ------------------------------------------------------------------- */

void ledger_hash(char out[SHA256_TEXT_SIZE], const char *before,
                 const struct ledger_entry *entry)
{
    struct buf text = {0};

    /* What entries were hashed by can never change: old ones would not verify any more.
     * The body comes last, since it alone may hold anything. */
    buf_addf(&text, "%s\n%lld\n%lld\n%lld\n%s\n%s", before, (long long)entry->number,
             (long long)entry->at.s, (long long)entry->notice, entry->event, entry->body);
    secret_sha256_text(out, buf_text(&text), text.length);
    buf_done(&text);
}

int ledger_append(struct store *store, struct instant at, int64_t notice,
                  const char *event, const char *body, struct err *err)
{
    struct ledger_entry entry = {
        .at = at, .notice = notice, .event = event, .body = body};
    struct ledger_mark last;
    char hash[SHA256_TEXT_SIZE];

    if (store_ledger_head(&last, store, err))
        return -1;
    /* Counted by hand, so that an entry that was taken away leaves a gap to be seen. */
    entry.number = last.number + 1;
    ledger_hash(hash, last.number ? last.hash : LEDGER_START, &entry);

    struct stmt stmt = stmt_open(store, STATEMENT_LEDGER_ADD);
    stmt_bind_int(&stmt, entry.number);
    stmt_bind_int(&stmt, at.s);
    stmt_bind_int(&stmt, notice);
    stmt_bind_text(&stmt, event);
    stmt_bind_text(&stmt, body);
    stmt_bind_text(&stmt, hash);
    return stmt_run(&stmt, err);
}

int store_ledger_each(struct store *store, const char *organization, int64_t after,
                      ledger_cb cb, void *context, struct err *err)
{
    struct stmt stmt =
        stmt_open(store, organization ? STATEMENT_LEDGER_OF : STATEMENT_LEDGER);
    enum stmt_step step;

    stmt_bind_int(&stmt, after);
    if (organization)
        stmt_bind_text(&stmt, organization);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        struct ledger_entry entry = {
            .number = stmt_int(&stmt, "number"),
            .at = stmt_instant(&stmt, "at"),
            .notice = stmt_int(&stmt, "notice"),
            .event = stmt_text(&stmt, "event"),
            .body = stmt_text(&stmt, "body"),
            .hash = stmt_text(&stmt, "hash"),
        };
        if (cb(context, &entry, err))
            break;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

/* -- what entries say ------------------------------------------------------------ */

static void add_text(struct buf *out, const char *key, const char *value)
{
    if (!value)
        return;
    buf_addf(out, ",\"%s\":", key);
    document_add_string(out, value);
}

static void add_item(struct buf *out, const struct notice_item *item)
{
    char key[DATE_TEXT_SIZE];

    buf_add(out, "{\"organization\":");
    document_add_string(out, item->organization);
    add_text(out, "milestone", item->milestone);
    add_text(out, "key", date_format(key, item->key));
    add_text(out, "step", item->step);
    buf_add_char(out, '}');
}

/* A fixed order and nothing optional but what is NULL: verifying makes the text again
 * from the notice and compares. */
void ledger_format_promise(struct buf *out, const struct notice *notice)
{
    char hash[SHA256_TEXT_SIZE];

    buf_addf(out, "{\"at\":%lld", (long long)notice->at.s);
    add_text(out, "receiver", notice->receiver);
    add_text(out, "channel", notice->channel);
    add_text(out, "address", notice->address);
    add_text(out, "message_id", notice->message_id);
    add_text(out, "subject", notice->subject);
    add_text(out, "template_version", notice->template_version);
    if (notice->payload) {
        secret_sha256_text(hash, notice->payload, notice->payload_length);
        add_text(out, "payload_sha256", hash);
    }
    buf_add(out, ",\"items\":[");
    for (size_t i = 0; i < notice->item_count; i++) {
        if (i)
            buf_add_char(out, ',');
        add_item(out, &notice->items[i]);
    }
    buf_add(out, "]}");
}

void ledger_format_standing(struct buf *out, const struct notice *notice)
{
    buf_addf(out, "{\"attempts\":%d", notice->attempts);
    add_text(out, "answer", notice->answer);
    buf_add_char(out, '}');
}

/* -- places in the chain --------------------------------------------------------- */

/* STMT is bound, and ended here. */
static int read_mark(struct ledger_mark *out, struct stmt *stmt, struct err *err)
{
    struct ledger_mark mark = {0};
    enum stmt_step step = stmt_step(stmt, err);

    if (step == STMT_ROW) {
        mark.number = stmt_int(stmt, "number");
        mark.at = stmt_instant(stmt, "at");
        (void)snprintf(mark.hash, sizeof(mark.hash), "%s", stmt_text(stmt, "hash"));
    }
    stmt_close(stmt);
    if (step == STMT_FAILED)
        return -1;
    *out = mark;
    return 0;
}

int store_ledger_head(struct ledger_mark *out, struct store *store, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_LEDGER_HEAD);

    return read_mark(out, &stmt, err);
}

int store_ledger_mark(struct ledger_mark *out, struct store *store, int64_t notice,
                      struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_LEDGER_MARK);

    stmt_bind_int(&stmt, notice);
    return read_mark(out, &stmt, err);
}
