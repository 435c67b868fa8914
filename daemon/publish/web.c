/* The web page: what is missed and what comes, rendered here, without a script. */
#include "auth.h"
#include "handlers.h"
#include "jalon/core/explain.h"
#include "jalon/render/render.h"
#include "jalon/store/ledger.h"
#include "milestone_rows.h"
#include "plans.h"

#define AHEAD_DAYS 60
#define ROWS_MAX   200

extern const unsigned char web_style_css[];
extern const size_t web_style_css_size;

struct page {
    struct request *request;
    struct buf *out;
    enum lang lang;
    struct date today;
    int64_t rows; /* printed so far */
};

static void add_element(struct buf *out, const char *open, const char *text,
                        const char *close)
{
    buf_add(out, open);
    render_html_text(out, text);
    buf_add(out, close);
}

/* -- the frame ----------------------------------------------------------------------- */

static void add_head(const struct page *page)
{
    struct buf *out = page->out;

    buf_addf(out,
             "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>Jalon</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n"
             "</head>\n<body>\n<header><h1>Jalon</h1>\n",
             lang_name(page->lang));
    add_element(out, "<p>", tr(page->lang, "Qualiopi dates and reminders"), "</p>\n");
    buf_add(out, "</header>\n");
    if (page->request->publish->parts.clock->rehearsal)
        add_element(out, "<p class=\"alarm\" role=\"alert\">",
                    tr(page->lang,
                       "REHEARSAL: this clock is not the real one, and nothing "
                       "here happened"),
                    "</p>\n");
    buf_add(out, "<main>\n");
}

static void add_foot(const struct page *page)
{
    buf_addf(page->out, "</main>\n<footer>Jalon %s</footer>\n</body>\n</html>\n",
             JALON_VERSION);
}

static void set_headers(struct response *out)
{
    out->status = MHD_HTTP_OK;
    out->type = "text/html; charset=utf-8";
    response_header(out, "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; base-uri 'none'; "
                    "form-action 'none'; frame-ancestors 'none'");
    response_header(out, "Referrer-Policy", "no-referrer");
    response_header(out, "X-Frame-Options", "DENY");
    response_header(out, MHD_HTTP_HEADER_VARY, "Accept-Language, Authorization");
}

/* -- what goes wrong ----------------------------------------------------------------- */

static int add_one_failing(void *context, const char *receiver, struct instant since,
                           const char *answer, struct err *err)
{
    const struct page *page = context;

    (void)since;
    (void)err;
    buf_add(page->out, "<p class=\"alarm\">");
    render_html_text(page->out, tr(page->lang, "This receiver cannot be reached:"));
    buf_add(page->out, " ");
    render_html_text(page->out, receiver);
    add_element(page->out, " (", answer ? answer : "", ")</p>\n");
    return 0;
}

static int add_troubles(struct page *page, struct err *err)
{
    struct store *store = page->request->publish->parts.store;
    int64_t counts[NOTICE_STATE_COUNT];
    struct buf text = {0};

    if (store_notice_counts(store, counts, err) != 0)
        return -1;
    unsigned long dead = (unsigned long)counts[NOTICE_DEAD];
    buf_addf(&text,
             tr_count(page->lang, "%lu notice was given up", "%lu notices were given up",
                      dead),
             dead);
    if (dead > 0)
        add_element(page->out, "<p class=\"alarm\">", buf_text(&text), "</p>\n");
    buf_done(&text);
    return store_receivers_failing(store, add_one_failing, page, err);
}

/* -- the table ----------------------------------------------------------------------- */

static void add_row(struct page *page, const struct kept_row *row,
                    const struct milestone *milestone)
{
    struct buf *out = page->out;
    struct buf text = {0};

    page->rows++;
    buf_addf(out, "<tr class=\"%s\"><td>", milestone_state_name(row->state));
    explain_date(&text, row->day, page->lang);
    render_html_text(out, buf_text(&text));
    add_element(out, "</td><td>", row->name, "</td><td>");
    buf_clear(&text);
    explain_title(&text, milestone, page->lang);
    render_html_text(out, buf_text(&text));
    add_element(out, "</td><td>", explain_state(milestone->state, page->lang),
                "</td><td>");
    add_element(out, "", explain_force(milestone->force, page->lang), "</td></tr>\n");
    buf_done(&text);
}

