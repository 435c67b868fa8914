#include "invitation.h"

#include "jalon/store/users.h"
#include "jalon/sys/log.h"
#include "jalon/sys/secret.h"
#include "visit.h"

/* A link for NAME, "" for the first account; it replaces those that NAME had. */
static int make_link(struct buf *out, struct web *web, const char *name,
                     struct instant now, struct err *err)
{
    const struct instant expires = {now.s + INVITATION_VALID_S};
    struct store *store = web->parts.store;
    char token[TOKEN_TEXT_SIZE];

    secret_token(token);
    if (store_invitations_remove(store, name, err) != 0 ||
        store_invitation_add(store, name, token, expires, err) != 0)
        return -1;
    conf_add_base_url(out, web->parts.conf, web->parts.port);
    buf_addf(out, "/welcome/%s", token);
    return 0;
}

int web_invite(struct buf *out, struct web *web, const char *name, struct instant now,
               struct err *err)
{
    struct user user;

    if (store_user_get(&user, web->parts.store, name, err) != 0)
        return -1;
    user_done(&user);
    return make_link(out, web, name, now, err);
}

void invitation_of_first(struct web *web, struct instant now)
{
    const struct conf *conf = web->parts.conf;
    struct err err = {.lang = conf->lang};
    struct buf link = {0};

    if (conf->sign_in == SIGN_IN_OFF || !*conf->listen ||
        store_user_count(web->parts.store) > 0)
        return;
    if (make_link(&link, web, "", now, &err) == 0)
        log_notice("there is no account yet: make the first one at %s (once, within a "
                   "day)",
                   buf_text(&link));
    else
        log_warning("there is no account yet, and no link to make one: %s", err.text);
    buf_done(&link);
}
