#include "bars.h"

#include "jalon/core/explain.h"
#include "jalon/store/milestones.h"
#include "words.h"

#define WIDTH  720 /* of the picture, in its own units */
#define HEIGHT 24

struct bars {
    struct visit *visit;
    const struct months *months;
    struct buf shapes, words;
};

static void add_line(struct buf *out, const char *class, int at)
{
    buf_addf(out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\"/>", class,
             at, at, HEIGHT);
}

/* -- the axis -------------------------------------------------------------------- */

static void add_month(struct visit *visit, const struct months *months, int month)
{
    int at = months_place(months, months_start(month), WIDTH);
    bool named = month % 12 == 0 || month == months->first;

    /* A phone has room for one in three. */
    buf_addf(visit->out, "<text%s x=\"%d\" y=\"10\">",
             (month - months->first) % 3 ? " class=\"minor\"" : "", at + 2);
    html(visit->out, "{}</text>", words_month(month % 12 + 1, visit->lang));
    if (named)
        buf_addf(visit->out, "<text class=\"year\" x=\"%d\" y=\"22\">%d</text>", at + 2,
                 month / 12);
    add_line(visit->out, "month", at);
}

void bars_add_axis(struct visit *visit, const struct months *months)
{
    buf_addf(visit->out,
             "<svg class=\"bars axis\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">",
             WIDTH, HEIGHT);
    for (int i = 0; i < MONTHS_SHOWN; i++)
        add_month(visit, months, months->first + i);
    add_line(visit->out, "today", months_place(months, visit->today, WIDTH));
    buf_add(visit->out, "</svg>");
}

/* -- one client ------------------------------------------------------------------ */

static void add_words(struct bars *bars, const struct milestone_row *row)
{
    enum lang lang = bars->visit->lang;

    if (bars->words.length > 0)
        buf_add(&bars->words, "; ");
    words_add_kind(&bars->words, row->kind, lang);
    buf_add(&bars->words, ", ");
    if (date_is_set(row->booked)) {
        buf_addf(&bars->words, "%s ", tr(lang, "booked for"));
        explain_date(&bars->words, row->booked, lang);
    } else if (date_is_set(row->due)) {
        buf_addf(&bars->words, "%s ", tr(lang, "by"));
        explain_date(&bars->words, row->due, lang);
    }
    buf_addf(&bars->words, " (%s)", explain_state(row->state, lang));
}

/* A bar from opens to due, a mark on the day that counts. */
static void add_shapes(struct bars *bars, const struct milestone_row *row)
{
    const struct months *months = bars->months;
    const char *state = milestone_state_name(row->state);
    struct date day = date_is_set(row->booked) ? row->booked : row->due;

    if (date_is_set(row->opens) && date_is_set(row->due)) {
        int from = months_place(months, row->opens, WIDTH);
        int to = months_place(months, row->due, WIDTH);
        buf_addf(&bars->shapes,
                 "<rect class=\"%s\" x=\"%d\" y=\"7\" width=\"%d\" height=\"10\" "
                 "rx=\"2\"/>",
                 state, from, to > from ? to - from : 1);
    }
    if (date_is_set(day) && date_cmp(day, months->from) >= 0 &&
        date_cmp(day, months->to) < 0)
        buf_addf(&bars->shapes, "<circle class=\"%s\" cx=\"%d\" cy=\"12\" r=\"5\"/>",
                 state, months_place(months, day, WIDTH));
}

static bool is_seen(const struct months *months, const struct milestone_row *row)
{
    struct date first = date_is_set(row->opens) ? row->opens : row->due;
    struct date last = date_is_set(row->due) ? row->due : row->opens;

    return date_cmp(last, months->from) >= 0 && date_cmp(first, months->to) < 0;
}

static int add_row(void *context, const struct milestone_row *row, struct err *err)
{
    struct bars *bars = context;

    (void)err;
    if (row->force == FORCE_ADVICE || row->state == STATE_DONE ||
        !is_seen(bars->months, row))
        return 0;
    add_shapes(bars, row);
    add_words(bars, row);
    return 0;
}

int bars_add(struct visit *visit, const struct months *months, const char *organization,
             struct err *err)
{
    const struct milestone_filter filter = {
        .organization = organization,
        .pending = true,
        .from = DATE_NONE,
        .to = DATE_NONE,
        .after_day = DATE_NONE,
    };
    struct bars bars = {.visit = visit, .months = months};
    int rc = store_milestones_each(visit->parts->store, &filter, add_row, &bars, err);

    buf_addf(visit->out, "<svg class=\"bars\" viewBox=\"0 0 %d %d\" role=\"img\" ", WIDTH,
             HEIGHT);
    html(visit->out, "aria-label=\"{}\">",
         bars.words.length ? buf_text(&bars.words) : tr(visit->lang, "nothing to come"));
    add_line(visit->out, "today", months_place(months, visit->today, WIDTH));
    buf_add(visit->out, buf_text(&bars.shapes));
    buf_add(visit->out, "</svg>");
    buf_done(&bars.shapes);
    buf_done(&bars.words);
    return rc;
}
