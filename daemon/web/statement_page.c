/* /organizations/ID/statement: to be printed, or as text. */
#include "jalon/web/statement.h"

#include "jalon/base/text.h"
#include "jalon/store/organizations.h"
#include "layout.h"
#include "pages.h"

static int show_text(struct visit *visit, const struct statement_source *source,
                     struct err *err)
{
    visit->response->status = 200;
    visit->response->type = "text/plain; charset=utf-8";
    return statement_text(visit->out, source, visit->path[0], err);
}

static void add_links(struct visit *visit, bool exists)
{
    html(visit->out, "<p class=\"unprinted\"><a href=\"?format=text\">{}</a>",
         tr(visit->lang, "As plain text"));
    if (exists)
        html(visit->out, " · <a href=\"/organizations/{/}\">{}</a>", visit->path[0],
             tr(visit->lang, "Back to the client"));
    buf_add(visit->out, "</p>\n");
}

/* The title is what a browser calls the file that it prints to. */
static int show_html(struct visit *visit, const struct statement_source *source,
                     struct err *err)
{
    struct organization organization = {0};
    struct err none = {0};
    struct buf title = {0};
    bool exists = store_organization_get(&organization, NULL, source->store,
                                         visit->path[0], &none) == 0;

    buf_addf(&title, "%s – %s", tr(visit->lang, "Statement"),
             exists ? organization.name : visit->path[0]);
    layout_bare_begin(visit, buf_text(&title));
    int rc = statement_html(visit->out, source, visit->path[0], err);
    add_links(visit, exists);
    layout_end(visit);
    buf_done(&title);
    organization_done(&organization);
    return rc;
}

int page_statement(struct visit *visit, struct err *err)
{
    const struct statement_source source = {
        .store = visit->parts->store,
        .conf = visit->parts->conf,
        .lang = visit->lang,
        .now = visit->now,
    };

    if (text_equal(visit_query(visit, "format"), "text"))
        return show_text(visit, &source, err);
    return show_html(visit, &source, err);
}
