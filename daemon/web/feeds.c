/* /feeds: calendars that programs subscribe to, each behind a secret address. */
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/keys.h"
#include "jalon/web/feed_keys.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "said.h"
#include "subscribe.h"

/* -- the list -------------------------------------------------------------------- */

static void add_scope(struct visit *visit, const struct feed *feed)
{
    const struct {
        const char *value, *text; /* text: a msgid */
    } scopes[] = {
        {feed->organization, N_("client")    },
        {feed->owner,        N_("consultant")},
        {feed->tag,          N_("tag")       },
    };

    for (size_t i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++)
        if (scopes[i].value) {
            html(visit->out, "{} {}", tr(visit->lang, scopes[i].text), scopes[i].value);
            return;
        }
    html(visit->out, "{}", tr(visit->lang, "all clients"));
}

/* To close one is for good, and next to a new address: it takes a second press. */
static void add_buttons(struct visit *visit, const struct feed *feed)
{
    layout_form(visit, "/feeds");
    html(visit->out,
         "<input type=\"hidden\" name=\"name\" value=\"{}\">\n"
         "<button name=\"action\" value=\"rotate\">{} <span class=\"unseen\">{}</span>"
         "</button>\n",
         feed->name, tr(visit->lang, "New address"), feed->name);
    html(visit->out,
         "<details><summary>{} <span class=\"unseen\">{}</span></summary>\n"
         "<p class=\"soft\">{}</p>\n"
         "<button name=\"action\" value=\"revoke\">{}</button></details>\n</form>\n",
         tr(visit->lang, "Close"), feed->name,
         tr(visit->lang, "Whoever subscribed to it no longer sees its dates."),
         tr(visit->lang, "Close for good"));
}

static void add_last_fetch(struct visit *visit, const struct feed *feed)
{
    if (feed->fetched.s == 0) {
        html(visit->out, "<span class=\"soft\">{}</span>", tr(visit->lang, "never"));
        return;
    }
    moment_instant(visit, feed->fetched);
    html(visit->out, "<br><span class=\"soft\">{}</span>", feed->agent);
}

struct feed_list {
    struct visit *visit;
    int rows; /* shown so far */
};

static void begin_list(struct visit *visit)
{
    static const char *const columns[] = {N_("Calendar"), N_("What it holds"),
                                          N_("Alarms"), N_("Last fetched"),
                                          N_("Actions")};

    layout_table(visit, N_("Calendars in use"), columns,
                 sizeof(columns) / sizeof(columns[0]));
}

static int add_feed(void *context, const struct feed *feed, struct err *err)
{
    struct feed_list *list = context;
    struct visit *visit = list->visit;

    (void)err;
    if (feed->revoked.s)
        return 0;
    if (list->rows++ == 0)
        begin_list(visit);
    html(visit->out, "<tr><th scope=\"row\">{}</th><td>", feed->name);
    add_scope(visit, feed);
    if (feed->masked)
        html(visit->out, "<br><span class=\"soft\">{}</span>",
             tr(visit->lang, "without names"));
    html(visit->out, "</td><td>{}</td><td>", feed->alarms ? feed->alarms : "–");
    add_last_fetch(visit, feed);
    buf_add(visit->out, "</td><td class=\"actions\">");
    if (visit_may(visit, ROLE_ADMIN))
        add_buttons(visit, feed);
    buf_add(visit->out, "</td></tr>\n");
    return 0;
}

static int add_list(struct visit *visit, struct err *err)
{
    struct feed_list list = {.visit = visit};
    int rc = store_feeds_each(visit->parts->store, add_feed, &list, err);

    if (list.rows > 0)
        layout_table_end(visit);
    else
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "There is no calendar yet."));
    return rc;
}

/* -- a new one ------------------------------------------------------------------- */

static void add_new(struct visit *visit)
{
    static const struct {
        const char *name, *text, *hint; /* text: a msgid */
        const char *rest;
    } fields[] = {
        {"name",         N_("Name of the calendar"),           "alice", " required"},
        {"owner",        N_("Of one consultant"),              "",      ""         },
        {"organization", N_("Or of one client (SIRET or id)"), "",      ""         },
        {"tag",          N_("Or of one tag"),                  "",      ""         },
        {"alarms",       N_("Alarms, days before"),            "7d,1d", ""         },
    };

    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "A new calendar"));
    layout_form(visit, "/feeds");
    buf_add(visit->out, "<div class=\"fields row\">\n");
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        html(visit->out, "<label>{}<input name=\"{}\" placeholder=\"{}\"",
             tr(visit->lang, fields[i].text), fields[i].name, fields[i].hint);
        buf_add(visit->out, fields[i].rest);
        buf_add(visit->out, "></label>\n");
    }
    html(visit->out,
         "<label class=\"check\"><input type=\"checkbox\" name=\"masked\" value=\"1\">{}"
         "</label>\n<button class=\"main\" name=\"action\" value=\"add\">{}</button>\n"
         "</div>\n</form>\n",
         tr(visit->lang, "Without the clients' names"),
         tr(visit->lang, "Make the calendar"));
}

