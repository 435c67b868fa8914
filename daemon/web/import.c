/* /import: a file of clients, shown as what it would change before anything is written.
 */
#include <string.h>

#include "jalon/engine/import.h"

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/csv.h"
#include "layout.h"
#include "pages.h"
#include "uploads.h"

#define ROWS_MAX 200

/* -- asking for a file ----------------------------------------------------------- */

static void add_form(struct visit *visit)
{
    static const struct {
        const char *value, *text; /* text: a msgid */
    } formats[] = {
        {"guess",       N_("find out")                                 },
        {"csv",         N_("a spreadsheet saved as CSV")               },
        {"public-list", N_("the public list of training organizations")},
        {"jsonl",       N_("JSON Lines, as jalon export writes them")  },
    };

    layout_upload_form(visit, "/import");
    html(visit->out,
         "<div class=\"fields narrow\">\n<label>{}<input type=\"file\" name=\"file\" "
         "class=\"drop\" required></label>\n<label>{}<select name=\"format\">\n",
         tr(visit->lang, "A file: choose it, or drop it here"),
         tr(visit->lang, "What it is"));
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        layout_option(visit, formats[i].value, tr(visit->lang, formats[i].text), NULL);
    html(visit->out,
         "</select></label>\n<button class=\"main\">{}</button>\n</div>\n</form>\n",
         tr(visit->lang, "See what it would change"));
}

int page_import(struct visit *visit, struct err *err)
{
    (void)err;
    layout_begin(visit, 200, tr(visit->lang, "Import"));
    html(visit->out, "<p class=\"lead\">{}</p>\n",
         tr(visit->lang, "Nothing is written before you have seen, line by line, what "
                         "would be created, changed or refused."));
    add_form(visit);
    html(visit->out, "<p class=\"soft\">{}</p>\n",
         tr(visit->lang, "A spreadsheet has a line of headings, with a column \"SIRET\" "
                         "or \"id\"; columns such as name, NDA, owner, certifier, tags "
                         "and dates are known in French and in English. At most "
                         "8 MB."));
    layout_end(visit);
    return 0;
}

/* -- what it would change -------------------------------------------------------- */

/* The totals, and the lines as they are told of. */
struct report {
    struct visit *visit;
    int64_t changes[CHANGE_COUNT]; /* by enum change */
    int64_t refused;
    int64_t shown;
    struct buf rows;     /* HTML */
    struct buf refusals; /* CSV; "" at first */
};

static void add_refusal(struct report *report, const struct import_line *line)
{
    char number[HTML_NUMBER_SIZE];

    if (report->refusals.length == 0)
        buf_add(&report->refusals, "line;reason\r\n");
    buf_addf(&report->refusals, "%s;", html_number(number, line->number));
    csv_add_field(&report->refusals, line->reason, ';');
    buf_add(&report->refusals, "\r\n");
}

static void add_line(struct report *report, const struct import_line *line,
                     const char *class, const char *what)
{
    char number[HTML_NUMBER_SIZE];
    const struct organization *organization = line->organization;

    html(&report->rows,
         "<tr class=\"{}\"><td>{}</td><td><span class=\"state\">{}</span></td>"
         "<th scope=\"row\">{}<br><span class=\"soft\">{}</span></th><td>{}</td></tr>\n",
         class, html_number(number, line->number), tr(report->visit->lang, what),
         organization ? organization->name : "–", organization ? organization->id : NULL,
         line->reason);
}

/* A column that is left aside: no line is refused for it. */
static void add_unknown(struct report *report, const struct import_line *line)
{
    if (report->shown == ROWS_MAX)
        return;
    report->shown++;
    add_line(report, line, "soon", N_("column left aside"));
}

/* Lines that change nothing are counted and not shown; refused ones are shown as long as
 * there is room, and all of them stand in the file. */
static void note(void *context, const struct import_line *line)
{
    static const char *const words[] = {
        [CHANGE_CREATED] = N_("new"),
        [CHANGE_UPDATED] = N_("changed"),
        [CHANGE_UNCHANGED] = N_("as it was"),
    };
    struct report *report = context;

    if (line->column) {
        add_unknown(report, line);
        return;
    }
    if (line->reason) {
        report->refused++;
        add_refusal(report, line);
    } else {
        report->changes[line->change]++;
    }
    if ((!line->reason && line->change == CHANGE_UNCHANGED) || report->shown == ROWS_MAX)
        return;
    report->shown++;
    add_line(report, line, line->reason ? "missed" : "done",
             line->reason ? N_("refused") : words[line->change]);
}

static int run(struct report *report, const struct upload *upload, bool keep,
               struct err *err)
{
    struct visit *visit = report->visit;
    struct engine *engine = visit->parts->engine;
    const struct actor actor = visit_actor(visit);

    if (engine_batch_begin(engine, err) != 0)
        return -1;
    int rc = import_run(engine, &upload->file, &actor, note, report, err);
    if (rc == 0 && keep)
        rc = engine_batch_commit(engine, err);
    /* Nothing is left to be rolled back after a commit. */
    engine_batch_rollback(engine);
    return rc;
}

static void report_done(struct report *report)
{
    buf_done(&report->rows);
    buf_done(&report->refusals);
}

static void add_total(struct visit *visit, const char *what, int64_t count)
{
    char number[HTML_NUMBER_SIZE];

    html(visit->out, "<dt>{}</dt><dd>{}</dd>\n", tr(visit->lang, what),
         html_number(number, count));
}

