/* /api/v1/feeds and /tokens: the secrets that are handed out, each shown once. */
#include <inttypes.h>

#include "fields.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/web/feed_keys.h"
#include "listing.h"

#define TOKEN_NAME_MAX 64 /* characters */

static int check_name(const char *name, struct err *err)
{
    if (text_is_title(name, TOKEN_NAME_MAX))
        return 0;
    return err_set(err, ERR_INVALID,
                   "name: 1 to %d characters are asked for, not all of them spaces",
                   TOKEN_NAME_MAX);
}

/* -- feeds ----------------------------------------------------------------------- */

/* A name may have been given again after it was revoked: then the older feed comes
 * first. */
static bool add_feed_key(struct listing *page, const struct feed *feed)
{
    struct buf key = {0};

    buf_addf(&key, "%s\n%019" PRId64, feed->name, feed->id);
    bool added = listing_add_after(page, buf_text(&key));
    buf_done(&key);
    return added;
}

static int print_feed(void *context, const struct feed *feed, struct err *err)
{
    struct listing *page = context;
    struct buf *out = page->body;

    (void)err;
    if (!add_feed_key(page, feed))
        return 0;
    buf_add_char(out, '{');
    field_text(out, "name", feed->name);
    field_text(out, "organization", feed->organization);
    field_text(out, "owner", feed->owner);
    field_text(out, "tag", feed->tag);
    field_text(out, "alarms", feed->alarms);
    field_bool(out, "masked", feed->masked);
    field_instant(out, "created", feed->created);
    field_instant(out, "rotated", feed->rotated);
    field_instant(out, "revoked", feed->revoked);
    field_instant(out, "fetched", feed->fetched);
    field_text(out, "agent", feed->agent);
    buf_add_char(out, '}');
    return 0;
}

int feeds_list(struct request *request, struct response *out, struct err *err)
{
    struct listing page;
    int rc = listing_open(&page, request, out, err);

    if (rc == 0)
        rc = store_feeds_each(request->publish->parts.store, print_feed, &page, err);
    listing_close(&page);
    listing_done(&page);
    return rc;
}

static void tell_feed(struct response *out, unsigned status, const char *name,
                      const char *url)
{
    response_json(out, status);
    buf_add_char(&out->body, '{');
    field_text(&out->body, "name", name);
    field_text(&out->body, "url", url);
    buf_add(&out->body, "}\n");
}

static int add_feed(const struct request *request, const struct feed *feed,
                    struct response *out, struct err *err)
{
    struct buf base = {0};
    struct buf url = {0};

    conf_add_base_url(&base, request->publish->parts.conf, request->publish->port);
    int rc =
        feed_key_open(&url, request->publish->parts.store, buf_text(&base), feed, err);
    if (rc == 0)
        tell_feed(out, MHD_HTTP_CREATED, feed->name, buf_text(&url));
    buf_done(&base);
    buf_done(&url);
    return rc;
}

int feed_post(struct request *request, struct response *out, struct err *err)
{
    const char *name = NULL, *organization = NULL, *owner = NULL;
    const char *tag = NULL, *alarms = NULL;
    struct feed feed = {.created = request->now};
    const struct body_key keys[] = {
        {"name",         BODY_TEXT, true,  &name        },
        {"organization", BODY_TEXT, false, &organization},
        {"owner",        BODY_TEXT, false, &owner       },
        {"tag",          BODY_TEXT, false, &tag         },
        {"alarms",       BODY_TEXT, false, &alarms      },
        {"masked",       BODY_BOOL, false, &feed.masked },
    };

    if (request_body(request, keys, sizeof(keys) / sizeof(keys[0]), err) != 0)
        return -1;
    feed.name = mem_strdup(name);
    feed.organization = mem_strdup(organization);
    feed.owner = mem_strdup(owner);
    feed.tag = mem_strdup(tag);
    feed.alarms = mem_strdup(alarms);
    int rc = add_feed(request, &feed, out, err);
    feed_done(&feed);
    return rc;
}

int feed_rotate(struct request *request, struct response *out, struct err *err)
{
    struct publish *publish = request->publish;
    const char *name = request->match.parts[0];
    struct buf base = {0};
    struct buf url = {0};

    conf_add_base_url(&base, publish->parts.conf, publish->port);
    int rc = feed_key_renew(&url, publish->parts.store, buf_text(&base), name,
                            request->now, err);
    if (rc == 0)
        tell_feed(out, MHD_HTTP_OK, name, buf_text(&url));
    buf_done(&base);
    buf_done(&url);
    feed_cache_expire(&publish->feeds);
    return rc;
}

int feed_delete(struct request *request, struct response *out, struct err *err)
{
    if (store_feed_revoke(request->publish->parts.store, request->match.parts[0],
                          request->now, err) != 0)
        return -1;
    feed_cache_expire(&request->publish->feeds);
    response_nothing(out);
    return 0;
}

/* -- tokens ---------------------------------------------------------------------- */

static int print_token(void *context, const struct token *token, struct err *err)
{
    struct listing *page = context;
    struct buf *out = page->body;

    (void)err;
    if (!listing_add_after(page, token->name))
        return 0;
    buf_add_char(out, '{');
    field_text(out, "name", token->name);
    field_text(out, "scope", scope_name(token->scope));
    field_instant(out, "created", token->created);
    field_instant(out, "used", token->used);
    buf_add_char(out, '}');
    return 0;
}

int tokens_list(struct request *request, struct response *out, struct err *err)
{
    struct listing page;
    int rc = listing_open(&page, request, out, err);

    if (rc == 0)
        rc = store_tokens_each(request->publish->parts.store, print_token, &page, err);
    listing_close(&page);
    listing_done(&page);
    return rc;
}

int token_post(struct request *request, struct response *out, struct err *err)
{
    const char *name = NULL;
    const char *scope_text = "write";
    char token[TOKEN_TEXT_SIZE];
    enum scope scope;
    const struct body_key keys[] = {
        {"name",  BODY_TEXT, true,  &name      },
        {"scope", BODY_TEXT, false, &scope_text},
    };

    if (request_body(request, keys, sizeof(keys) / sizeof(keys[0]), err) != 0 ||
        check_name(name, err) != 0)
        return -1;
    if (scope_parse(&scope, scope_text) != 0)
        return err_set(err, ERR_INVALID, "scope: read, write or admin is asked for");
    secret_token(token);
    if (store_token_add(request->publish->parts.store, name, scope, token, request->now,
                        err) != 0)
        return -1;
    response_json(out, MHD_HTTP_CREATED);
    buf_add_char(&out->body, '{');
    field_text(&out->body, "name", name);
    field_text(&out->body, "token", token);
    buf_add(&out->body, "}\n");
    return 0;
}

int token_delete(struct request *request, struct response *out, struct err *err)
{
    if (store_token_revoke(request->publish->parts.store, request->match.parts[0], err))
        return -1;
    response_nothing(out);
    return 0;
}
