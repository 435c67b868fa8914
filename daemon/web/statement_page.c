/* /organizations/ID/statement: to be printed, or as text. */
#include "jalon/web/statement.h"

#include "jalon/base/text.h"
#include "layout.h"
#include "pages.h"

static int show_text(struct visit *visit, const struct statement_source *source,
                     struct err *err)
{
    visit->response->status = 200;
    visit->response->type = "text/plain; charset=utf-8";
    return statement_text(visit->out, source, visit->path[0], err);
}

static int show_html(struct visit *visit, const struct statement_source *source,
                     struct err *err)
{
    layout_bare_begin(visit, tr(visit->lang, "Statement"));
    if (statement_html(visit->out, source, visit->path[0], err) != 0)
        return -1;
    html(visit->out,
         "<p class=\"unprinted\"><a href=\"?format=text\">{}</a> · "
         "<a href=\"/organizations/{/}\">{}</a></p>\n",
         tr(visit->lang, "As plain text"), visit->path[0],
         tr(visit->lang, "Back to the client"));
    layout_end(visit);
    return 0;
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
