#include "load.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "jalon/store/overview.h"
#include "layout.h"
#include "words.h"

#define WEEKS_SHOWN  12
#define WINDOW_DAYS  400 /* no window is longer */
#define OWNERS_SHOWN 100

#define CELLS_MAX (MONTHS_SHOWN > WEEKS_SHOWN ? MONTHS_SHOWN : WEEKS_SHOWN)

/* One line of a table: a consultant, and two numbers for each column. */
struct line {
    char *owner;               /* NULL: clients without a consultant */
    int64_t main[CELLS_MAX];   /* audits due, or booked */
    int64_t second[CELLS_MAX]; /* windows open, or clashes */
};

struct lines {
    struct visit *visit;
    int first; /* what the first column stands for: a month, or a day */
    struct line *items;
    size_t count, capacity;
};

static void lines_done(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->items[i].owner);
    free(lines->items);
}

/* The line of OWNER: rows come by owner, so that it is the last or a new one. */
static struct line *line_of(struct lines *lines, const char *owner)
{
    if (lines->count > 0 && text_equal(lines->items[lines->count - 1].owner, owner))
        return &lines->items[lines->count - 1];
    lines->items =
        mem_grow(lines->items, lines->count, &lines->capacity, sizeof(*lines->items));
    lines->items[lines->count].owner = mem_strdup(owner);
    return &lines->items[lines->count++];
}

static void add_owner(struct visit *visit, const char *owner)
{
    html(visit->out, "<tr><th scope=\"row\">{}</th>",
         owner ? owner : tr(visit->lang, "nobody"));
}

static void begin_table(struct visit *visit, const char *caption)
{
    layout_wide(visit, caption);
    html(visit->out,
         "<table class=\"load\">\n<caption>{}</caption>\n<thead><tr>"
         "<th scope=\"col\">{}</th>",
         caption, tr(visit->lang, "Consultant"));
}

/* -- months ---------------------------------------------------------------------- */

static int add_load(void *context, const struct load_row *row, struct err *err)
{
    struct lines *lines = context;
    struct line *line = line_of(lines, row->owner);
    int due = months_of(row->due) - lines->first;
    int month = date_is_set(row->opens) ? months_of(row->opens) - lines->first : due;

    (void)err;
    if (due >= 0 && due < MONTHS_SHOWN)
        line->main[due]++;
    for (month = month < 0 ? 0 : month; month <= due && month < MONTHS_SHOWN; month++)
        line->second[month]++;
    return 0;
}

static void add_month_heads(struct visit *visit, const struct months *months)
{
    begin_table(visit,
                tr(visit->lang, "Audits due and, below, windows open, in each month"));
    for (int i = 0; i < MONTHS_SHOWN; i++) {
        int month = months->first + i;
        html(visit->out, "<th scope=\"col\">{}<br>",
             words_month(month % 12 + 1, visit->lang));
        buf_addf(visit->out, "%d</th>", month / 12);
    }
    buf_add(visit->out, "</tr></thead>\n<tbody>\n");
}

static void add_month_line(struct visit *visit, const struct line *line)
{
    add_owner(visit, line->owner);
    for (int i = 0; i < MONTHS_SHOWN; i++)
        buf_addf(visit->out, "<td>%lld<br><span class=\"soft\">%lld</span></td>",
                 (long long)line->main[i], (long long)line->second[i]);
    buf_add(visit->out, "</tr>\n");
}

int load_add_months(struct visit *visit, const struct months *months, struct err *err)
{
    struct lines lines = {.visit = visit, .first = months->first};
    int rc =
        store_load_each(visit->parts->store, months->from,
                        date_add_days(months->to, WINDOW_DAYS), add_load, &lines, err);

    if (lines.count > 0)
        add_month_heads(visit, months);
    for (size_t i = 0; i < lines.count && i < OWNERS_SHOWN; i++)
        add_month_line(visit, &lines.items[i]);
    if (lines.count > 0)
        layout_table_end(visit);
    lines_done(&lines);
    return rc;
}

/* -- weeks ----------------------------------------------------------------------- */

static int add_booking(void *context, const struct booking_row *row, struct err *err)
{
    struct lines *lines = context;
    struct line *line = line_of(lines, row->owner);
    int week = (row->day.days - lines->first) / 7;

    (void)err;
    line->main[week] += row->audits;
    line->second[week] += row->audits > 1;
    return 0;
}

static void add_week_heads(struct visit *visit, struct date monday)
{
    begin_table(visit,
                tr(visit->lang, "Booked audits in the weeks to come, by their Monday"));
    for (int i = 0; i < WEEKS_SHOWN; i++) {
        struct civil civil = date_civil(date_add_days(monday, 7 * i));
        buf_addf(visit->out, "<th scope=\"col\">%02d/%02d</th>",
                 visit->lang == LANG_FR ? civil.day : civil.month,
                 visit->lang == LANG_FR ? civil.month : civil.day);
    }
    buf_add(visit->out, "</tr></thead>\n<tbody>\n");
}

static void add_week_line(struct visit *visit, const struct line *line)
{
    char number[HTML_NUMBER_SIZE];

    add_owner(visit, line->owner);
    for (int i = 0; i < WEEKS_SHOWN; i++)
        if (line->second[i])
            html(visit->out, "<td><span class=\"bad\">{} {}</span></td>",
                 html_number(number, line->main[i]), tr(visit->lang, "clash"));
        else if (line->main[i])
            html(visit->out, "<td>{}</td>", html_number(number, line->main[i]));
        else
            html(visit->out, "<td class=\"soft\">{}</td>", tr(visit->lang, "free"));
    buf_add(visit->out, "</tr>\n");
}

int load_add_weeks(struct visit *visit, struct err *err)
{
    struct date monday = date_add_days(visit->today, -(int)date_weekday(visit->today));
    struct lines lines = {.visit = visit, .first = monday.days};
    int rc = store_bookings_each(visit->parts->store, monday,
                                 date_add_days(monday, 7 * WEEKS_SHOWN - 1), add_booking,
                                 &lines, err);

    if (lines.count == 0) {
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "No audit is booked in the next twelve weeks."));
        return rc;
    }
    add_week_heads(visit, monday);
    for (size_t i = 0; i < lines.count && i < OWNERS_SHOWN; i++)
        add_week_line(visit, &lines.items[i]);
    layout_table_end(visit);
    lines_done(&lines);
    return rc;
}
