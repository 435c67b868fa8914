/* Keys to the HTTP API. */
#include <stdlib.h>

#include "jalon/base/text.h"
#include "jalon/store/keys.h"
#include "stmt.h"

static const char *const scope_names[SCOPE_COUNT] = {
    [SCOPE_READ] = "read",
    [SCOPE_WRITE] = "write",
    [SCOPE_ADMIN] = "admin",
};

const char *scope_name(enum scope scope)
{
    return scope_names[scope];
}

int scope_parse(enum scope *out, const char *text)
{
    int place = text_place(scope_names, SCOPE_COUNT, text);

    if (place < 0)
        return -1;
    *out = (enum scope)place;
    return 0;
}

void token_done(struct token *token)
{
    free(token->name);
    *token = (struct token){0};
}

int store_token_add(struct store *store, const char *name, enum scope scope,
                    const char *token, struct instant now, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TOKEN_ADD);
    char hash[SHA256_TEXT_SIZE];

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, name);
    stmt_bind_text(&stmt, hash);
    stmt_bind_text(&stmt, scope_name(scope));
    stmt_bind_int(&stmt, now.s);
    int rc = stmt_run(&stmt, err);
    if (rc && err->code == ERR_CONFLICT)
        return err_set(err, ERR_CONFLICT, "there is a token %s already", name);
    return rc;
}

int store_token_revoke(struct store *store, const char *name, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TOKEN_REMOVE);
    int64_t changed;

    stmt_bind_text(&stmt, name);
    if (stmt_run_changed(&changed, &stmt, err))
        return -1;
    return changed ? 0 : err_set(err, ERR_NOT_FOUND, "there is no token %s", name);
}

static int read_row(struct token *out, struct stmt *stmt, struct err *err)
{
    enum scope scope;

    if (scope_parse(&scope, stmt_text(stmt, "scope")))
        return err_set(err, ERR_STORE, "token %s has no scope that there is",
                       stmt_text(stmt, "name"));
    *out = (struct token){
        .name = stmt_text_copy(stmt, "name"),
        .scope = scope,
        .created = stmt_instant(stmt, "created"),
        .used = stmt_instant(stmt, "used"),
    };
    return 0;
}

static int note_use(struct store *store, const char *name, struct instant now,
                    struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TOKEN_USED);

    stmt_bind_int(&stmt, now.s);
    stmt_bind_text(&stmt, name);
    return stmt_run_now(&stmt, err);
}

int store_token_find(struct token *out, struct store *store, const char *token,
                     struct instant now, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TOKEN_OF);
    char hash[SHA256_TEXT_SIZE];
    int rc = -1;

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_DONE)
        (void)err_set(err, ERR_NOT_FOUND, "this token is not known");
    if (step == STMT_ROW)
        rc = read_row(out, &stmt, err);
    stmt_close(&stmt);
    /* A full disk must not lock anyone out: that it was used is told as well as can be.
     */
    struct err ignored = {0};
    if (rc == 0)
        (void)note_use(store, out->name, now, &ignored);
    return rc;
}

static int call(struct stmt *stmt, token_cb cb, void *context, struct err *err)
{
    struct token token;

    if (read_row(&token, stmt, err))
        return -1;
    int rc = cb(context, &token, err);
    token_done(&token);
    return rc;
}

int store_tokens_each(struct store *store, token_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_TOKENS);
    enum stmt_step step;

    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (call(&stmt, cb, context, err))
            break;
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}
