/* Whether the ledger holds: the chain in itself, and each notice against its entries. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "jalon/base/text.h"
#include "ledger.h"
#include "stmt.h"
#include "transaction.h"

struct check {
    struct store *store;
    int64_t count;                 /* entries that hold so far */
    int64_t broken;                /* the first that does not, or 0 */
    char before[SHA256_TEXT_SIZE]; /* the hash of the last one that holds */
};

/* -- the chain ------------------------------------------------------------------- */

static int check_entry(void *context, const struct ledger_entry *entry, struct err *err)
{
    struct check *check = context;
    char hash[SHA256_TEXT_SIZE];

    /* Until it has proved good. */
    check->broken = check->count + 1;
    if (entry->number != check->broken)
        return err_set(err, ERR_CONFLICT, "entry %lld of the ledger is missing",
                       (long long)check->broken);
    ledger_hash(hash, check->before, entry);
    if (!text_equal(hash, entry->hash))
        return err_set(err, ERR_CONFLICT, "entry %lld of the ledger was changed",
                       (long long)check->broken);
    memcpy(check->before, hash, sizeof(hash));
    check->count = entry->number;
    check->broken = 0;
    return 0;
}

/* -- notices --------------------------------------------------------------------- */

static int check_orphans(struct check *check, struct err *err)
{
    struct stmt stmt = stmt_open(check->store, STATEMENT_LEDGER_ORPHAN);
    enum stmt_step step = stmt_step(&stmt, err);

    if (step == STMT_ROW)
        check->broken = stmt_int(&stmt, "number");
    stmt_close(&stmt);
    if (step == STMT_ROW)
        return err_set(err, ERR_CONFLICT,
                       "entry %lld of the ledger is about a notice that is gone",
                       (long long)check->broken);
    return step == STMT_DONE ? 0 : -1;
}

/* A first or last entry of a notice. */
struct end {
    int64_t number; /* 0: it has none */
    char event[16];
    struct buf body;
};

static int read_end(struct end *out, struct store *store, enum statement name,
                    int64_t notice, struct err *err)
{
    struct stmt stmt = stmt_open(store, name);

    stmt_bind_int(&stmt, notice);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_ROW) {
        out->number = stmt_int(&stmt, "number");
        (void)snprintf(out->event, sizeof(out->event), "%s", stmt_text(&stmt, "event"));
        buf_add(&out->body, stmt_text(&stmt, "body"));
    }
    stmt_close(&stmt);
    return step == STMT_FAILED ? -1 : 0;
}

static bool keeps_promise(const struct notice *notice, const struct end *first)
{
    struct buf promise = {0};

    ledger_format_promise(&promise, notice);
    bool kept = text_equal(buf_text(&promise), buf_text(&first->body));
    buf_done(&promise);
    return kept;
}

static bool stands_so(const struct notice *notice, const struct end *first,
                      const struct end *last)
{
    bool again = text_equal(last->event, "retried");
    const char *state = again ? notice_state_name(NOTICE_QUEUED) : last->event;
    struct buf standing = {0};

    if (!text_equal(state, notice_state_name(notice->state)))
        return false;
    /* A promise says nothing of attempts: there were none yet. */
    if (last->number == first->number)
        return notice->attempts == 0 && !notice->answer;
    ledger_format_standing(&standing, notice);
    bool same = text_equal(buf_text(&standing), buf_text(&last->body));
    buf_done(&standing);
    return same;
}

static int compare(struct check *check, const struct notice *notice,
                   const struct end *first, const struct end *last, struct err *err)
{
    /* Its entries were cut off, and are missed after the last of the chain. */
    if (!first->number)
        check->broken = check->count + 1;
    else if (!keeps_promise(notice, first))
        check->broken = first->number;
    else if (!stands_so(notice, first, last))
        check->broken = last->number;
    else
        return 0;
    return err_set(err, ERR_CONFLICT, "notice %lld is not what the ledger says",
                   (long long)notice->id);
}

