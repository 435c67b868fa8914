#include "jalon/core/explain.h"

#include <assert.h>
#include <stdlib.h>

/* Why a date is what it is: each line is a struct reckoning, kept from the planning, so
 * that what is explained is what was reckoned and no second opinion. */
#define STEPS_MAX 5

static const char *const anchors[] = {
    [ANCHOR_TARGET] = N_("certification wanted by"),
    [ANCHOR_START] = N_("certificate starts on"),
    [ANCHOR_END_PRINTED] = N_("end printed on the certificate"),
    [ANCHOR_END_RULE] = N_("certificate ends on"),
    [ANCHOR_NOTIFIED] = N_("notified on"),
    [ANCHOR_REQUALIFIED] = N_("requalified as major on"),
    [ANCHOR_SUSPENDED] = N_("suspended on"),
    [ANCHOR_REFUSED] = N_("refused on"),
    [ANCHOR_WITHDRAWN] = N_("withdrawn on"),
    [ANCHOR_YEAR] = N_("closing day of the year"),
    [ANCHOR_RECURRENCE] = N_("date of the obligation"),
};

/* -- arithmetic ------------------------------------------------------------------ */

/* A line of arithmetic and the words for the day that it starts from. */
struct line {
    const char *from;
    const struct reckoning *reckoning;
    const char *by; /* who set the delay, where the law does not; or NULL */
};

/* Fills LINES with those that MILESTONE has, in the order of the thought. */
static size_t lines_of(struct line lines[STEPS_MAX], const struct milestone *milestone)
{
    const char *anchor = anchors[milestone->anchor];
    const char *by = milestone->of_certifier ? N_("set by the certifier") : NULL;
    const struct line all[STEPS_MAX] = {
        {anchors[ANCHOR_START],    &milestone->end,            NULL},
        {anchor,                   &milestone->to_opens,       NULL},
        {anchor,                   &milestone->to_due,         by  },
        {N_("end of that period"), &milestone->to_due_chained, NULL},
        {N_("end of the window"),  &milestone->to_safe,        NULL},
    };
    size_t count = 0;

    for (size_t i = 0; i < STEPS_MAX; i++)
        if (date_is_set(all[i].reckoning->from))
            lines[count++] = all[i];
    return count;
}

/* Adds " + 14 months". */
static void add_amount(struct buf *out, int amount, const char *words)
{
    buf_add(out, amount < 0 ? " − " : " + ");
    buf_add_number(out, abs(amount));
    buf_add_char(out, ' ');
    buf_add(out, words);
}

/* Whether the month that RECKONING leads to lacks the day that it starts from. */
static bool is_clamped(const struct reckoning *reckoning)
{
    int day = date_civil(reckoning->from).day;

    /* No month lacks one of the first 28. */
    return day > 28 &&
           date_civil(date_add_months(reckoning->from, reckoning->months)).day != day;
}

typedef void (*date_cb)(struct buf *out, struct date date, enum lang lang);

/* As programs write a date. */
static void add_plain_date(struct buf *out, struct date date, enum lang lang)
{
    char text[DATE_TEXT_SIZE];

    (void)lang;
    buf_add(out, date_format(text, date));
}

/* A date that rests on no arithmetic, of a yearly row or a recurrence, stands alone. */
static void add_line(struct buf *out, const struct line *line, date_cb add_date,
                     enum lang lang)
{
    const struct reckoning *reckoning = line->reckoning;
    unsigned long months = (unsigned long)abs(reckoning->months);
    unsigned long days = (unsigned long)abs(reckoning->days);

    buf_add(out, tr(lang, line->from));
    buf_add_char(out, ' ');
    add_date(out, reckoning->from, lang);
    if (months)
        add_amount(out, reckoning->months, tr_count(lang, "month", "months", months));
    /* Else 31 August and 18 months would seem to be a slip, or thirty days a month. */
    if (is_clamped(reckoning))
        buf_addf(out, " (%s)", tr(lang, "last day of the month"));
    if (days)
        add_amount(out, reckoning->days, tr_count(lang, "day", "days", days));
    if (line->by)
        buf_addf(out, " (%s)", tr(lang, line->by));
    if (!months && !days)
        return;
    buf_add(out, " = ");
    add_date(out, reckoning->result, lang);
}

size_t explain_step_count(const struct milestone *milestone)
{
    struct line lines[STEPS_MAX];

    return lines_of(lines, milestone);
}

void explain_step(struct buf *out, const struct milestone *milestone, size_t index,
                  enum lang lang)
{
    struct line lines[STEPS_MAX];

    assert(index < lines_of(lines, milestone));
    add_line(out, &lines[index], add_plain_date, lang);
}

void explain_step_in_words(struct buf *out, const struct milestone *milestone,
                           size_t index, enum lang lang)
{
    struct line lines[STEPS_MAX];

    assert(index < lines_of(lines, milestone));
    add_line(out, &lines[index], explain_date, lang);
}

void explain_why(struct buf *out, const struct milestone *milestone, enum lang lang)
{
    struct line lines[STEPS_MAX];
    size_t count = lines_of(lines, milestone);
    const char *between = tr(lang, "; ");

    for (size_t i = 0; i < count; i++) {
        add_line(out, &lines[i], add_plain_date, lang);
        buf_add(out, between);
    }
    buf_add(out, milestone->source);
}

/* -- dates for a person ---------------------------------------------------------- */

void explain_date(struct buf *out, struct date date, enum lang lang)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
    };

    if (!date_is_set(date))
        return;
    struct civil civil = date_civil(date);
    /* "1 March" in English, since 01/03 is January for some of its readers. */
    if (lang == LANG_FR)
        buf_addf(out, "%02d/%02d/%04d", civil.day, civil.month, civil.year);
    else
        buf_addf(out, "%d %s %d", civil.day, months[civil.month - 1], civil.year);
}
