/* /api/v1/users: who may use the web page. */
#include "fields.h"
#include "handlers.h"
#include "jalon/base/text.h"
#include "jalon/store/users.h"
#include "jalon/web/account.h"
#include "listing.h"

/* -- the list -------------------------------------------------------------------- */

static int print_user(void *context, const struct user *user, struct err *err)
{
    struct listing *page = context;
    struct buf *out = page->body;

    (void)err;
    if (!listing_add_after(page, user->name))
        return 0;
    buf_add_char(out, '{');
    field_text(out, "name", user->name);
    field_text(out, "role", role_name(user->role));
    field_bool(out, "password", user->password != NULL);
    field_instant(out, "created", user->created);
    field_instant(out, "seen", user->seen);
    buf_add_char(out, '}');
    return 0;
}

int users_list(struct request *request, struct response *out, struct err *err)
{
    struct listing page = {0};
    int rc = -1;

    if (listing_open(&page, request, out, err) == 0) {
        rc = store_users_each(request->publish->parts.store, print_user, &page, err);
        listing_close(&page);
    }
    listing_done(&page);
    return rc;
}

/* -- one account ----------------------------------------------------------------- */

/* Gives NAME a password, or, where that is NULL, a link to choose one, told this once. */
static int give_password(const struct request *request, const char *name,
                         const char *password, unsigned status, struct response *out,
                         struct err *err)
{
    const struct publish *publish = request->publish;
    struct buf url = {0};
    int rc = password ? account_set_password(publish->parts.store, name, password, err)
                      : web_invite(&url, publish->web, name, request->now, err);

    if (rc == 0) {
        response_json(out, status);
        buf_add_char(&out->body, '{');
        field_text(&out->body, "name", name);
        field_text(&out->body, "url", password ? NULL : buf_text(&url));
        buf_add(&out->body, "}\n");
    }
    buf_done(&url);
    if (rc != 0 && password && err->code == ERR_INVALID)
        return err_wrap(err, "%s", "password");
    return rc;
}

int user_post(struct request *request, struct response *out, struct err *err)
{
    struct store *store = request->publish->parts.store;
    const char *name = NULL;
    const char *role_text = "read";
    const char *password = NULL;
    enum role role;
    const struct body_key keys[] = {
        {"name",     BODY_TEXT, true,  &name     },
        {"role",     BODY_TEXT, false, &role_text},
        {"password", BODY_TEXT, false, &password },
    };

    if (request_body(request, keys, sizeof(keys) / sizeof(keys[0]), err) != 0)
        return -1;
    if (role_parse(&role, role_text) != 0)
        return err_set(err, ERR_INVALID, "role: read, edit or admin is asked for");
    if (store_begin(store, "new account", err) != 0)
        return -1;
    int rc = account_add(store, name, role, request->now, err);
    if (rc == 0)
        rc = give_password(request, name, password, MHD_HTTP_CREATED, out, err);
    return store_end(store, rc, err);
}

int user_password(struct request *request, struct response *out, struct err *err)
{
    const char *password = NULL;
    const struct body_key keys[] = {
        {"password", BODY_TEXT, false, &password},
    };

    if (request_body(request, keys, sizeof(keys) / sizeof(keys[0]), err) != 0)
        return -1;
    return give_password(request, request->match.parts[0], password, MHD_HTTP_OK, out,
                         err);
}

int user_delete(struct request *request, struct response *out, struct err *err)
{
    if (store_user_remove(request->publish->parts.store, request->match.parts[0], err))
        return -1;
    response_nothing(out);
    return 0;
}
