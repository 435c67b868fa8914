/* /accounts: who may use these pages. */
#include "jalon/base/text.h"
#include "jalon/web/account.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "said.h"

/* What an account of each role does; msgids. */
static const char *const roles[ROLE_COUNT] = {
    [ROLE_READ] = N_("looks"),
    [ROLE_EDIT] = N_("records facts"),
    [ROLE_ADMIN] = N_("does everything"),
};

/* -- the list -------------------------------------------------------------------- */

static void add_button(struct visit *visit, const char *action, const char *name,
                       const char *text)
{
    layout_form(visit, "/accounts");
    html(visit->out,
         "<input type=\"hidden\" name=\"name\" value=\"{}\">\n"
         "<button name=\"action\" value=\"{}\">{}</button>\n</form>\n",
         name, action, text);
}

/* It takes a second press: the sessions of whoever has the account end, too. */
static void add_removal(struct visit *visit, const char *name)
{
    html(visit->out, "<details><summary>{} <span class=\"unseen\">{}</span></summary>\n",
         tr(visit->lang, "Remove"), name);
    add_button(visit, "remove", name, tr(visit->lang, "Remove the account"));
    buf_add(visit->out, "</details>\n");
}

static int add_user(void *context, const struct user *user, struct err *err)
{
    struct visit *visit = context;

    (void)err;
    html(visit->out, "<tr><th scope=\"row\">{}</th><td>{}</td><td>", user->name,
         tr(visit->lang, roles[user->role]));
    if (user->seen.s)
        moment_instant(visit, user->seen);
    else
        html(visit->out, "{}",
             tr(visit->lang, user->password ? N_("never") : N_("no password yet")));
    buf_add(visit->out, "</td><td class=\"actions\">");
    add_button(visit, "invite", user->name, tr(visit->lang, "New password"));
    if (!text_equal(user->name, visit->user))
        add_removal(visit, user->name);
    buf_add(visit->out, "</td></tr>\n");
    return 0;
}

static void add_new(struct visit *visit)
{
    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "A new account"));
    layout_form(visit, "/accounts");
    html(visit->out,
         "<div class=\"fields row\">\n<label>{}<input name=\"name\" maxlength=\"64\" "
         "autocapitalize=\"none\" required></label>\n<label>{}<select name=\"role\">\n",
         tr(visit->lang, "Name"), tr(visit->lang, "What it may do"));
    for (int i = 0; i < ROLE_COUNT; i++)
        layout_option(visit, role_name((enum role)i), tr(visit->lang, roles[i]), NULL);
    html(visit->out,
         "</select></label>\n<button class=\"main\" name=\"action\" value=\"add\">{}"
         "</button>\n</div>\n</form>\n",
         tr(visit->lang, "Make the account"));
}

int page_accounts(struct visit *visit, struct err *err)
{
    static const char *const columns[] = {N_("Name"), N_("May do"), N_("Last sign-in"),
                                          N_("Actions")};

    layout_begin(visit, 200, tr(visit->lang, "Accounts"));
    layout_table(visit, N_("All accounts"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    if (store_users_each(visit->parts->store, add_user, visit, err) != 0)
        return -1;
    layout_table_end(visit);
    add_new(visit);
    layout_end(visit);
    return 0;
}

/* -- what is done about one ------------------------------------------------------ */

static int show_link(struct visit *visit, const char *name, struct err *err)
{
    struct buf link = {0};

    if (web_invite(&link, visit->web, name, visit->now, err) != 0)
        return -1;
    layout_begin(visit, 200, tr(visit->lang, "A link for a password"));
    html(visit->out,
         "<p>{} <strong>{}</strong></p>\n<p><output class=\"secret\">{}</output></p>\n"
         "<p class=\"soft\">{}</p>\n<p><a href=\"/accounts\">{}</a></p>\n",
         tr(visit->lang, "Give this link, shown this once, to"), name, buf_text(&link),
         tr(visit->lang, "It serves once, within a day, to choose a password."),
         tr(visit->lang, "Back to the accounts"));
    layout_end(visit);
    buf_done(&link);
    return 0;
}

static int add(struct visit *visit, const char *name, struct err *err)
{
    const char *text;
    enum role role;

    if (visit_need(&text, visit, "role", err) != 0)
        return -1;
    if (role_parse(&role, text) != 0)
        return err_set(err, ERR_INVALID, "role: read, edit or admin is asked for");
    if (account_add(visit->parts->store, name, role, visit->now, err) != 0)
        return -1;
    return show_link(visit, name, err);
}

static int remove_account(struct visit *visit, const char *name, struct err *err)
{
    if (text_equal(name, visit->user))
        return err_set(err, ERR_REFUSED, "nobody removes their own account");
    if (store_user_remove(visit->parts->store, name, err) != 0)
        return -1;
    said_redirect(visit, "/accounts", "user-removed");
    return 0;
}

int page_do_accounts(struct visit *visit, struct err *err)
{
    static const struct {
        const char *name;
        int (*act)(struct visit *visit, const char *name, struct err *err);
    } actions[] = {
        {"add",    add           },
        {"invite", show_link     },
        {"remove", remove_account},
    };
    const char *action = visit_field(visit, "action");
    const char *name;

    if (visit_need(&name, visit, "name", err) != 0)
        return -1;
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
        if (text_equal(action, actions[i].name))
            return actions[i].act(visit, name, err);
    return err_set(err, ERR_INVALID, "action: is missing");
}
