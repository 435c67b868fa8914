/* /organizations/ID/statement: to be printed, or as text. */
#include "jalon/web/statement.h"

#include "jalon/base/text.h"
#include "jalon/store/ledger.h"
#include "jalon/store/organizations.h"
#include "layout.h"
#include "ledger_check.h"
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

/* Back to here, and then with a ledger that was read: whatever is found, it is told on
 * the page that asked. */
static int have_ledger_read(struct visit *visit, bool as_text, struct err *err)
{
    struct buf here = {0};

    html(&here, "/organizations/{/}/statement?read=yes", visit->path[0]);
    buf_add(&here, as_text ? "&format=text" : "");
    int rc = ledger_check_start(visit, buf_text(&here), err);
    buf_done(&here);
    return rc;
}

int page_statement(struct visit *visit, struct err *err)
{
    bool as_text = text_equal(visit_query(visit, "format"), "text");
    struct ledger_proof proof;
    const struct statement_source source = {
        .store = visit->parts->store,
        .conf = visit->parts->conf,
        .lang = visit->lang,
        .now = visit->now,
    };

    if (store_ledger_proven(&proof, source.store, err) != 0)
        return -1;
    if (proof.number == 0 && !visit_query(visit, "read"))
        return have_ledger_read(visit, as_text, err);
    return as_text ? show_text(visit, &source, err) : show_html(visit, &source, err);
}
