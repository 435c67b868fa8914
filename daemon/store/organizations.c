#include "jalon/store/organizations.h"

#include <string.h>

#include "facts.h"
#include "jalon/base/buf.h"
#include "jalon/core/document.h"
#include "search.h"
#include "stmt.h"
#include "transaction.h"

/* -- writing --------------------------------------------------------------------- */

static int put_profile(int64_t *changed, struct store *store,
                       const struct organization *organization, struct err *err)
{
    struct buf search = {0};
    struct buf document = {0};
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATION_PUT);

    search_words(&search, organization);
    document_format_profile(&document, organization);
    stmt_bind_text(&stmt, organization->id);
    stmt_bind_text(&stmt, organization->name);
    stmt_bind_text(&stmt, organization->owner);
    stmt_bind_text(&stmt, organization->siret);
    stmt_bind_text(&stmt, buf_text(&search));
    stmt_bind_text(&stmt, buf_text(&document));
    int rc = stmt_run_changed(changed, &stmt, err);
    buf_done(&search);
    buf_done(&document);
    return rc;
}

static int put_tags(struct store *store, const struct organization *organization,
                    struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TAGS_REMOVE);

    stmt_bind_text(&stmt, organization->id);
    if (stmt_run(&stmt, err))
        return -1;
    for (size_t i = 0; i < organization->tag_count; i++) {
        stmt = stmt_open(store, STATEMENT_TAG_ADD);
        stmt_bind_text(&stmt, organization->id);
        stmt_bind_text(&stmt, organization->tags[i]);
        if (stmt_run(&stmt, err))
            return -1;
    }
    return 0;
}

static int put(struct store *store, const struct organization *organization,
               struct err *err)
{
    int64_t changed;

    if (put_profile(&changed, store, organization, err))
        return -1;
    /* The document holds all of the profile: where it is the same, so are the tags. */
    if (!changed)
        return 0;
    store_touch(store);
    return put_tags(store, organization, err);
}

int store_organization_put(struct store *store, const struct organization *organization,
                           struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, put(store, organization, err), err);
}

int store_organization_remove(struct store *store, const char *id, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATION_REMOVE);
    int64_t changed;

    stmt_bind_text(&stmt, id);
    if (stmt_run_changed(&changed, &stmt, err))
        return -1;
    if (!changed)
        return err_set(err, ERR_NOT_FOUND, "there is no organization %s", id);
    store_touch(store);
    return 0;
}

/* -- reading --------------------------------------------------------------------- */

/* The store trusts what it wrote: a zone that the table of holidays has lost since then
 * must not make an organization unreadable. */
static int read_row(struct organization *out, struct store *store, struct stmt *stmt,
                    struct err *err)
{
    const char *document = stmt_text(stmt, "document");

    if (document_parse(out, document, strlen(document), NULL, err) == 0) {
        if (facts_read(out, store, err) == 0)
            return 0;
        organization_done(out);
    }
    return err_wrap(err, "organization %s", stmt_text(stmt, "id"));
}

int store_organization_get(struct organization *out, int64_t *version,
                           struct store *store, const char *id, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATION);
    int rc = -1;

    stmt_bind_text(&stmt, id);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_DONE)
        (void)err_set(err, ERR_NOT_FOUND, "there is no organization %s", id);
    if (step == STMT_ROW)
        rc = read_row(out, store, &stmt, err);
    if (rc == 0 && version)
        *version = stmt_int(&stmt, "version");
    stmt_close(&stmt);
    return rc;
}

bool store_organization_exists(struct store *store, const char *id)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATION_EXISTS);

    stmt_bind_text(&stmt, id);
    return stmt_any(&stmt);
}

int store_organization_need(struct store *store, const char *id, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATION_EXISTS);

    stmt_bind_text(&stmt, id);
    enum stmt_step step = stmt_step(&stmt, err);
    stmt_close(&stmt);
    if (step == STMT_DONE)
        return err_set(err, ERR_NOT_FOUND, "there is no organization %s", id);
    return step == STMT_ROW ? 0 : -1;
}

int store_organization_of_siret(char out[ORGANIZATION_ID_SIZE], struct store *store,
                                const char *siret, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATIONS_OF_SIRET);
    int rc = -1;

    stmt_bind_text(&stmt, siret);
    if (stmt_step(&stmt, err) == STMT_ROW) {
        const char *id = stmt_text(&stmt, "id");
        int64_t count = stmt_int(&stmt, "count");
        rc = count < 2 ? 0
                       : err_set(err, ERR_CONFLICT,
                                 N_("%s and %s have the SIRET %s: name the id of the one "
                                    "that is meant"),
                                 id, stmt_text(&stmt, "other"), siret);
        if (count == 1)
            memcpy(out, id, strlen(id) + 1);
    }
    stmt_close(&stmt);
    return rc;
}

int64_t store_organization_count(struct store *store)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATION_COUNT);

    return stmt_count(&stmt);
}

static int call(struct store *store, struct stmt *stmt, organization_cb cb, void *context,
                struct err *err)
{
    struct organization organization;

    if (read_row(&organization, store, stmt, err))
        return -1;
    int rc = cb(context, &organization, err);
    organization_done(&organization);
    return rc;
}

int store_organizations_each(struct store *store,
                             const struct organization_filter *filter, organization_cb cb,
                             void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_ORGANIZATIONS);
    struct buf search = {0};
    enum stmt_step step;

    if (filter->search)
        search_wanted(&search, filter->search);
    stmt_bind_text(&stmt, filter->after ? filter->after : "");
    stmt_bind_text(&stmt, filter->owner);
    stmt_bind_text(&stmt, filter->tag);
    stmt_bind_text(&stmt, filter->search ? buf_text(&search) : NULL);
    stmt_bind_int(&stmt, filter->limit ? filter->limit : -1);
    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (call(store, &stmt, cb, context, err))
            break;
    stmt_close(&stmt);
    buf_done(&search);
    return step == STMT_DONE ? 0 : -1;
}