static void add_totals(struct report *report)
{
    struct visit *visit = report->visit;

    buf_add(visit->out, "<dl class=\"facts\">\n");
    add_total(visit, N_("New"), report->changes[CHANGE_CREATED]);
    add_total(visit, N_("Changed"), report->changes[CHANGE_UPDATED]);
    add_total(visit, N_("As they were"), report->changes[CHANGE_UNCHANGED]);
    add_total(visit, N_("Refused lines"), report->refused);
    buf_add(visit->out, "</dl>\n");
}

static void add_rows(struct report *report)
{
    static const char *const columns[] = {N_("Line"), N_("What becomes of it"),
                                          N_("Client"), N_("Reason")};
    struct visit *visit = report->visit;

    if (report->shown == 0)
        return;
    layout_table(visit, N_("Line by line"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    buf_add(visit->out, buf_text(&report->rows));
    layout_table_end(visit);
    if (report->shown == ROWS_MAX)
        html(visit->out, "<p class=\"soft\">{}</p>\n",
             tr(visit->lang, "Only the first ones are shown; the totals count all."));
}

static void add_confirmation(struct report *report, const struct upload *upload)
{
    struct visit *visit = report->visit;

    if (report->refused > 0)
        html(visit->out, "<p><a href=\"/import/{/}/refused\">{}</a></p>\n", upload->token,
             tr(visit->lang, "All refused lines with their reasons, as CSV"));
    if (report->changes[CHANGE_CREATED] + report->changes[CHANGE_UPDATED] == 0) {
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "There is nothing to write."));
        return;
    }
    layout_form(visit, "/import/confirm");
    html(visit->out,
         "<input type=\"hidden\" name=\"token\" value=\"{}\">\n"
         "<p class=\"buttons\"><button class=\"main\">{}</button> "
         "<a href=\"/import\">{}</a></p>\n</form>\n",
         upload->token,
         tr(visit->lang, report->refused ? N_("Write the good lines, leave the others")
                                         : N_("Write it")),
         tr(visit->lang, "Cancel"));
}

static void show_preview(struct report *report, const struct upload *upload)
{
    struct visit *visit = report->visit;

    layout_begin(visit, 200, tr(visit->lang, "What the file would change"));
    html(visit->out, "<p class=\"lead\"><code>{}</code> · {}</p>\n", upload->name,
         tr(visit->lang, "nothing is written yet"));
    add_totals(report);
    add_confirmation(report, upload);
    add_rows(report);
    layout_end(visit);
}

/* -- POST ------------------------------------------------------------------------ */

static int read_format(enum import_format *out, const struct visit *visit,
                       const struct upload *upload, struct err *err)
{
    const char *format = visit_field(visit, "format");

    if (!format || text_equal(format, "guess")) {
        *out = import_guess(upload->file.text, upload->file.length);
        return 0;
    }
    return import_format_parse(out, format, err);
}

static int look_at(struct visit *visit, struct upload *upload, struct err *err)
{
    struct report report = {.visit = visit};
    int rc = read_format(&upload->file.format, visit, upload, err);

    if (rc == 0)
        rc = run(&report, upload, false, err);
    if (rc == 0) {
        show_preview(&report, upload);
        upload->refused = report.refusals;
        report.refusals = (struct buf){0};
    } else {
        uploads_remove(upload);
    }
    report_done(&report);
    return rc;
}

int page_do_import(struct visit *visit, struct err *err)
{
    const struct form_field *field = form_field(&visit->form, "file");

    if (!field || !field->file || field->length == 0)
        return err_set(err, ERR_INVALID, "a file is asked for");
    struct upload *upload = uploads_add(&visit->web->uploads, visit->csrf, visit->now);
    upload->name = mem_strdup(field->file);
    upload->text = mem_strndup(field->value, field->length);
    upload->file.text = upload->text;
    upload->file.length = field->length;
    return look_at(visit, upload, err);
}

static struct upload *find(const struct visit *visit, const char *token, struct err *err)
{
    struct upload *upload =
        uploads_find(&visit->web->uploads, token, visit->csrf, visit->now);

    if (!upload)
        (void)err_set(err, ERR_NOT_FOUND,
                      "this file was kept for 15 minutes only: send it again");
    return upload;
}

static void show_result(struct report *report)
{
    struct visit *visit = report->visit;

    layout_begin(visit, 200, tr(visit->lang, "The file was written"));
    add_totals(report);
    html(visit->out, "<p><a href=\"/portfolio\">{}</a></p>\n",
         tr(visit->lang, "To the portfolio"));
    layout_end(visit);
}

int page_do_import_confirm(struct visit *visit, struct err *err)
{
    const char *token;
    struct report report = {.visit = visit};

    if (visit_need(&token, visit, "token", err) != 0)
        return -1;
    struct upload *upload = find(visit, token, err);
    if (!upload)
        return -1;
    int rc = run(&report, upload, true, err);
    if (rc == 0) {
        uploads_remove(upload);
        visit_changed(visit);
        show_result(&report);
    }
    report_done(&report);
    return rc;
}

/* GET /import/TOKEN/refused: what was refused, for a spreadsheet. */
int page_import_refused(struct visit *visit, struct err *err)
{
    const struct upload *upload = find(visit, visit->path[0], err);

    if (!upload)
        return -1;
    visit->response->status = 200;
    visit->response->type = "text/csv; charset=utf-8";
    web_response_header(visit->response, "Content-Disposition",
                        "attachment; filename=\"refused.csv\"");
    buf_add(visit->out, "\xEF\xBB\xBF");
    buf_add(visit->out, buf_text(&upload->refused));
    return 0;
}
