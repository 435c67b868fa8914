/* /portfolio.csv: the audits to come, for a spreadsheet. */
#include "jalon/core/csv.h"
#include "jalon/store/milestones.h"
#include "months.h"
#include "pages.h"

#define ROWS_MAX 20000 /* what a spreadsheet and one answer bear */

static const enum milestone_kind kinds[] = {
    MILESTONE_INITIAL_AUDIT, MILESTONE_SURVEILLANCE_WINDOW, MILESTONE_RENEWAL_AUDIT};

struct sheet {
    struct buf *out;
    int64_t rows;
};

static void add_cell(struct buf *out, const char *text, char end)
{
    csv_add_field(out, text ? text : "", ';');
    buf_add_char(out, end);
}

static void add_day(struct buf *out, struct date day)
{
    char text[DATE_TEXT_SIZE];

    add_cell(out, date_format(text, day), ';');
}

static int add_row(void *context, const struct milestone_row *row, struct err *err)
{
    struct sheet *sheet = context;
    struct buf *out = sheet->out;

    if (++sheet->rows > ROWS_MAX)
        return err_set(err, ERR_INVALID,
                       "more than %d rows: choose a consultant or a tag, or use the "
                       "command \"jalon milestones -o csv\"",
                       ROWS_MAX);
    add_cell(out, row->organization, ';');
    add_cell(out, row->name, ';');
    add_cell(out, row->owner, ';');
    add_cell(out, milestone_kind_name(row->kind), ';');
    add_day(out, row->opens);
    add_day(out, row->safe);
    add_day(out, row->due);
    add_day(out, row->booked);
    add_cell(out, milestone_state_name(row->state), '\r');
    buf_add_char(out, '\n');
    return 0;
}

static int add_kind(struct sheet *sheet, const struct visit *visit,
                    enum milestone_kind kind, struct err *err)
{
    const struct months months = months_around(visit->today);
    const struct milestone_filter filter = {
        .owner = visit_query(visit, "owner"),
        .tag = visit_query(visit, "tag"),
        .has_kind = true,
        .kind = kind,
        .pressing = true,
        .from = DATE_NONE,
        .to = months.to,
        .after_day = DATE_NONE,
    };

    return store_milestones_each(visit->parts->store, &filter, add_row, sheet, err);
}

int page_portfolio_csv(struct visit *visit, struct err *err)
{
    struct sheet sheet = {.out = visit->out};

    visit->response->status = 200;
    visit->response->type = "text/csv; charset=utf-8";
    web_response_header(visit->response, "Content-Disposition",
                        "attachment; filename=\"jalon.csv\"");
    /* The mark by which spreadsheets know UTF-8. */
    buf_add(visit->out, "\xEF\xBB\xBF"
                        "id;name;owner;kind;opens;safe;due;booked;state\r\n");
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (add_kind(&sheet, visit, kinds[i], err) != 0)
            return -1;
    return 0;
}
