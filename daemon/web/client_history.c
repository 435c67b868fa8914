#include <stdlib.h>

#include "client.h"
#include "fact_words.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/organizations.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "preview.h"

#define ROWS_MAX 50

/* -- the table ------------------------------------------------------------------- */

static void add_retraction(const struct client *client, const struct fact *fact)
{
    struct visit *visit = client->visit;
    struct retraction retraction;
    struct err none = {0};

    html(visit->out, "<span class=\"state\">{}</span>", tr(visit->lang, "retracted"));
    if (store_retraction_get(&retraction, visit->parts->store, client->organization.id,
                             fact->id, &none) != 0)
        return;
    html(visit->out, " <span class=\"soft\">{}, ", retraction.by);
    moment_instant(visit, retraction.at);
    buf_add(visit->out, "</span>");
    free(retraction.by);
}

static void add_what(const struct client *client, const struct fact *fact)
{
    struct visit *visit = client->visit;
    struct buf details = {0};

    fact_words_add_details(&details, fact, visit->lang);
    html(visit->out,
         fact->retracted ? "<th scope=\"row\"><s>{}</s></th><td><s>{}</s> "
                         : "<th scope=\"row\">{}</th><td>{} ",
         fact_words_kind(fact->kind, visit->lang), buf_text(&details));
    if (fact->retracted)
        add_retraction(client, fact);
    buf_done(&details);
}

static void add_who(struct visit *visit, const struct fact *fact)
{
    struct err none = {0};
    struct instant at;

    html(visit->out, "{}", fact->by);
    if (!fact->recorded_at || instant_parse(&at, fact->recorded_at, &none) != 0)
        return;
    buf_add(visit->out, "<br><span class=\"soft\">");
    moment_instant(visit, at);
    buf_add(visit->out, "</span>");
}

static void add_retract(const struct client *client, const struct fact *fact)
{
    struct visit *visit = client->visit;

    if (fact->retracted || !visit_may(visit, ROLE_EDIT))
        return;
    client_form(client, "retract");
    html(visit->out,
         "<input type=\"hidden\" name=\"fact\" value=\"{}\">\n"
         "<button name=\"step\" value=\"preview\">{} <span class=\"unseen\">{} ",
         fact->id, tr(visit->lang, "Retract"), fact_words_kind(fact->kind, visit->lang));
    moment_date(visit, fact->on);
    buf_add(visit->out, "</span></button>\n</form>\n");
}

static void add_row(const struct client *client, const struct fact *fact)
{
    struct visit *visit = client->visit;

    buf_add(visit->out, fact->retracted ? "<tr class=\"retracted\"><td>" : "<tr><td>");
    moment_date(visit, fact->on);
    buf_add(visit->out, "</td>");
    add_what(client, fact);
    buf_add(visit->out, "</td><td>");
    add_who(visit, fact);
    buf_add(visit->out, "</td><td class=\"actions\">");
    add_retract(client, fact);
    buf_add(visit->out, "</td></tr>\n");
}

static void add_older(const struct client *client, size_t shown)
{
    char number[HTML_NUMBER_SIZE];
    struct visit *visit = client->visit;

    html(visit->out,
         "<p><a class=\"more\" href=\"/organizations/{/}?facts={}#history\">{}</a></p>\n",
         client->organization.id, html_number(number, (int64_t)shown),
         tr(visit->lang, "Older facts"));
}

static int compare_facts(const void *a, const void *b)
{
    const struct fact *const *left = a, *const *right = b;
    int order = date_cmp((*right)->on, (*left)->on);

    return order ? order : (*right > *left) - (*right < *left);
}

/* The facts, the last first, those of one day as they were recorded; for the caller to
 * free. */
static const struct fact **sorted_facts(const struct organization *organization)
{
    const struct fact **facts = mem_new_array(organization->fact_count, sizeof(*facts));

    for (size_t i = 0; i < organization->fact_count; i++)
        facts[i] = &organization->facts[i];
    qsort(facts, organization->fact_count, sizeof(*facts), compare_facts);
    return facts;
}

int client_add_history(const struct client *client, struct err *err)
{
    static const char *const columns[] = {N_("On"), N_("Fact"), N_("Details"),
                                          N_("Recorded by"), N_("Actions")};
    struct visit *visit = client->visit;
    const struct organization *organization = &client->organization;
    const char *query = visit_query(visit, "facts");
    int64_t skipped = 0;

    if (query && text_number(&skipped, query, 0, INT32_MAX) != 0)
        return err_set(err, ERR_INVALID, "facts: a number is asked for");
    html(visit->out, "<h2 id=\"history\">{}</h2>\n", tr(visit->lang, "History"));
    layout_table(visit, N_("What is on record, the last first"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    const struct fact **facts = sorted_facts(organization);
    size_t end = (size_t)skipped + ROWS_MAX;
    for (size_t i = (size_t)skipped; i < end && i < organization->fact_count; i++)
        add_row(client, facts[i]);
    free(facts);
    layout_table_end(visit);
    if (organization->fact_count == 0)
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "Nothing is on record yet."));
    if (organization->fact_count > end)
        add_older(client, end);
    return 0;
}

/* -- retracting ------------------------------------------------------------------ */

static int retract(void *change, struct move_list *moves, struct err *err)
{
    struct visit *visit = change;
    const struct actor actor = visit_actor(visit);

    return engine_retract(visit->parts->engine, visit->path[0],
                          visit_field(visit, "fact"), &actor, moves, err);
}

static const struct fact *find_fact(const struct organization *organization,
                                    const char *id)
{
    for (size_t i = 0; i < organization->fact_count; i++)
        if (text_equal(organization->facts[i].id, id))
            return &organization->facts[i];
    return NULL;
}

static int show_preview(const struct client *client, const char *id, struct err *err)
{
    const struct fact *fact = find_fact(&client->organization, id);
    struct visit *visit = client->visit;
    struct move_list moves;
    int rc = preview_run(&moves, visit, retract, visit, err);

    if (rc == 0) {
        layout_begin(visit, 200, client->organization.name);
        html(visit->out, "<p>{}</p>\n",
             tr(visit->lang, "To be retracted, and kept on record as such:"));
        preview_add_fact(visit, fact);
        preview_add(client, &moves);
        client_form(client, "retract");
        html(visit->out, "<input type=\"hidden\" name=\"fact\" value=\"{}\">\n", id);
        preview_add_buttons(client, N_("Retract it"));
        layout_end(visit);
    }
    move_list_done(&moves);
    return rc;
}

static int confirm(struct visit *visit, struct err *err)
{
    if (retract(visit, NULL, err) != 0)
        return -1;
    visit_changed(visit);
    client_redirect(visit, "retracted");
    return 0;
}

int page_do_retract(struct visit *visit, struct err *err)
{
    struct client client;
    const char *id;

    if (visit_need(&id, visit, "fact", err) != 0 || client_open(&client, visit, err) != 0)
        return -1;
    int rc = text_equal(visit_field(visit, "step"), "confirm")
                 ? confirm(visit, err)
                 : show_preview(&client, id, err);
    client_done(&client);
    return rc;
}
