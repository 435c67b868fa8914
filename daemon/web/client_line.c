#include "client.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "layout.h"
#include "months.h"
#include "words.h"

#define WIDTH        1000 /* of the picture, in its own units */
#define NAMES        280  /* of the column of names, on its left */
#define HEAD         34   /* of the axis, on its top */
#define LANE         26
#define YEAR         34 /* that a year's number takes */
#define LANES_MAX    16
#define NAME_LENGTH  43 /* characters of a name */
#define BACK_MONTHS  24 /* shown before today at the most, and after it */
#define AHEAD_MONTHS 40

/* A picture being drawn: one lane after the other, downwards. */
struct line {
    const struct client *client;
    struct months span;
    struct buf *out;
    int lanes;
};

static int place(const struct line *line, struct date day)
{
    return NAMES + months_place(&line->span, day, WIDTH - NAMES);
}

static int top(const struct line *line)
{
    return HEAD + line->lanes * LANE;
}

static bool is_within(const struct line *line, struct date day)
{
    return date_is_set(day) && date_cmp(day, line->span.from) >= 0 &&
           date_cmp(day, line->span.to) < 0;
}

/* -- pieces ---------------------------------------------------------------------- */

/* A shape's words, which a pointer that rests on it brings up. */
static void add_title(const struct line *line, const char *what, struct date day)
{
    struct buf text = {0};

    explain_date(&text, day, line->client->visit->lang);
    html(line->out, "<title>{} {}</title>", tr(line->client->visit->lang, what),
         buf_text(&text));
    buf_done(&text);
}

static void add_name(const struct line *line, const char *name)
{
    struct buf text = {0};

    text_add_short(&text, name, NAME_LENGTH);
    buf_addf(line->out, "<text x=\"0\" y=\"%d\">", top(line) + 17);
    html(line->out, "{}</text>", buf_text(&text));
    buf_done(&text);
}

static void add_bar(const struct line *line, const char *class, struct date from,
                    struct date to)
{
    int left = place(line, from);
    int width = place(line, to) - left;

    buf_addf(line->out,
             "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\" rx=\"3\"/>",
             class, left, top(line) + 6, width > 2 ? width : 2);
}

/* A line across the lane. */
static void add_tick(const struct line *line, const char *class, const char *what,
                     struct date day)
{
    int at = place(line, day);

    if (!is_within(line, day))
        return;
    buf_addf(line->out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\">",
             class, at, at, top(line) + 3, top(line) + 23);
    add_title(line, what, day);
    buf_add(line->out, "</line>");
}

static void add_dot(const struct line *line, const char *class, const char *what,
                    struct date day)
{
    if (!is_within(line, day))
        return;
    buf_addf(line->out, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"6\">", class,
             place(line, day), top(line) + 13);
    add_title(line, what, day);
    buf_add(line->out, "</circle>");
}

/* -- the certificates ------------------------------------------------------------ */

/* The end of the cycle that starts on DAY, where a plan has it. */
static struct date end_of_cycle(const struct client *client, struct date day)
{
    const struct plan *plan = &client->plan;
    struct date end = DATE_NONE;

    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        bool later = milestone->kind == MILESTONE_CERTIFICATE_EXPIRY &&
                     date_cmp(milestone->due, day) > 0;
        if (later && (!date_is_set(end) || date_cmp(milestone->due, end) < 0))
            end = milestone->due;
    }
    return end;
}

/* When the certificate that is valid from STARTS to ENDS was withdrawn; where it was not,
 * ENDS. */
static struct date withdrawal(const struct client *client, struct date starts,
                              struct date ends)
{
    const struct organization *organization = &client->organization;

    for (size_t i = 0; i < organization->fact_count; i++) {
        const struct fact *fact = &organization->facts[i];
        if (fact->kind == FACT_CERTIFICATE_WITHDRAWN && !fact->retracted &&
            date_cmp(fact->on, client->today) <= 0 && date_cmp(fact->on, starts) >= 0 &&
            date_cmp(fact->on, ends) < 0)
            ends = fact->on;
    }
    return ends;
}

