#include "client.h"
#include "fact_form.h"
#include "fact_words.h"
#include "jalon/base/text.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "preview.h"
#include "words.h"

/* -- choosing a kind ------------------------------------------------------------- */

static void add_kinds(const struct client *client, const char *chosen)
{
    struct visit *visit = client->visit;

    html(visit->out,
         "<form class=\"fields row\" action=\"/organizations/{/}#record\">\n<label>{}"
         "<select name=\"record\" required>\n",
         client->organization.id, tr(visit->lang, "What happened"));
    layout_option(visit, "", tr(visit->lang, "choose"), NULL);
    for (int i = 0; i < FACT_KIND_COUNT; i++)
        layout_option(visit, fact_kind_name((enum fact_kind)i),
                      fact_words_kind((enum fact_kind)i, visit->lang), chosen);
    html(visit->out, "</select></label>\n<button type=\"submit\">{}</button>\n</form>\n",
         tr(visit->lang, "Go on"));
}

/* WRONG: NULL, or what is wrong with what was sent. */
static void add_form(const struct client *client, enum fact_kind kind, const char *wrong)
{
    struct visit *visit = client->visit;
    struct asking asking = {visit, &client->organization, wrong, false};

    html(visit->out, "<h3>{}</h3>\n", fact_words_kind(kind, visit->lang));
    client_form(client, "facts");
    buf_add(visit->out, "<div class=\"fields row\">\n");
    fact_form_add(&asking, kind);
    html(visit->out,
         "<button class=\"main\" name=\"step\" value=\"preview\">{}</button>\n"
         "</div>\n</form>\n",
         tr(visit->lang, "See what moves"));
}

int client_add_record(const struct client *client, struct err *err)
{
    struct visit *visit = client->visit;
    const char *chosen = visit_query(visit, "record");
    enum fact_kind kind;

    if (!visit_may(visit, ROLE_EDIT))
        return 0;
    html(visit->out, "<section class=\"unprinted\">\n<h2 id=\"record\">{}</h2>\n",
         tr(visit->lang, "Record a fact"));
    add_kinds(client, chosen);
    if (chosen && fact_kind_parse(&kind, chosen) != 0)
        return err_set(err, ERR_INVALID, "record: there is no kind %s", chosen);
    if (chosen)
        add_form(client, kind, NULL);
    buf_add(visit->out, "</section>\n");
    return 0;
}

/* -- recording ------------------------------------------------------------------- */

struct recording {
    struct visit *visit;
    struct fact fact;
    bool force;
};

static int record(void *change, struct move_list *moves, struct err *err)
{
    struct recording *recording = change;
    struct visit *visit = recording->visit;
    const struct actor actor = visit_actor(visit);

    return engine_record(visit->parts->engine, visit->path[0], &recording->fact,
                         recording->force, &actor, moves, err);
}

/* The form once more, with what is wrong about it. */
static void ask_again(const struct client *client, const struct err *wrong)
{
    struct visit *visit = client->visit;
    enum fact_kind kind = FACT_TARGET_SET;

    (void)fact_kind_parse(&kind, visit_field(visit, "kind"));
    layout_begin(visit, 400, client->organization.name);
    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "Record a fact"));
    add_form(client, kind, wrong->text);
    client_add_way_back(client);
    layout_end(visit);
}

/* What is refused unless somebody insists. */
static void add_refusal(const struct client *client, const struct fact *fact,
                        const struct err *why)
{
    struct visit *visit = client->visit;
    struct buf text = {0};

    words_add_refusal(&text, &client->plan, fact->audit, fact->day, why);
    layout_alarm(visit, buf_text(&text));
    buf_done(&text);
    client_form(client, "facts");
    fact_form_keep(visit);
    html(visit->out,
         "<input type=\"hidden\" name=\"force\" value=\"1\">\n"
         "<p class=\"buttons\"><button name=\"step\" value=\"preview\">{}</button> "
         "<a href=\"/organizations/{/}\">{}</a></p>\n</form>\n",
         tr(visit->lang, "It is so all the same: see what moves"),
         client->organization.id, tr(visit->lang, "Cancel"));
}