static int check_notice(struct check *check, int64_t id, struct err *err)
{
    struct notice notice = {0};
    struct end first = {0};
    struct end last = {0};
    int rc = -1;

    if (store_notice_get(&notice, check->store, id, err) == 0 &&
        read_end(&first, check->store, STATEMENT_LEDGER_FIRST_OF, id, err) == 0 &&
        read_end(&last, check->store, STATEMENT_LEDGER_LAST_OF, id, err) == 0)
        rc = compare(check, &notice, &first, &last, err);
    notice_done(&notice);
    buf_done(&first.body);
    buf_done(&last.body);
    return rc;
}

/* Each notice that STMT, which is bound, gives; ends STMT. */
static int check_notices(struct check *check, struct stmt *stmt, struct err *err)
{
    enum stmt_step step;

    while ((step = stmt_step(stmt, err)) == STMT_ROW)
        if (check_notice(check, stmt_int(stmt, "id"), err))
            break;
    stmt_close(stmt);
    return step == STMT_DONE ? 0 : -1;
}

/* -- all of it, or what was added ------------------------------------------------ */

static int check_all(struct check *check, struct err *err)
{
    /* The chain first: notices are compared with entries that are known to hold. */
    if (store_ledger_each(check->store, NULL, 0, check_entry, check, err) ||
        check_orphans(check, err))
        return -1;
    struct stmt all = stmt_open(check->store, STATEMENT_NOTICE_IDS);
    return check_notices(check, &all, err);
}

/* Behind what CHECK counts already. */
static int check_added(struct check *check, struct err *err)
{
    int64_t known = check->count;

    if (store_ledger_each(check->store, NULL, known, check_entry, check, err))
        return -1;
    struct stmt added = stmt_open(check->store, STATEMENT_NOTICE_IDS_SINCE);
    stmt_bind_int(&added, known);
    return check_notices(check, &added, err);
}

static void note(struct ledger_proof *out, const struct check *check)
{
    out->number = check->count;
    memcpy(out->hash, check->before, sizeof(out->hash));
}

int store_ledger_verify(struct ledger_proof *proof, int64_t *broken, struct store *store,
                        struct err *err)
{
    struct check check = {.store = store, .before = LEDGER_START};
    struct piece snapshot;

    /* Of one moment: others may write while another thread reads. */
    if (piece_begin(&snapshot, store, err))
        return -1;
    int rc = piece_end(&snapshot, check_all(&check, err), err);
    if (rc == 0)
        note(proof, &check);
    else
        *broken = check.broken;
    return rc;
}

int store_ledger_verify_file(struct ledger_proof *proof, int64_t *broken,
                             const char *database, struct err *err)
{
    struct store *reader = NULL;
    int rc = store_open_reader(&reader, database, err);

    if (rc == 0)
        rc = store_ledger_verify(proof, broken, reader, err);
    store_close(reader);
    return rc;
}

static int read_version(int64_t *out, struct store *store, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_DATA_VERSION);
    enum stmt_step step = stmt_step(&stmt, err);

    if (step == STMT_ROW)
        *out = stmt_int(&stmt, "data_version");
    stmt_close(&stmt);
    return step == STMT_ROW ? 0 : -1;
}

int store_ledger_proven(struct ledger_proof *out, struct store *store, struct err *err)
{
    int64_t version;

    /* Read first: who writes meanwhile has all of it read again the next time. */
    if (read_version(&version, store, err))
        return -1;
    *out = store->proven;
    if (out->version != version)
        *out = (struct ledger_proof){.version = version};
    return 0;
}

void store_ledger_trust(struct store *store, const struct ledger_proof *proof)
{
    store->proven = *proof;
}

int store_ledger_holds(struct store *store, struct err *err)
{
    struct check check = {.store = store, .before = LEDGER_START};
    struct ledger_proof proof;

    assert(!store_in_transaction(store));
    if (store_ledger_proven(&proof, store, err))
        return -1;
    bool known = proof.number;
    if (known) {
        check.count = proof.number;
        memcpy(check.before, proof.hash, sizeof(check.before));
    }
    int rc = known ? check_added(&check, err) : check_all(&check, err);
    note(&proof, &check);
    if (rc)
        proof.number = 0;
    store_ledger_trust(store, &proof);
    return rc;
}