static int add_rows(struct page *page, struct milestone_filter filter, struct err *err)
{
    const struct publish_parts *parts = &page->request->publish->parts;
    struct milestone_rows rows = {0};
    struct plans plans;

    filter.limit = ROWS_MAX - page->rows;
    if (filter.limit == 0)
        return 0;
    plans_init(&plans, parts, page->request->now);
    int rc = milestone_rows_read(&rows, parts->store, &filter, err);
    for (size_t i = 0; rc == 0 && i < rows.count; i++) {
        rc = plans_get(&plans, rows.items[i].organization, err);
        const struct milestone *milestone =
            rc == 0 ? plan_find(&plans.plan, rows.items[i].id) : NULL;
        if (milestone)
            add_row(page, &rows.items[i], milestone);
    }
    plans_done(&plans);
    milestone_rows_done(&rows);
    return rc;
}

static void add_table_head(const struct page *page)
{
    static const char *const columns[] = {N_("Date"), N_("Organization"), N_("What"),
                                          N_("State"), N_("By")};

    buf_add(page->out, "<table>\n<thead><tr>");
    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        add_element(page->out, "<th scope=\"col\">", tr(page->lang, columns[i]), "</th>");
    buf_add(page->out, "</tr></thead>\n<tbody>\n");
}

static int add_table(struct page *page, struct err *err)
{
    const struct milestone_filter missed = {.has_state = true,
                                            .state = STATE_MISSED,
                                            .from = DATE_NONE,
                                            .to = DATE_NONE,
                                            .after_day = DATE_NONE};
    const struct milestone_filter ahead = {.pending = true,
                                           .from = page->today,
                                           .to = date_add_days(page->today, AHEAD_DAYS),
                                           .after_day = DATE_NONE};

    add_element(page->out, "<h2>", tr(page->lang, "Missed, and the next 60 days"),
                "</h2>\n");
    add_table_head(page);
    if (add_rows(page, missed, err) != 0 || add_rows(page, ahead, err) != 0)
        return -1;
    buf_add(page->out, "</tbody>\n</table>\n");
    if (page->rows == 0)
        add_element(page->out, "<p>", tr(page->lang, "Nothing: all is calm."), "</p>\n");
    return 0;
}

/* -- answers ------------------------------------------------------------------------- */

static void add_door(const struct page *page)
{
    add_element(page->out, "<p>",
                tr(page->lang, "The dates are shown to those who have a token: leave the "
                               "name empty and give the token as the password."),
                "</p>\n");
    add_element(page->out, "<p><a href=\"/sign-in\">", tr(page->lang, "Sign in"),
                "</a></p>\n");
}

int web_page(struct request *request, struct response *out, struct err *err)
{
    /* Without an organization, today is the house's. */
    const struct organization nobody = {0};
    struct page page = {
        .request = request,
        .out = &out->body,
        .lang = request->lang,
        .today = engine_today(request->publish->parts.engine, &nobody, request->now),
    };

    set_headers(out);
    add_head(&page);
    if (!auth_may_look(request))
        add_door(&page);
    else if (add_troubles(&page, err) != 0 || add_table(&page, err) != 0)
        return -1;
    add_foot(&page);
    return 0;
}

/* A browser asks for the password when it is refused here, and sends it with every page
 * from then on. */
int web_sign_in(struct request *request, struct response *out, struct err *err)
{
    struct page page = {.request = request, .out = &out->body, .lang = request->lang};

    (void)err;
    if (auth_may_look(request)) {
        out->status = MHD_HTTP_SEE_OTHER;
        response_header(out, MHD_HTTP_HEADER_LOCATION, "/");
        return 0;
    }
    set_headers(out);
    out->status = MHD_HTTP_UNAUTHORIZED;
    response_header(out, MHD_HTTP_HEADER_WWW_AUTHENTICATE,
                    "Basic realm=\"Jalon\", charset=\"UTF-8\"");
    add_head(&page);
    add_door(&page);
    add_foot(&page);
    return 0;
}

int web_style(struct request *request, struct response *out, struct err *err)
{
    (void)request;
    (void)err;
    out->status = MHD_HTTP_OK;
    out->type = "text/css; charset=utf-8";
    buf_add_bytes(&out->body, web_style_css, web_style_css_size);
    response_header(out, MHD_HTTP_HEADER_CACHE_CONTROL, "public, max-age=3600");
    return 0;
}
