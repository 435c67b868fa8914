/* A fact is kept as its JSON, so that a new key of a kind needs no migration, and never
 * changed, which triggers see to: that it was retracted is a row of another table. */
#include "facts.h"

#include <string.h>

#include "jalon/base/buf.h"
#include "jalon/base/mem.h"
#include "jalon/core/document.h"
#include "jalon/store/organizations.h"
#include "stmt.h"
#include "transaction.h"

/* -- adding ---------------------------------------------------------------------- */

static int touch(struct store *store, const char *organization, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATION_TOUCH);
    int64_t changed;

    stmt_bind_text(&stmt, organization);
    if (stmt_run_changed(&changed, &stmt, err))
        return -1;
    if (!changed)
        return err_set(err, ERR_NOT_FOUND, "there is no organization %s", organization);
    store_touch(store);
    return 0;
}

static int insert(struct store *store, const char *organization, const struct fact *fact,
                  struct err *err)
{
    struct buf document = {0};
    struct stmt stmt = stmt_open(store, STATEMENT_FACT_ADD);

    document_format_fact(&document, fact);
    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, fact->id);
    stmt_bind_text(&stmt, buf_text(&document));
    int rc = stmt_run(&stmt, err);
    buf_done(&document);
    if (rc && err->code == ERR_CONFLICT)
        return err_set(err, ERR_CONFLICT, "fact %s is on record already", fact->id);
    return rc;
}

static int retract(int64_t *changed, struct store *store, const char *organization,
                   const char *fact, const char *by, struct instant at, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FACT_RETRACT);

    stmt_bind_text(&stmt, by);
    stmt_bind_int(&stmt, at.s);
    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, fact);
    return stmt_run_changed(changed, &stmt, err);
}

static int add(struct store *store, const char *organization, const struct fact *fact,
               struct err *err)
{
    struct instant recorded;
    int64_t changed;

    /* First, so that an organization that is not there is named, and is no broken foreign
     * key. */
    if (touch(store, organization, err) || insert(store, organization, fact, err))
        return -1;
    if (!fact->retracted)
        return 0;
    /* One that comes void already was voided elsewhere: its document does not say by
     * whom. */
    if (instant_parse(&recorded, fact->recorded_at, err))
        return -1;
    return retract(&changed, store, organization, fact->id, fact->by, recorded, err);
}

int store_fact_add(struct store *store, const char *organization, const struct fact *fact,
                   struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, add(store, organization, fact, err), err);
}

/* -- voiding --------------------------------------------------------------------- */

static int void_fact(struct store *store, const char *organization, const char *fact,
                     const char *by, struct instant at, struct err *err)
{
    int64_t changed;

    if (touch(store, organization, err) ||
        retract(&changed, store, organization, fact, by, at, err))
        return -1;
    if (!changed)
        return err_set(err, ERR_NOT_FOUND, "there is no fact %s in force", fact);
    return 0;
}

int store_fact_retract(struct store *store, const char *organization, const char *fact,
                       const char *by, struct instant at, struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, void_fact(store, organization, fact, by, at, err), err);
}

int store_retraction_get(struct retraction *out, struct store *store,
                         const char *organization, const char *fact, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_RETRACTION);

    stmt_bind_text(&stmt, organization);
    stmt_bind_text(&stmt, fact);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_ROW)
        *out =
            (struct retraction){stmt_text_copy(&stmt, "by"), stmt_instant(&stmt, "at")};
    stmt_close(&stmt);
    if (step == STMT_DONE)
        return err_set(err, ERR_NOT_FOUND, "fact %s is not retracted", fact);
    return step == STMT_ROW ? 0 : -1;
}

/* -- reading --------------------------------------------------------------------- */

static int read_fact(struct fact *out, struct stmt *stmt, struct err *err)
{
    const char *document = stmt_text(stmt, "document");

    if (document_parse_fact(out, document, strlen(document), err))
        return -1;
    out->retracted = stmt_int(stmt, "retracted") != 0;
    return 0;
}

int facts_read(struct organization *organization, struct store *store, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FACTS);
    size_t capacity = 0;
    enum stmt_step step;

    stmt_bind_text(&stmt, organization->id);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW) {
        organization->facts = mem_grow(organization->facts, organization->fact_count,
                                       &capacity, sizeof(struct fact));
        if (read_fact(&organization->facts[organization->fact_count], &stmt, err))
            break;
        /* Counted once it is whole: the caller ends those that are counted. */
        organization->fact_count++;
    }
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}