int page_feeds(struct visit *visit, struct err *err)
{
    layout_begin(visit, 200, tr(visit->lang, "Calendars"));
    html(visit->out, "<p class=\"lead\">{}</p>\n",
         tr(visit->lang,
            "A calendar program that subscribes shows all dates. It is never "
            "the only reminder: many refresh once a day, and drop alarms."));
    if (add_list(visit, err) != 0)
        return -1;
    if (visit_may(visit, ROLE_ADMIN))
        add_new(visit);
    subscribe_add(visit);
    layout_end(visit);
    return 0;
}

/* -- what is done about one ------------------------------------------------------ */

/* REPLACED: what there is to say of an address that served so far; or NULL. */
static void show_url(struct visit *visit, const char *name, const char *url,
                     const char *replaced)
{
    layout_begin(visit, 200, tr(visit->lang, "The calendar's address"));
    html(visit->out,
         "<p>{} <strong>{}</strong></p>\n<p><output class=\"secret\">{}</output></p>\n"
         "<p class=\"note\">{} {}</p>\n",
         tr(visit->lang, "The address of"), name, url,
         tr(visit->lang, "It is shown this once. Whoever has it sees the dates: give it "
                         "to nobody else."),
         replaced);
    subscribe_add(visit);
    html(visit->out, "<p><a href=\"/feeds\">{}</a></p>\n",
         tr(visit->lang, "Back to the calendars"));
    layout_end(visit);
}

/* A field for a struct feed, whose texts can be written to. */
static char *copy(const struct visit *visit, const char *name)
{
    return mem_strdup(visit_field(visit, name));
}

static int add(struct visit *visit, const char *name, const char *base_url,
               struct err *err)
{
    struct buf url = {0};
    struct feed feed = {
        .name = mem_strdup(name),
        .organization = copy(visit, "organization"),
        .owner = copy(visit, "owner"),
        .tag = copy(visit, "tag"),
        .alarms = copy(visit, "alarms"),
        .masked = visit_field(visit, "masked") != NULL,
        .created = visit->now,
    };
    int rc = feed_key_open(&url, visit->parts->store, base_url, &feed, err);

    if (rc == 0)
        show_url(visit, name, buf_text(&url), NULL);
    feed_done(&feed);
    buf_done(&url);
    return rc;
}

static int rotate(struct visit *visit, const char *name, const char *base_url,
                  struct err *err)
{
    struct buf url = {0};
    int rc = feed_key_renew(&url, visit->parts->store, base_url, name, visit->now, err);

    if (rc == 0)
        show_url(visit, name, buf_text(&url),
                 tr(visit->lang, "The address so far serves for 14 more days."));
    buf_done(&url);
    return rc;
}

static int revoke(struct visit *visit, const char *name, const char *base_url,
                  struct err *err)
{
    (void)base_url;
    if (store_feed_revoke(visit->parts->store, name, visit->now, err) != 0)
        return -1;
    said_redirect(visit, "/feeds", "feed-revoked");
    return 0;
}

static int act(struct visit *visit, const char *action, const char *name,
               const char *base_url, struct err *err)
{
    static const struct {
        const char *name;
        int (*act)(struct visit *visit, const char *name, const char *base_url,
                   struct err *err);
    } actions[] = {
        {"add",    add   },
        {"rotate", rotate},
        {"revoke", revoke},
    };

    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
        if (text_equal(action, actions[i].name))
            return actions[i].act(visit, name, base_url, err);
    return err_set(err, ERR_INVALID, "action: is missing");
}

int page_do_feeds(struct visit *visit, struct err *err)
{
    struct buf base = {0};
    const char *name;

    if (visit_need(&name, visit, "name", err) != 0)
        return -1;
    conf_add_base_url(&base, visit->parts->conf, visit->parts->port);
    int rc = act(visit, visit_field(visit, "action"), name, buf_text(&base), err);
    if (rc == 0)
        visit->parts->feeds_changed(visit->parts->context);
    buf_done(&base);
    return rc;
}
