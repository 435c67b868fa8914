#include "layout.h"

#include <stdio.h>
#include <string.h>

#include "back.h"
#include "jalon/base/text.h"
#include "jalon/sys/log.h"
#include "pulse.h"
#include "said.h"

static const struct {
    const char *path;
    const char *text; /* msgid */
    enum role role;
} doors[] = {
    {"/",          N_("Today"),     ROLE_READ },
    {"/portfolio", N_("Portfolio"), ROLE_READ },
    {"/notices",   N_("Notices"),   ROLE_READ },
    {"/channels",  N_("Channels"),  ROLE_READ },
    {"/feeds",     N_("Calendars"), ROLE_READ },
    {"/rules",     N_("Rules"),     ROLE_READ },
    {"/import",    N_("Import"),    ROLE_EDIT },
    {"/accounts",  N_("Accounts"),  ROLE_ADMIN},
};

/* -- the head -------------------------------------------------------------------- */

static void set_headers(struct visit *visit, unsigned status)
{
    struct web_response *response = visit->response;

    response->status = status;
    response->type = "text/html; charset=utf-8";
    web_response_header(response, "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; script-src 'self'; "
                        "img-src 'self' data:; form-action 'self'; "
                        "frame-ancestors 'none'; base-uri 'none'");
    web_response_header(response, "Referrer-Policy", "same-origin");
    web_response_header(response, "X-Frame-Options", "DENY");
    web_response_header(response, "Vary", "Cookie, Accept-Language");
}

/* A surveyor's pole in red and white, so that its tab is found among others. */
#define ICON                                                                             \
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'"   \
    "%3E%3Cpath d='M5 0h6v16H5z' fill='%23a11c1c'/%3E"                                   \
    "%3Cpath d='M6 4h4v4H6zM6 12h4v3H6z' fill='%23fff'/%3E%3C/svg%3E"

static void add_head(struct visit *visit, const char *title)
{
    const struct assets *assets = &visit->web->assets;

    html(visit->out,
         "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<title>{} – Jalon</title>\n"
         "<link rel=\"icon\" href=\"" ICON "\">\n"
         "<link rel=\"stylesheet\" href=\"/assets/{}\">\n"
         "<script src=\"/assets/{}\" defer></script>\n</head>\n<body>\n",
         lang_name(visit->lang), title, assets->style, assets->script);
    html(visit->out, "<a class=\"skip\" href=\"#main\">{}</a>\n",
         tr(visit->lang, "Skip to the content"));
}

static void add_door(struct visit *visit, size_t index)
{
    bool here = text_equal(visit->request->path, doors[index].path);

    html(visit->out,
         here ? "<li><a href=\"{}\" aria-current=\"page\">{}</a></li>\n"
              : "<li><a href=\"{}\">{}</a></li>\n",
         doors[index].path, tr(visit->lang, doors[index].text));
}

static void add_navigation(struct visit *visit)
{
    html(visit->out, "<nav aria-label=\"{}\">\n<ul>\n", tr(visit->lang, "Pages"));
    for (size_t i = 0; i < sizeof(doors) / sizeof(doors[0]); i++)
        if (visit_may(visit, doors[i].role))
            add_door(visit, i);
    buf_add(visit->out, "</ul>\n</nav>\n");
    html(visit->out,
         "<form class=\"search\" role=\"search\" action=\"/portfolio\">\n"
         "<label><span class=\"unseen\">{}</span>\n"
         "<input type=\"search\" name=\"search\" placeholder=\"{}\"></label>\n"
         "<button type=\"submit\">{}</button>\n</form>\n",
         tr(visit->lang, "Find a client"), tr(visit->lang, "Name or SIRET"),
         tr(visit->lang, "Find"));
}

void layout_alarm(struct visit *visit, const char *text)
{
    html(visit->out, "<p class=\"note alarm\" role=\"alert\">{}</p>\n", text);
}

static void add_notes(struct visit *visit)
{
    if (visit->parts->clock->rehearsal)
        layout_alarm(visit, tr(visit->lang, "REHEARSAL: this clock is not the real one, "
                                            "and nothing here happened"));
    said_add(visit);
}

