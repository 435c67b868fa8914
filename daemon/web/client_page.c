/* /organizations/ID: a client's dates, its history, and what can be done about them. */
#include "client.h"
#include "jalon/core/explain.h"
#include "layout.h"
#include "pages.h"

static void add_lead(const struct client *client)
{
    const struct organization *organization = &client->organization;
    struct visit *visit = client->visit;

    html(visit->out, "<p class=\"lead\"><code>{}</code>", organization->id);
    if (organization->owner)
        html(visit->out, " · {} {}", tr(visit->lang, "looked after by"),
             organization->owner);
    if (organization->certifier)
        html(visit->out, " · {} {}", tr(visit->lang, "certifier:"),
             organization->certifier);
    buf_add(visit->out, "</p>\n");
}

static void add_jumps(struct visit *visit)
{
    static const struct {
        const char *place, *text; /* text: a msgid */
        enum role role;           /* for whom the place is there */
    } jumps[] = {
        {"reminders", N_("Next reminders"),       ROLE_READ},
        {"record",    N_("Record a fact"),        ROLE_EDIT},
        {"history",   N_("History"),              ROLE_READ},
        {"profile",   N_("Profile and contacts"), ROLE_READ},
        {"notices",   N_("Notices"),              ROLE_READ},
        {"calendar",  N_("Calendar"),             ROLE_READ},
    };

    buf_add(visit->out, "<ul class=\"jumps unprinted\">\n");
    for (size_t i = 0; i < sizeof(jumps) / sizeof(jumps[0]); i++)
        if (visit_may(visit, jumps[i].role))
            html(visit->out, "<li><a href=\"#{}\">{}</a></li>\n", jumps[i].place,
                 tr(visit->lang, jumps[i].text));
    buf_add(visit->out, "</ul>\n");
}

static void add_alerts(const struct client *client)
{
    struct visit *visit = client->visit;
    struct buf text = {0};

    if (client->plan.alert_count == 0)
        return;
    html(visit->out, "<section class=\"note alarm list\">\n<h2>{}</h2>\n<ul>\n",
         tr(visit->lang, "To be looked at"));
    for (size_t i = 0; i < client->plan.alert_count; i++) {
        buf_clear(&text);
        explain_alert_in_words(&text, &client->plan.alerts[i], visit->lang);
        html(visit->out, "<li>{}</li>\n", buf_text(&text));
    }
    buf_add(visit->out, "</ul>\n</section>\n");
    buf_done(&text);
}

static int add_parts(const struct client *client, struct err *err)
{
    add_lead(client);
    add_jumps(client->visit);
    client_add_silence(client);
    add_alerts(client);
    client_add_line(client);
    client_add_dates(client);
    client_add_forecast(client);
    if (client_add_record(client, err) != 0 || client_add_history(client, err) != 0)
        return -1;
    client_add_profile(client);
    if (client_add_notices(client, err) != 0)
        return -1;
    return client_add_feeds(client, err);
}

int page_client(struct visit *visit, struct err *err)
{
    struct client client;

    if (client_open(&client, visit, err) != 0)
        return -1;
    layout_begin(visit, 200, client.organization.name);
    int rc = add_parts(&client, err);
    layout_end(visit);
    client_done(&client);
    return rc;
}
