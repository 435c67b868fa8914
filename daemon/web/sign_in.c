/* /sign-in, /sign-out, /language. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "back.h"
#include "door.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/log.h"
#include "jalon/sys/password.h"
#include "layout.h"
#include "pages.h"
#include "said.h"

int page_sign_in(struct visit *visit, struct err *err)
{
    const char *next = back_checked(visit_query(visit, "next"));

    (void)err;
    if (visit->user) {
        visit_redirect(visit, next);
        return 0;
    }
    layout_begin(visit, 200, tr(visit->lang, "Sign in"));
    layout_form(visit, "/sign-in");
    html(visit->out,
         "<div class=\"fields narrow\">\n<input type=\"hidden\" name=\"next\" "
         "value=\"{}\">\n"
         "<label>{}<input name=\"name\" autocomplete=\"username\" "
         "autocapitalize=\"none\" required autofocus></label>\n"
         "<label>{}<input type=\"password\" name=\"password\" "
         "autocomplete=\"current-password\" required></label>\n"
         "<button type=\"submit\" class=\"main\">{}</button>\n</div>\n</form>\n",
         next, tr(visit->lang, "Name"), tr(visit->lang, "Password"),
         tr(visit->lang, "Sign in"));
    html(visit->out, "<p class=\"soft\">{}</p>\n",
         tr(visit->lang, "Whoever looks after Jalon makes accounts, and new passwords."));
    layout_end(visit);
    return 0;
}

/* -- checking a password, on libuv's pool ---------------------------------------- */

struct signing_in {
    uv_work_t work;
    struct web *web;
    void *ticket;
    char *name, *password, *network, *next;
    char *hash; /* NULL: there is no such account, or it has no password yet */
    struct instant now;
    bool fits;
};

static void signing_in_free(struct signing_in *job)
{
    free(job->name);
    free(job->password);
    free(job->network);
    free(job->next);
    free(job->hash);
    free(job);
}

static void check_password(uv_work_t *work)
{
    struct signing_in *job = work->data;

    job->fits = password_fits(job->hash, job->password);
}

static int let_in(struct web_response *response, const struct signing_in *job)
{
    struct attempts *attempts = &job->web->attempts;
    char token[TOKEN_TEXT_SIZE];
    struct err err = {0};

    secret_token(token);
    if (store_session_add(job->web->parts.store, job->name, token, job->now, &err) != 0) {
        log_error("nobody can sign in: %s", err.text);
        return -1;
    }
    attempts_forget(attempts, job->name);
    attempts_forget(attempts, job->network);
    door_set_cookie(response, job->web, token);
    return 0;
}

static void answer(struct web_response *response, const struct signing_in *job)
{
    struct buf to = {0};

    if (!job->fits)
        html(&to, "/sign-in?said=wrong&next={/}", job->next);
    else if (let_in(response, job) != 0)
        html(&to, "/sign-in?said=no-sessions&next={/}", job->next);
    else
        buf_add(&to, job->next);
    response->status = 303;
    web_response_header(response, "Location", buf_text(&to));
    buf_done(&to);
}

static void after_check(uv_work_t *work, int status)
{
    struct signing_in *job = work->data;
    struct web *web = job->web;
    struct web_response response = {0};

    (void)status;
    if (!web->closed)
        answer(&response, job);
    web->parts.resume(job->ticket, &response);
    signing_in_free(job);
    web_work_ended(web);
}

/* Whoever has one address of IPv6 has all that start alike: the first half stands for
 * them.  For the caller to free. */
static char *network_of(const char *address)
{
    char text[INET6_ADDRSTRLEN];
    struct in6_addr v6;

    if (inet_pton(AF_INET6, address, &v6) != 1 || IN6_IS_ADDR_V4MAPPED(&v6))
        return mem_strdup(address);
    memset(v6.s6_addr + 8, 0, 8);
    return mem_strdup(inet_ntop(AF_INET6, &v6, text, sizeof(text)));
}

/* NETWORK is taken. */
static void start_check(struct visit *visit, const char *name, const char *password,
                        char *network)
{
    struct signing_in *job = mem_new(sizeof(*job));
    struct err ignored = {0};
    struct user user = {0};

    /* A name that is none is checked as well, and against no hash: an answer that comes
     * sooner would tell which names there are. */
    if (store_user_get(&user, visit->parts->store, name, &ignored) == 0)
        job->hash = mem_strdup(user.password);
    user_done(&user);
    job->work.data = job;
    job->web = visit->web;
    job->name = mem_strdup(name);
    job->password = mem_strdup(password);
    job->network = network;
    job->next = mem_strdup(back_checked(visit_field(visit, "next")));
    job->now = visit->now;
    job->ticket = visit_wait(visit);
    visit->web->working++;
    (void)uv_queue_work(visit->parts->loop, &job->work, check_password, after_check);
}

static void refuse_many(struct visit *visit)
{
    struct buf to = {0};

    html(&to, "/sign-in?next={/}", back_checked(visit_field(visit, "next")));
    said_redirect(visit, buf_text(&to), "too-many");
    buf_done(&to);
}

int page_do_sign_in(struct visit *visit, struct err *err)
{
    struct attempts *attempts = &visit->web->attempts;
    const char *name;
    const char *password;

    if (visit_need(&name, visit, "name", err) != 0 ||
        visit_need(&password, visit, "password", err) != 0)
        return -1;
    char *network = network_of(visit->request->address);
    if (attempts_are_many(attempts, network, visit->now) ||
        attempts_are_many(attempts, name, visit->now)) {
        free(network);
        refuse_many(visit);
        return 0;
    }
    /* By both: many names from one address, and one name from many addresses. */
    attempts_add(attempts, network, visit->now);
    attempts_add(attempts, name, visit->now);
    start_check(visit, name, password, network);
    return 0;
}

/* -- leaving, and the language --------------------------------------------------- */

int page_do_sign_out(struct visit *visit, struct err *err)
{
    if (*visit->session &&
        store_session_remove(visit->parts->store, visit->session, err) != 0)
        return -1;
    said_redirect(visit, "/sign-in", "signed-out");
    door_set_cookie(visit->response, visit->web, "");
    return 0;
}

int page_do_language(struct visit *visit, struct err *err)
{
    const char *code;
    enum lang lang;
    struct buf cookie = {0};

    if (visit_need(&code, visit, "lang", err) != 0)
        return -1;
    if (lang_parse(&lang, code) != 0)
        return err_set(err, ERR_INVALID, "%s: there is no such language", code);
    visit_redirect(visit, back_checked(visit_field(visit, "back")));
    buf_addf(&cookie, "jalon_lang=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000",
             lang_name(lang));
    web_response_header(visit->response, "Set-Cookie", buf_text(&cookie));
    buf_done(&cookie);
    return 0;
}
