/* /welcome/TOKEN: a link that serves once, to choose a password. */
#include <stdlib.h>

#include "jalon/base/text.h"
#include "jalon/web/account.h"
#include "layout.h"
#include "pages.h"
#include "said.h"

static void add_form(struct visit *visit, const char *name)
{
    const char *typed = visit_field(visit, "name");

    layout_form(visit, visit->request->path);
    buf_add(visit->out, "<div class=\"fields narrow\">\n");
    if (*name)
        html(visit->out, "<p>{} <strong>{}</strong></p>\n",
             tr(visit->lang, "Your account:"), name);
    else
        html(visit->out,
             "<label>{}<input name=\"name\" value=\"{}\" autocomplete=\"username\" "
             "autocapitalize=\"none\" maxlength=\"64\" required autofocus></label>\n",
             tr(visit->lang, "Your name here, such as alice"), typed);
    html(visit->out,
         "<label>{}<input type=\"password\" name=\"password\" minlength=\"10\" "
         "autocomplete=\"new-password\" required></label>\n"
         "<label>{}<input type=\"password\" name=\"again\" minlength=\"10\" "
         "autocomplete=\"new-password\" required></label>\n"
         "<button type=\"submit\" class=\"main\">{}</button>\n</div>\n</form>\n",
         tr(visit->lang, "A password of ten characters or more"),
         tr(visit->lang, "The same once more"), tr(visit->lang, "Set the password"));
}

/* WRONG: NULL, or what is wrong with what was sent. */
static void show(struct visit *visit, unsigned status, const char *name,
                 const char *wrong)
{
    layout_begin(visit, status, tr(visit->lang, "Welcome to Jalon"));
    if (wrong)
        layout_alarm(visit, wrong);
    if (!*name)
        html(visit->out, "<p>{}</p>\n",
             tr(visit->lang, "This makes the first account, which may do everything, "
                             "also make further ones."));
    add_form(visit, name);
    layout_end(visit);
}

int page_welcome(struct visit *visit, struct err *err)
{
    char *name =
        store_invitation_find(visit->parts->store, visit->path[0], visit->now, err);

    if (!name)
        return -1;
    show(visit, 200, name, NULL);
    free(name);
    return 0;
}

/* The link has been shown to be good: it makes the first account where it is for that,
 * and gives NAME its password, which ends the link. */
static int set_up(struct visit *visit, const char *name, const char *password,
                  struct err *err)
{
    struct store *store = visit->parts->store;
    bool first = !*name;
    int rc = 0;

    if (first && visit_need(&name, visit, "name", err) != 0)
        return -1;
    if (store_begin(store, "welcome", err) != 0)
        return -1;
    if (first)
        rc = store_invitations_remove(store, "", err);
    if (rc == 0 && first)
        rc = account_add(store, name, ROLE_ADMIN, visit->now, err);
    if (rc == 0)
        rc = account_set_password(store, name, password, err);
    return store_end(store, rc, err);
}

int page_do_welcome(struct visit *visit, struct err *err)
{
    char *name =
        store_invitation_find(visit->parts->store, visit->path[0], visit->now, err);
    const char *password = visit_field(visit, "password");
    struct err wrong = {.lang = visit->lang};
    int rc = -1;

    if (!name)
        return -1;
    if (!text_equal(password, visit_field(visit, "again")))
        (void)err_set(&wrong, ERR_INVALID, "The two passwords differ.");
    else
        rc = set_up(visit, name, password ? password : "", &wrong);
    if (rc == 0) {
        said_redirect(visit, "/sign-in", "welcome");
    } else if (wrong.code == ERR_INVALID || wrong.code == ERR_CONFLICT) {
        show(visit, 400, name, visit_plain(visit, wrong.text));
        rc = 0;
    } else {
        *err = wrong;
    }
    free(name);
    return rc;
}
