#include "door.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

#define SESSION_COOKIE "jalon_session"

/* -- cookies --------------------------------------------------------------------- */

void door_cookie(char *value, size_t size, const char *cookies, const char *name)
{
    size_t length = strlen(name);

    value[0] = '\0';
    for (const char *at = cookies; at && *at; at += strspn(at, "; ")) {
        size_t piece = strcspn(at, ";");
        if (piece > length && strncmp(at, name, length) == 0 && at[length] == '=' &&
            piece - length - 1 < size) {
            (void)snprintf(value, size, "%.*s", (int)(piece - length - 1),
                           at + length + 1);
            return;
        }
        at += piece;
    }
}

void door_set_cookie(struct web_response *response, const struct web *web,
                     const char *token)
{
    const char *url = web->parts.conf->public_url;
    struct buf cookie = {0};

    buf_addf(&cookie, SESSION_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict", token);
    if (url && text_starts(url, "https:"))
        buf_add(&cookie, "; Secure");
    if (!*token)
        buf_add(&cookie, "; Max-Age=0");
    web_response_header(response, "Set-Cookie", buf_text(&cookie));
    buf_done(&cookie);
}

/* -- people ---------------------------------------------------------------------- */

static void let_in(struct visit *visit, const char *name, enum role role)
{
    free(visit->user);
    visit->user = mem_strdup(name);
    visit->role = role;
}

/* That there is no such account or session is an answer. */
static int nobody(struct err *err)
{
    if (err->code != ERR_NOT_FOUND)
        return -1;
    *err = (struct err){.lang = err->lang};
    return 0;
}

/* An account without a row is nobody: a proxy may know more people than Jalon. */
static int identify_by_proxy(struct visit *visit, struct err *err)
{
    struct user user;

    if (store_user_get(&user, visit->parts->store, visit->request->user, err) != 0)
        return nobody(err);
    let_in(visit, user.name, user.role);
    user_done(&user);
    return 0;
}

static int identify_by_cookie(struct visit *visit, struct err *err)
{
    struct user user;

    door_cookie(visit->session, sizeof(visit->session), visit->request->cookie,
                SESSION_COOKIE);
    if (!*visit->session)
        return 0;
    if (store_session_find(&user, visit->parts->store, visit->session, visit->now, err) !=
        0) {
        visit->session[0] = '\0';
        return nobody(err);
    }
    let_in(visit, user.name, user.role);
    user_done(&user);
    return 0;
}

/* A session's forms are bound to its secret, and outlive a restart; others to a key of
 * this process and the name. */
static void make_csrf(struct visit *visit)
{
    const char *name = visit->user ? visit->user : "";
    bool session = *visit->session;
    const void *key = session ? (const void *)visit->session : visit->web->key;
    size_t length = session ? strlen(visit->session) : sizeof(visit->web->key);
    unsigned char digest[SHA256_SIZE];

    secret_hmac_sha256(digest, key, length, name, strlen(name));
    for (size_t i = 0; i < SHA256_SIZE; i++)
        (void)snprintf(visit->csrf + 2 * i, 3, "%02x", digest[i]);
}

int door_identify(struct visit *visit, struct err *err)
{
    int rc = 0;

    if (visit->request->trusted || visit->parts->conf->sign_in == SIGN_IN_OFF)
        let_in(visit, "local", ROLE_ADMIN);
    else if (visit->request->user)
        rc = identify_by_proxy(visit, err);
    else
        rc = identify_by_cookie(visit, err);
    make_csrf(visit);
    return rc;
}

/* -- forms ----------------------------------------------------------------------- */

int door_check_form(const struct visit *visit, struct err *err)
{
    const char *site = visit->request->site;
    const char *csrf = visit_field(visit, "csrf");
    bool ours = !site || text_equal(site, "same-origin") || text_equal(site, "none");

    if (ours && csrf && secret_equal(csrf, visit->csrf))
        return 0;
    return err_set(err, ERR_REFUSED,
                   "this form is no longer valid: go back, load the page again and "
                   "send it once more");
}