static void add_cycle(const struct line *line, const struct fact *fact)
{
    struct date starts = fact_starts(fact);
    struct date expires = end_of_cycle(line->client, starts);

    if (!date_is_set(expires))
        return;
    struct date ends = withdrawal(line->client, starts, expires);
    if (date_cmp(ends, line->span.from) < 0)
        return;
    add_bar(line, "cycle", starts, ends);
    add_tick(line, "limit", N_("certificate starts on"), starts);
    add_tick(line, "limit",
             date_cmp(ends, expires) < 0 ? N_("withdrawn on") : N_("expires on"), ends);
}

static void add_certificates(struct line *line)
{
    const struct organization *organization = &line->client->organization;

    add_name(line, tr(line->client->visit->lang, "Certificates and audits held"));
    for (size_t i = 0; i < organization->fact_count; i++) {
        const struct fact *fact = &organization->facts[i];
        if (!fact->retracted && fact->kind == FACT_CERTIFICATE_ISSUED)
            add_cycle(line, fact);
    }
    for (size_t i = 0; i < organization->fact_count; i++) {
        const struct fact *fact = &organization->facts[i];
        if (!fact->retracted && fact->kind == FACT_AUDIT_HELD)
            add_dot(line, "done", N_("audit held on"), fact->on);
    }
    line->lanes++;
}

/* -- the dates ------------------------------------------------------------------- */

/* The advised day for the surveillance audit, in the window's own lane. */
static void add_target(const struct line *line, const struct milestone *window)
{
    const struct plan *plan = &line->client->plan;

    for (size_t i = 0; i < plan->milestone_count; i++)
        if (plan->milestones[i].kind == MILESTONE_SURVEILLANCE_TARGET &&
            date_cmp(plan->milestones[i].anchor_day, window->anchor_day) == 0)
            add_tick(line, "target", N_("advised for"), plan->milestones[i].due);
}

static void add_milestone(struct line *line, const struct milestone *milestone)
{
    const char *state = milestone_state_name(milestone->state);
    struct buf title = {0};

    explain_title(&title, milestone, line->client->visit->lang);
    add_name(line, buf_text(&title));
    if (date_is_set(milestone->opens) && date_is_set(milestone->due))
        add_bar(line, state, milestone->opens, milestone->due);
    add_tick(line, "limit", N_("opens on"), milestone->opens);
    if (milestone->kind == MILESTONE_SURVEILLANCE_WINDOW)
        add_target(line, milestone);
    add_tick(line, "safe", N_("last safe day"), milestone->safe);
    add_tick(line, "limit", N_("closes on"), milestone->due);
    add_dot(line, "booked", N_("booked for"), milestone->booked);
    add_dot(line, "done", N_("done on"), milestone->done);
    line->lanes++;
    buf_done(&title);
}

/* Whether MILESTONE has a lane of its own: neither a date of another's, nor one of many
 * of its kind. */
static bool is_drawn(const struct line *line, const struct milestone *milestone)
{
    struct date last = milestone_day(milestone);
    struct date first = date_is_set(milestone->opens) ? milestone->opens : last;

    return milestone->state != STATE_MOOT &&
           milestone->kind != MILESTONE_SURVEILLANCE_TARGET &&
           milestone->kind != MILESTONE_OBLIGATION &&
           date_cmp(last, line->span.from) >= 0 && date_cmp(first, line->span.to) < 0;
}

/* The client's own duties, all in one lane. */
static void add_duties(struct line *line)
{
    const struct plan *plan = &line->client->plan;

    if (line->client->organization.obligation_count == 0)
        return;
    add_name(line, tr(line->client->visit->lang, "Own duties"));
    for (size_t i = 0; i < plan->milestone_count; i++)
        if (plan->milestones[i].kind == MILESTONE_OBLIGATION)
            add_dot(line, milestone_state_name(plan->milestones[i].state), N_("due on"),
                    plan->milestones[i].due);
    line->lanes++;
}

static void add_milestones(struct line *line)
{
    const struct plan *plan = &line->client->plan;

    for (size_t i = 0; i < plan->milestone_count && line->lanes < LANES_MAX; i++)
        if (is_drawn(line, &plan->milestones[i]))
            add_milestone(line, &plan->milestones[i]);
}

/* -- the axis -------------------------------------------------------------------- */

