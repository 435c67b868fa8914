/* What the parts of a client's page share; client_page.c puts them together. */
#include "client.h"

#include "jalon/core/explain.h"
#include "layout.h"
#include "said.h"
#include "words.h"

int client_open(struct client *out, struct visit *visit, struct err *err)
{
    out->visit = visit;
    if (engine_plan(&out->organization, &out->plan, visit->parts->engine, visit->path[0],
                    visit->now, err) != 0)
        return -1;
    out->today = engine_today(visit->parts->engine, &out->organization, visit->now);
    return 0;
}

void client_done(struct client *client)
{
    plan_done(&client->plan);
    organization_done(&client->organization);
}

void client_add_title(struct buf *out, const struct client *client, const char *id)
{
    const struct milestone *milestone = plan_find(&client->plan, id);

    if (milestone)
        explain_title(out, milestone, client->visit->lang);
    else
        words_add_milestone(out, id, client->visit->lang);
}

void client_redirect(struct visit *visit, const char *said)
{
    struct buf path = {0};

    html(&path, "/organizations/{/}", visit->path[0]);
    said_redirect(visit, buf_text(&path), said);
    buf_done(&path);
}

void client_add_way_back(const struct client *client)
{
    struct visit *visit = client->visit;

    html(visit->out, "<p class=\"unprinted\"><a href=\"/organizations/{/}\">{}</a></p>\n",
         client->organization.id, tr(visit->lang, "Back to the client"));
}

void client_form(const struct client *client, const char *part)
{
    struct buf action = {0};

    html(&action, "/organizations/{/}/{}", client->organization.id, part);
    layout_form(client->visit, buf_text(&action));
    buf_done(&action);
}