static void begin(struct visit *visit, unsigned status, const char *title)
{
    buf_clear(visit->out);
    set_headers(visit, status);
    add_head(visit, title);
    buf_add(visit->out, "<header>\n<a class=\"brand\" href=\"/\">Jalon</a>\n");
    if (visit->user)
        add_navigation(visit);
    buf_add(visit->out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    add_notes(visit);
}

void layout_begin(struct visit *visit, unsigned status, const char *title)
{
    begin(visit, status, title);
    html(visit->out, "<h1>{}</h1>\n", title);
}

void layout_bare_begin(struct visit *visit, const char *title)
{
    begin(visit, 200, title);
}

/* -- the foot -------------------------------------------------------------------- */

static void add_languages(struct visit *visit)
{
    static const struct {
        const char *code, *name;
    } languages[] = {
        {"fr", "Français"},
        {"en", "English"  },
    };

    struct buf back = {0};

    back_add(&back, visit);
    layout_form(visit, "/language");
    html(visit->out, "<input type=\"hidden\" name=\"back\" value=\"{}\">\n",
         buf_text(&back));
    buf_done(&back);
    for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
        html(visit->out,
             text_equal(lang_name(visit->lang), languages[i].code)
                 ? "<button name=\"lang\" value=\"{}\" lang=\"{}\" aria-pressed=\"true\">"
                   "{}</button>\n"
                 : "<button name=\"lang\" value=\"{}\" lang=\"{}\">{}</button>\n",
             languages[i].code, languages[i].code, languages[i].name);
    buf_add(visit->out, "</form>\n");
}

static void add_person(struct visit *visit)
{
    if (!*visit->session)
        return;
    layout_form(visit, "/sign-out");
    html(visit->out, "<span>{}</span>\n<button type=\"submit\">{}</button>\n</form>\n",
         visit->user, tr(visit->lang, "Sign out"));
}

void layout_end(struct visit *visit)
{
    buf_add(visit->out, "</main>\n<footer>\n");
    if (visit->user)
        pulse_add(visit);
    buf_add(visit->out, "<div class=\"foot\">\n");
    add_languages(visit);
    add_person(visit);
    buf_add(visit->out, "</div>\n</footer>\n</body>\n</html>\n");
}

/* -- forms ----------------------------------------------------------------------- */

static void begin_form(struct visit *visit, const char *template, const char *action)
{
    html(visit->out, template, action, visit->csrf);
}

#define TOKEN_FIELD "<input type=\"hidden\" name=\"csrf\" value=\"{}\">\n"

void layout_form(struct visit *visit, const char *action)
{
    begin_form(visit, "<form method=\"post\" action=\"{}\">\n" TOKEN_FIELD, action);
}

void layout_upload_form(struct visit *visit, const char *action)
{
    begin_form(visit,
               "<form method=\"post\" action=\"{}\" "
               "enctype=\"multipart/form-data\">\n" TOKEN_FIELD,
               action);
}

void layout_option(struct visit *visit, const char *value, const char *text,
                   const char *chosen)
{
    html(visit->out,
         text_equal(value, chosen ? chosen : "")
             ? "<option value=\"{}\" selected>{}</option>\n"
             : "<option value=\"{}\">{}</option>\n",
         value, text);
}

/* -- pages of their own ---------------------------------------------------------- */

/* To the page that the form stood on; what nobody filled in leads to the first one. */
static void add_way_back(struct visit *visit)
{
    bool form = text_equal(visit->request->method, "POST");
    struct buf back = {0};

    if (form)
        back_add(&back, visit);
    html(visit->out, "<p><a href=\"{}\">{}</a></p>\n", form ? buf_text(&back) : "/",
         tr(visit->lang, form ? N_("Back, to try again") : N_("To the first page")));
    buf_done(&back);
}

void layout_refusal(struct visit *visit, unsigned status, const char *text)
{
    layout_begin(visit, status, tr(visit->lang, "This did not work"));
    layout_alarm(visit, text);
    add_way_back(visit);
    layout_end(visit);
}

/* What a person can do nothing about, but to pass it on. */
static void show_trouble(struct visit *visit, unsigned status, const char *text)
{
    layout_begin(visit, status, tr(visit->lang, "This did not work"));
    layout_alarm(visit,
                 tr(visit->lang,
                    "Jalon itself is in trouble, and nothing was changed. Try again in "
                    "a moment; if it lasts, show this to whoever looks after Jalon:"));
    html(visit->out, "<p><code>{}</code></p>\n", text);
    add_way_back(visit);
    layout_end(visit);
}

void layout_error(struct visit *visit, const struct err *err)
{
    static const unsigned statuses[] = {
        [ERR_NONE] = 500,     [ERR_INVALID] = 400,   [ERR_NOT_FOUND] = 404,
        [ERR_CONFLICT] = 409, [ERR_REFUSED] = 403,   [ERR_IO] = 500,
        [ERR_STORE] = 500,    [ERR_TEMPORARY] = 503, [ERR_PERMANENT] = 500,
    };
    unsigned status = statuses[err->code];

    web_response_done(visit->response);
    if (status < 500) {
        layout_refusal(visit, status, visit_plain(visit, err->text));
        return;
    }
    log_error("page failed: %s", err->text);
    show_trouble(visit, status, err->text);
}

void layout_ask_again(struct visit *visit)
{
    layout_begin(visit, 200, tr(visit->lang, "One moment"));
    web_response_header(visit->response, "Refresh", "0");
    html(visit->out, "<p><a href=\"\">{}</a></p>\n", tr(visit->lang, "Go on"));
    layout_end(visit);
}

/* -- tables ---------------------------------------------------------------------- */

void layout_wide(struct visit *visit, const char *name)
{
    html(visit->out, "<section class=\"wide\" tabindex=\"0\" aria-label=\"{}\">\n", name);
}

void layout_table(struct visit *visit, const char *caption, const char *const *columns,
                  size_t count)
{
    layout_wide(visit, tr(visit->lang, caption));
    html(visit->out,
         "<table class=\"list\">\n<caption class=\"unseen\">{}</caption>\n"
         "<thead><tr>",
         tr(visit->lang, caption));
    for (size_t i = 0; i < count; i++)
        html(visit->out, "<th scope=\"col\">{}</th>", tr(visit->lang, columns[i]));
    buf_add(visit->out, "</tr></thead>\n<tbody>\n");
}

void layout_table_end(struct visit *visit)
{
    buf_add(visit->out, "</tbody>\n</table>\n</section>\n");
}