/* Widens FROM to TO so that DAY lies within. */
static void widen(struct date *from, struct date *to, struct date day)
{
    if (!date_is_set(day))
        return;
    *from = date_cmp(day, *from) < 0 ? day : *from;
    *to = date_cmp(day, *to) > 0 ? day : *to;
}

/* As much of the time around today as there are dates in. */
static struct months span_of(const struct client *client)
{
    struct date from = date_add_months(client->today, -2);
    struct date to = date_add_months(client->today, 10);
    int first = months_of(client->today) - BACK_MONTHS;
    int last = months_of(client->today) + AHEAD_MONTHS;

    for (size_t i = 0; i < client->plan.milestone_count; i++)
        if (client->plan.milestones[i].state != STATE_MOOT) {
            widen(&from, &to, client->plan.milestones[i].opens);
            widen(&from, &to, client->plan.milestones[i].due);
        }
    for (size_t i = 0; i < client->organization.fact_count; i++)
        if (!client->organization.facts[i].retracted)
            widen(&from, &to, client->organization.facts[i].on);
    first = months_of(from) > first ? months_of(from) : first;
    last = months_of(to) + 2 < last ? months_of(to) + 2 : last;
    return (struct months){first, months_start(first), months_start(last)};
}

/* Whether MONTH's year is named there: where it begins, if it is shown long enough. */
static bool is_year_named(const struct line *line, int month)
{
    int next = (month / 12 + 1) * 12;
    int room = place(line, months_start(next)) - place(line, months_start(month));

    return (month % 12 == 0 || month == line->span.first) && room >= YEAR;
}

static void add_axis(const struct line *line, int bottom)
{
    int last = months_of(line->span.to);
    int step = last - line->span.first > 24 ? 3 : 1;

    for (int month = line->span.first; month < last; month++) {
        int at = place(line, months_start(month));
        if (is_year_named(line, month))
            buf_addf(line->out, "<text class=\"year\" x=\"%d\" y=\"12\">%d</text>",
                     at + 3, month / 12);
        if (month % step)
            continue;
        buf_addf(line->out,
                 "<line class=\"month\" x1=\"%d\" x2=\"%d\" y1=\"18\" y2=\"%d\"/>"
                 "<text class=\"soft\" x=\"%d\" y=\"28\">",
                 at, at, bottom, at + 3);
        html(line->out, "{}</text>",
             words_month(month % 12 + 1, line->client->visit->lang));
    }
}

static void add_today(const struct line *line, int bottom)
{
    int at = place(line, line->client->today);

    buf_addf(line->out, "<line class=\"today\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\">",
             at, at, bottom);
    add_title(line, N_("today,"), line->client->today);
    buf_add(line->out, "</line>");
}

static void add_legend(struct visit *visit)
{
    static const struct {
        const char *class, *text; /* text: a msgid */
    } marks[] = {
        {"window",     N_("window")       },
        {"target",     N_("advised day")  },
        {"safe",       N_("last safe day")},
        {"booked-day", N_("booked audit") },
        {"held",       N_("done")         },
        {"today",      N_("today")        },
    };

    buf_add(visit->out, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        html(visit->out, "<li class=\"{}\">{}</li>\n", marks[i].class,
             tr(visit->lang, marks[i].text));
    buf_add(visit->out, "</ul>\n");
}

void client_add_line(const struct client *client)
{
    struct visit *visit = client->visit;
    struct buf lanes = {0};
    struct line line = {client, span_of(client), &lanes, 0};

    add_certificates(&line);
    add_milestones(&line);
    add_duties(&line);
    int bottom = top(&line);
    line.out = visit->out;
    layout_wide(visit, tr(visit->lang, "Time line"));
    buf_addf(visit->out,
             "<svg class=\"line\" viewBox=\"0 0 %d %d\" role=\"img\" "
             "aria-labelledby=\"line-title line-desc\">",
             WIDTH, bottom);
    html(visit->out,
         "<title id=\"line-title\">{} – {}</title><desc id=\"line-desc\">{}</desc>",
         tr(visit->lang, "Time line"), client->organization.name,
         tr(visit->lang, "The same dates stand in the table below, with their reasons."));
    add_axis(&line, bottom);
    buf_add(visit->out, buf_text(&lanes));
    add_today(&line, bottom);
    buf_add(visit->out, "</svg>\n</section>\n");
    add_legend(visit);
    buf_done(&lanes);
}
