/* Feeds: published calendars, each opened by a token of which only the hash is kept. */
#include <stdlib.h>

#include "jalon/store/keys.h"
#include "stmt.h"
#include "transaction.h"

/* A calendar is subscribed to in many programs: that long there is to give each the new
 * address. */
#define GRACE_SECONDS (14 * 24 * 60 * 60)

void feed_done(struct feed *feed)
{
    free(feed->name);
    free(feed->organization);
    free(feed->owner);
    free(feed->tag);
    free(feed->alarms);
    free(feed->agent);
    free(feed->etag);
    *feed = (struct feed){0};
}

static struct feed copy_row(struct stmt *stmt)
{
    return (struct feed){
        .id = stmt_int(stmt, "id"),
        .name = stmt_text_copy(stmt, "name"),
        .organization = stmt_text_copy(stmt, "organization"),
        .owner = stmt_text_copy(stmt, "owner"),
        .tag = stmt_text_copy(stmt, "tag"),
        .alarms = stmt_text_copy(stmt, "alarms"),
        .masked = stmt_int(stmt, "masked") != 0,
        .created = stmt_instant(stmt, "created"),
        .rotated = stmt_instant(stmt, "rotated"),
        .revoked = stmt_instant(stmt, "revoked"),
        .fetched = stmt_instant(stmt, "fetched"),
        .agent = stmt_text_copy(stmt, "agent"),
        .etag = stmt_text_copy(stmt, "etag"),
        .modified = stmt_instant(stmt, "modified"),
    };
}

/* -- adding ---------------------------------------------------------------------- */

static int add_token(struct store *store, int64_t feed, const char *token,
                     struct err *err)
{
    char hash[SHA256_TEXT_SIZE];
    struct stmt stmt = stmt_open(store, STATEMENT_FEED_TOKEN_ADD);

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    stmt_bind_int(&stmt, feed);
    return stmt_run(&stmt, err);
}

static int insert(int64_t *id, struct store *store, const struct feed *feed,
                  struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FEED_ADD);

    stmt_bind_text(&stmt, feed->name);
    stmt_bind_text(&stmt, feed->organization);
    stmt_bind_text(&stmt, feed->owner);
    stmt_bind_text(&stmt, feed->tag);
    stmt_bind_text(&stmt, feed->alarms);
    stmt_bind_int(&stmt, feed->masked);
    stmt_bind_int(&stmt, feed->created.s);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_ROW)
        *id = stmt_int(&stmt, "id");
    stmt_close(&stmt);
    if (step == STMT_ROW)
        return 0;
    if (err->code == ERR_CONFLICT)
        return err_set(err, ERR_CONFLICT, "there is a feed %s already", feed->name);
    return -1;
}

int store_feed_add(struct store *store, const struct feed *feed, const char *token,
                   struct err *err)
{
    struct piece piece;
    int64_t id = 0;

    if (piece_begin(&piece, store, err))
        return -1;
    int rc = insert(&id, store, feed, err);
    if (rc == 0)
        rc = add_token(store, id, token, err);
    return piece_end(&piece, rc, err);
}

/* -- rotating, revoking ---------------------------------------------------------- */

static int mark_rotated(int64_t *id, struct store *store, const char *name,
                        struct instant now, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FEED_ROTATE);

    stmt_bind_int(&stmt, now.s);
    stmt_bind_text(&stmt, name);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step == STMT_ROW)
        *id = stmt_int(&stmt, "id");
    stmt_close(&stmt);
    if (step == STMT_DONE)
        return err_set(err, ERR_NOT_FOUND, "there is no feed %s", name);
    return step == STMT_ROW ? 0 : -1;
}

static int let_expire(struct store *store, int64_t feed, struct instant at,
                      struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FEED_TOKENS_EXPIRE);

    stmt_bind_int(&stmt, at.s);
    stmt_bind_int(&stmt, feed);
    return stmt_run(&stmt, err);
}

static int rotate(struct store *store, const char *name, const char *token,
                  struct instant now, struct err *err)
{
    struct instant end = {now.s + GRACE_SECONDS};
    int64_t id = 0;

    /* The new token comes last: all that have no end yet are given one. */
    if (mark_rotated(&id, store, name, now, err) || let_expire(store, id, end, err))
        return -1;
    return add_token(store, id, token, err);
}

int store_feed_rotate(struct store *store, const char *name, const char *token,
                      struct instant now, struct err *err)
{
    struct piece piece;

    if (piece_begin(&piece, store, err))
        return -1;
    return piece_end(&piece, rotate(store, name, token, now, err), err);
}

int store_feed_revoke(struct store *store, const char *name, struct instant now,
                      struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FEED_REVOKE);
    int64_t changed;

    stmt_bind_int(&stmt, now.s);
    stmt_bind_text(&stmt, name);
    if (stmt_run_changed(&changed, &stmt, err))
        return -1;
    return changed ? 0 : err_set(err, ERR_NOT_FOUND, "there is no feed %s", name);
}

/* -- reading --------------------------------------------------------------------- */

static enum feed_answer judge(struct stmt *stmt, struct instant now)
{
    struct instant expires = stmt_instant(stmt, "expires");
    /* A token in use has no end. */
    bool expired = expires.s && now.s >= expires.s;

    return expired || stmt_instant(stmt, "revoked").s ? FEED_GONE : FEED_SERVED;
}

enum feed_answer store_feed_find(struct feed *out, struct store *store, const char *token,
                                 struct instant now)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FEED_OF_TOKEN);
    enum feed_answer answer = FEED_UNKNOWN;
    char hash[SHA256_TEXT_SIZE];
    /* Why it failed helps nobody here: a calendar is given its last good bytes, or none.
     */
    struct err ignored = {0};

    secret_hash_token(hash, token);
    stmt_bind_text(&stmt, hash);
    enum stmt_step step = stmt_step(&stmt, &ignored);
    if (step == STMT_FAILED)
        answer = FEED_FAILED;
    if (step == STMT_ROW)
        answer = judge(&stmt, now);
    if (answer == FEED_SERVED)
        *out = copy_row(&stmt);
    stmt_close(&stmt);
    return answer;
}

int store_feed_fetched(struct store *store, const struct feed_fetch *fetch,
                       struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FEED_FETCHED);

    stmt_bind_int(&stmt, fetch->at.s);
    stmt_bind_text(&stmt, fetch->agent);
    stmt_bind_text(&stmt, fetch->etag);
    stmt_bind_int(&stmt, fetch->modified.s);
    stmt_bind_int(&stmt, fetch->feed);
    return stmt_run_now(&stmt, err);
}

static int call(struct stmt *stmt, feed_cb cb, void *context, struct err *err)
{
    struct feed feed = copy_row(stmt);
    int rc = cb(context, &feed, err);

    feed_done(&feed);
    return rc;
}

int store_feeds_each(struct store *store, feed_cb cb, void *context, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_FEEDS);
    enum stmt_step step;

    while ((step = stmt_step(&stmt, err)) == STMT_ROW)
        if (call(&stmt, cb, context, err))
            break;
    stmt_close(&stmt);
    return step == STMT_DONE ? 0 : -1;
}
