/* Accounts, their sessions and invitations. */
#include "jalon/store/users.h"

#include <stdlib.h>

#include "jalon/base/text.h"
#include "jalon/sys/secret.h"
#include "stmt.h"
#include "transaction.h"

static const char *const role_names[ROLE_COUNT] = {
    [ROLE_READ] = "read",
    [ROLE_EDIT] = "edit",
    [ROLE_ADMIN] = "admin",
};

const char *role_name(enum role role)
{
    return role_names[role];
}

int role_parse(enum role *out, const char *text)
{
    int place = text_place(role_names, ROLE_COUNT, text);

    if (place < 0)
        return -1;
    *out = (enum role)place;
    return 0;
}

void user_done(struct user *user)
{
    free(user->name);
    free(user->password);
    *user = (struct user){0};
}

/* -- accounts -------------------------------------------------------------------- */

static int not_found(const char *name, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, "there is no account %s", name);
}

int store_user_add(struct store *store, const char *name, enum role role,
                   struct instant now, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_USER_ADD);

    stmt_bind_text(&stmt, name);
    stmt_bind_text(&stmt, role_name(role));
    stmt_bind_int(&stmt, now.s);
    int rc = stmt_run(&stmt, err);
    if (rc && err->code == ERR_CONFLICT)
        return err_set(err, ERR_CONFLICT, "there is an account %s already", name);
    return rc;
}

static int remove_all(struct store *store, const char *name, struct err *err)
{
    int64_t changed;

    /* Sessions go with the row; invitations hang on none, since "" is a name, too. */
    if (store_invitations_remove(store, name, err))
        return -1;
    struct stmt stmt = stmt_open(store, STATEMENT_USER_REMOVE);
    stmt_bind_text(&stmt, name);
    if (stmt_run_changed(&changed, &stmt, err))
        return -1;
    return changed ? 0 : not_found(name, err);
}

int store_user_remove(struct store *store, const char *name, struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, remove_all(store, name, err), err);
}

static int set_password(struct store *store, const char *name, const char *hash,
                        struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_USER_PASSWORD);
    int64_t changed;

    stmt_bind_text(&stmt, hash);
    stmt_bind_text(&stmt, name);
    if (stmt_run_changed(&changed, &stmt, err))
        return -1;
    return changed ? 0 : not_found(name, err);
}

static int end_sessions(struct store *store, const char *name, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SESSIONS_REMOVE);

    stmt_bind_text(&stmt, name);
    return stmt_run(&stmt, err);
}

/* Whoever chooses a password may fear that another knows the old one. */
static int choose_password(struct store *store, const char *name, const char *hash,
                           struct err *err)
{
    if (set_password(store, name, hash, err) || end_sessions(store, name, err))
        return -1;
    return store_invitations_remove(store, name, err);
}

int store_user_password(struct store *store, const char *name, const char *hash,
                        struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, choose_password(store, name, hash, err), err);
}

static int read_user(struct user *out, struct stmt *stmt, struct err *err)
{
    enum role role;

    if (role_parse(&role, stmt_text(stmt, "role")))
        return err_set(err, ERR_STORE, "account %s has no role that there is",
                       stmt_text(stmt, "name"));
    *out = (struct user){
        .name = stmt_text_copy(stmt, "name"),
        .role = role,
        .password = stmt_text_copy(stmt, "password"),
        .created = stmt_instant(stmt, "created"),
        .seen = stmt_instant(stmt, "seen"),
    };
    return 0;
}

int store_user_get(struct user *out, struct store *store, const char *name,
                   struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_USER);
    int rc = -1;

    stmt_bind_text(&stmt, name);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_DONE)
        (void)not_found(name, err);
    if (step == STMT_ROW)
        rc = read_user(out, &stmt, err);
    stmt_close(&stmt);
    return rc;
}

int64_t store_user_count(struct store *store)
{
    struct stmt stmt = stmt_open(store, STATEMENT_USER_COUNT);

    return stmt_count(&stmt);
}

static int call(struct stmt *stmt, user_cb cb, void *context, struct err *err)
{
    struct user user;

    if (read_user(&user, stmt, err))
        return -1;
    int rc = cb(context, &user, err);
    user_done(&user);
    return rc;
}

int store_users_each(struct store *store, user_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_USERS);
    enum stmt_step step;

    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (call(&stmt, cb, context, err))
            break;
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}

/* -- sessions -------------------------------------------------------------------- */

int store_session_add(struct store *store, const char *name, const char *token,
                      struct instant now, struct err *err)
{
    /* Those that ended are swept up here: a sign-in is rare enough, and no timer is
     * needed. */
    struct stmt expired = stmt_open(store, STATEMENT_SESSIONS_EXPIRE);
    char hash[SHA256_TEXT_SIZE];

    stmt_bind_int(&expired, now.s - SESSION_IDLE_S);
    if (stmt_run(&expired, err))
        return -1;
    struct stmt seen = stmt_open(store, STATEMENT_USER_SEEN);
    stmt_bind_int(&seen, now.s);
    stmt_bind_text(&seen, name);
    if (stmt_run(&seen, err))
        return -1;
    struct stmt stmt = stmt_open(store, STATEMENT_SESSION_ADD);
    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    stmt_bind_text(&stmt, name);
    stmt_bind_int(&stmt, now.s);
    return stmt_run(&stmt, err);
}

static void note_visit(struct store *store, const char *hash, struct instant now)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SESSION_USED);
    struct err ignored = {0};

    stmt_bind_int(&stmt, now.s);
    stmt_bind_text(&stmt, hash);
    (void)stmt_run(&stmt, &ignored);
}

int store_session_find(struct user *out, struct store *store, const char *token,
                       struct instant now, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SESSION);
    char hash[SHA256_TEXT_SIZE];
    int rc = -1;

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    stmt_bind_int(&stmt, now.s - SESSION_IDLE_S);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_DONE)
        (void)err_set(err, ERR_NOT_FOUND, "this session has ended");
    if (step == STMT_ROW)
        rc = read_user(out, &stmt, err);
    stmt_close(&stmt);
    /* On a full disk one may still look. */
    if (rc == 0)
        note_visit(store, hash, now);
    return rc;
}

int store_session_remove(struct store *store, const char *token, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SESSION_REMOVE);
    char hash[SHA256_TEXT_SIZE];

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    return stmt_run(&stmt, err);
}

/* -- invitations ----------------------------------------------------------------- */

int store_invitation_add(struct store *store, const char *name, const char *token,
                         struct instant expires, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_INVITATION_ADD);
    char hash[SHA256_TEXT_SIZE];

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    stmt_bind_text(&stmt, name);
    stmt_bind_int(&stmt, expires.s);
    return stmt_run(&stmt, err);
}

char *store_invitation_find(struct store *store, const char *token, struct instant now,
                            struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_INVITATION);
    char hash[SHA256_TEXT_SIZE];
    char *name = NULL;

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    stmt_bind_int(&stmt, now.s);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_DONE)
        (void)err_set(err, ERR_NOT_FOUND, "this link has been used, or is too old");
    if (step == STMT_ROW)
        name = stmt_text_copy(&stmt, "name");
    stmt_close(&stmt);
    return name;
}

int store_invitations_remove(struct store *store, const char *name, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_INVITATIONS_REMOVE);

    stmt_bind_text(&stmt, name);
    return stmt_run(&stmt, err);
}
