#include "about.h"
#include "client.h"
#include "jalon/base/text.h"
#include "jalon/store/keys.h"
#include "jalon/store/ledger.h"
#include "layout.h"
#include "moment.h"
#include "words.h"

#define NOTICES_MAX 10

/* -- notices --------------------------------------------------------------------- */

struct notice_list {
    const struct client *client;
    int count;
};

static int add_notice(void *context, const struct notice *notice, struct err *err)
{
    struct notice_list *list = context;
    struct visit *visit = list->client->visit;

    (void)err;
    list->count++;
    html(visit->out, "<tr class=\"notice-{}\"><td class=\"when\">",
         notice_state_name(notice->state));
    moment_instant(visit, notice->at);
    html(visit->out, "</td><th scope=\"row\">{}</th><td>",
         route_receiver_name(notice->receiver));
    about_add_of(list->client, notice);
    html(visit->out, "</td><td><span class=\"state\">{}</span></td></tr>\n",
         words_notice_state(notice->state, visit->lang));
    return 0;
}

int client_add_notices(const struct client *client, struct err *err)
{
    static const char *const columns[] = {N_("When"), N_("To whom"), N_("About"),
                                          N_("What became of it")};
    const char *id = client->organization.id;
    const struct notice_filter filter = {
        .organization = id, .newest = true, .limit = NOTICES_MAX};
    struct visit *visit = client->visit;
    struct notice_list list = {client, 0};

    html(visit->out, "<h2 id=\"notices\">{}</h2>\n", tr(visit->lang, "Notices"));
    layout_table(visit, N_("Notices, the newest first"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    if (store_notices_each(visit->parts->store, &filter, add_notice, &list, err) != 0)
        return -1;
    layout_table_end(visit);
    if (list.count == 0)
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "There are none."));
    html(visit->out,
         "<p class=\"unprinted\"><a href=\"/notices?organization={/}\">{}</a> · "
         "<a href=\"/organizations/{/}/statement\">{}</a></p>\n",
         id, tr(visit->lang, "All notices about this client"), id,
         tr(visit->lang, "Statement to print"));
    return 0;
}

/* -- calendars ------------------------------------------------------------------- */

struct feed_list {
    const struct client *client;
    int count;
};

static bool has_tag(const struct organization *organization, const char *tag)
{
    for (size_t i = 0; i < organization->tag_count; i++)
        if (text_equal(organization->tags[i], tag))
            return true;
    return false;
}

/* Whether FEED shows the client's dates. */
static bool shows(const struct feed *feed, const struct organization *organization)
{
    if (feed->organization)
        return text_equal(feed->organization, organization->id);
    if (feed->owner)
        return text_equal(feed->owner, organization->owner);
    return !feed->tag || has_tag(organization, feed->tag);
}

static int add_feed(void *context, const struct feed *feed, struct err *err)
{
    struct feed_list *list = context;
    struct visit *visit = list->client->visit;

    (void)err;
    if (feed->revoked.s || !shows(feed, &list->client->organization))
        return 0;
    html(visit->out, "{} <strong>{}</strong>",
         list->count ? "," : tr(visit->lang, "These dates stand in:"), feed->name);
    list->count++;
    return 0;
}

/* An address is shown once, when it is made: a new one is made where it was lost. */
static void add_new(const struct client *client)
{
    struct visit *visit = client->visit;

    layout_form(visit, "/feeds");
    html(visit->out,
         "<input type=\"hidden\" name=\"organization\" value=\"{}\">\n"
         "<div class=\"fields row\">\n<label>{}<input name=\"name\" value=\"{}\" "
         "required></label>\n<button name=\"action\" value=\"add\">{}</button>\n</div>\n"
         "</form>\n",
         client->organization.id, tr(visit->lang, "Name of the calendar"),
         client->organization.id, tr(visit->lang, "A calendar of this client alone"));
}

int client_add_feeds(const struct client *client, struct err *err)
{
    struct feed_list list = {client, 0};
    struct visit *visit = client->visit;

    html(visit->out, "<h2 id=\"calendar\">{}</h2>\n<p>", tr(visit->lang, "Calendar"));
    if (store_feeds_each(visit->parts->store, add_feed, &list, err) != 0)
        return -1;
    html(visit->out, "{} <a href=\"/feeds\">{}</a></p>\n",
         list.count ? "." : tr(visit->lang, "These dates stand in no calendar yet."),
         tr(visit->lang, "All calendars"));
    if (visit_may(visit, ROLE_ADMIN))
        add_new(client);
    return 0;
}