/* What a confirmation rests on: each fact raises it, so that it serves once. */
static const char *seen(char out[HTML_NUMBER_SIZE], const struct client *client)
{
    return html_number(out, (int64_t)client->organization.fact_count);
}

static void add_confirmation(const struct client *client, bool force)
{
    struct visit *visit = client->visit;
    char number[HTML_NUMBER_SIZE];

    client_form(client, "facts");
    fact_form_keep(visit);
    html(visit->out, "<input type=\"hidden\" name=\"seen\" value=\"{}\">\n",
         seen(number, client));
    if (force)
        buf_add(visit->out, "<input type=\"hidden\" name=\"force\" value=\"1\">\n");
    preview_add_buttons(client, N_("Record it"));
}

/* A day to come is likely to be a slip. */
static void add_wait(const struct client *client, const struct fact *fact)
{
    struct visit *visit = client->visit;

    if (date_cmp(fact->on, client->today) <= 0)
        return;
    html(visit->out, "<p class=\"note\" role=\"status\">{} ",
         tr(visit->lang,
            "This day is to come: the fact counts from then on, and moves no "
            "date before"));
    moment_date(visit, fact->on);
    buf_add(visit->out, ".</p>\n");
}

static int show_preview(const struct client *client, struct recording *recording,
                        struct err *err)
{
    struct visit *visit = client->visit;
    struct err why = {.lang = visit->lang};
    struct move_list moves;
    int rc = preview_run(&moves, visit, record, recording, &why);

    if (rc == 0 || why.code == ERR_REFUSED) {
        layout_begin(visit, rc == 0 ? 200 : 409, client->organization.name);
        preview_add_fact(visit, &recording->fact);
        buf_add(visit->out, "<p>");
        fact_form_link_back(visit, client->organization.id,
                            tr(visit->lang, "Correct it"));
        buf_add(visit->out, "</p>\n");
        if (rc == 0) {
            add_wait(client, &recording->fact);
            preview_add(client, &moves);
            add_confirmation(client, recording->force);
        } else {
            add_refusal(client, &recording->fact, &why);
        }
        layout_end(visit);
        rc = 0;
    } else {
        *err = why;
    }
    move_list_done(&moves);
    return rc;
}

/* A form that was sent twice, or that somebody else was faster than. */
static void refuse_stale(const struct client *client)
{
    struct visit *visit = client->visit;

    layout_begin(visit, 409, client->organization.name);
    layout_alarm(visit, tr(visit->lang, "This was recorded already, or the client was "
                                        "changed meanwhile: look again."));
    html(visit->out, "<p><a href=\"/organizations/{/}#history\">{}</a></p>\n",
         client->organization.id, tr(visit->lang, "Back to the client"));
    layout_end(visit);
}

static int confirm(const struct client *client, struct recording *recording,
                   struct err *err)
{
    char number[HTML_NUMBER_SIZE];

    if (!text_equal(visit_field(client->visit, "seen"), seen(number, client))) {
        refuse_stale(client);
        return 0;
    }
    if (record(recording, NULL, err) != 0)
        return -1;
    visit_changed(recording->visit);
    client_redirect(recording->visit, "recorded");
    return 0;
}

static int act(const struct client *client, struct err *err)
{
    struct visit *visit = client->visit;
    struct err wrong = {.lang = visit->lang};
    struct recording recording = {.visit = visit,
                                  .force = visit_field(visit, "force") != NULL};

    if (fact_form_read(&recording.fact, visit, &wrong) != 0) {
        ask_again(client, &wrong);
        return 0;
    }
    bool confirmed = text_equal(visit_field(visit, "step"), "confirm");
    int rc = confirmed ? confirm(client, &recording, err)
                       : show_preview(client, &recording, err);
    fact_done(&recording.fact);
    return rc;
}

int page_do_record(struct visit *visit, struct err *err)
{
    struct client client;

    if (client_open(&client, visit, err) != 0)
        return -1;
    int rc = act(&client, err);
    client_done(&client);
    return rc;
}
