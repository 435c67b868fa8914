#include "client.h"

#include "fact_form.h"

#include "jalon/base/text.h"
#include "jalon/core/audit_days.h"
#include "jalon/core/explain.h"
#include "jalon/engine/answer.h"
#include "jalon/store/milestones.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "words.h"

#define ROWS_MAX 60 /* of each of the two tables */

static bool is_settled(const struct milestone *milestone)
{
    return milestone->state == STATE_DONE || milestone->state == STATE_MOOT;
}

/* -- why this date --------------------------------------------------------------- */

static void add_steps(struct visit *visit, const struct milestone *milestone)
{
    struct buf step = {0};

    buf_add(visit->out, "<ul>\n");
    for (size_t i = 0; i < explain_step_count(milestone); i++) {
        buf_clear(&step);
        explain_step_in_words(&step, milestone, i, visit->lang);
        html(visit->out, "<li>{}</li>\n", buf_text(&step));
    }
    html(visit->out, "<li>{}</li>\n</ul>\n", milestone->source);
    buf_done(&step);
}

static void add_why(struct visit *visit, const struct milestone *milestone)
{
    html(visit->out, "<details><summary>{}</summary>\n",
         tr(visit->lang, "Why this date"));
    add_steps(visit, milestone);
    html(visit->out, "<p class=\"soft\">{}</p>\n",
         explain_force(milestone->force, visit->lang));
    if (milestone->confirm)
        html(visit->out, "<p class=\"confirm\">{}</p>\n", explain_confirm(visit->lang));
    buf_add(visit->out, "</details>\n");
}

/* -- silence --------------------------------------------------------------------- */

static void add_silence_form(const struct client *client,
                             const struct milestone *milestone)
{
    struct visit *visit = client->visit;
    char tomorrow[DATE_TEXT_SIZE];
    struct buf title = {0};

    explain_title(&title, milestone, visit->lang);
    html(visit->out,
         "<details class=\"unprinted\"><summary>{} "
         "<span class=\"unseen\">{}</span></summary>\n",
         tr(visit->lang, "Silence the reminders"), buf_text(&title));
    client_form(client, "ack");
    html(visit->out,
         "<input type=\"hidden\" name=\"milestone\" value=\"{}\">\n"
         "<div class=\"fields\">\n<label>{}<input name=\"reason\" required "
         "maxlength=\"300\"></label>\n"
         "<label>{}<input type=\"date\" name=\"until\" min=\"{}\"></label>\n"
         "<button name=\"action\" value=\"ack\">{}</button>\n"
         "</div>\n</form>\n</details>\n",
         milestone->id, tr(visit->lang, "Reason"),
         tr(visit->lang, "Until (empty: for good)"),
         date_format(tomorrow, date_add_days(client->today, 1)),
         tr(visit->lang, "Silence"));
    buf_done(&title);
}

static void add_ack(const struct client *client, const struct ack *ack)
{
    struct visit *visit = client->visit;

    html(visit->out, "<p class=\"good\">{} {} <q>{}</q> ", tr(visit->lang, "Silenced by"),
         ack->by, ack->reason);
    if (date_is_set(ack->until)) {
        html(visit->out, "{} ", tr(visit->lang, "until"));
        moment_date(visit, ack->until);
    }
    buf_add(visit->out, "</p>\n");
    if (!visit_may(visit, ROLE_EDIT))
        return;
    client_form(client, "ack");
    html(visit->out,
         "<input type=\"hidden\" name=\"milestone\" value=\"{}\">\n"
         "<button name=\"action\" value=\"unack\">{}</button>\n</form>\n",
         ack->milestone, tr(visit->lang, "Remind again"));
}

static void add_silence(const struct client *client, const struct milestone *milestone)
{
    /* A date that cannot be asked about is shown as one that is not silenced. */
    struct err ignored = {0};
    struct ack ack = {0};

    (void)store_ack_find(&ack, client->visit->parts->store, client->organization.id,
                         milestone->id, &ignored);
    if (ack.milestone) {
        add_ack(client, &ack);
        ack_done(&ack);
    } else if (visit_may(client->visit, ROLE_EDIT)) {
        add_silence_form(client, milestone);
    }
}

/* -- rows ------------------------------------------------------------------------ */

/* "opens on 15/05/2025", on a line of its own; nothing where DAY is not set. */
static void add_day(struct visit *visit, const char *what, struct date day)
{
    if (!date_is_set(day))
        return;
    html(visit->out, "<li><span class=\"soft\">{}</span> ", tr(visit->lang, what));
    moment_date(visit, day);
    buf_add(visit->out, "</li>\n");
}

static void add_days(struct visit *visit, const struct milestone *milestone)
{
    const struct {
        const char *what; /* msgid */
        struct date day;
    } days[] = {
        {N_("opens on"),      milestone->opens },
        {N_("last safe day"), milestone->safe  },
        {N_("due on"),        milestone->due   },
        {N_("booked for"),    milestone->booked},
        {N_("done on"),       milestone->done  },
    };

    buf_add(visit->out, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        add_day(visit, days[i].what, days[i].day);
    buf_add(visit->out, "</ul>\n");
}

/* The day that is waited for: the audit's where one is booked. */
static struct date awaited_day(const struct milestone *milestone)
{
    if (milestone->state == STATE_BOOKED)
        return milestone->booked;
    return date_is_set(milestone->safe) ? milestone->safe : milestone->due;
}

static void add_left(const struct client *client, const struct milestone *milestone)
{
    struct date day = awaited_day(milestone);
    struct buf left = {0};

    if (is_settled(milestone) || !date_is_set(day))
        return;
    words_add_left(&left, day, client->today, client->visit->lang);
    html(client->visit->out, "<br><span class=\"left\">{}</span>", buf_text(&left));
    buf_done(&left);
}

/* What an estimate would rest on, for those who may fill it in. */
static void add_way_to_estimate(const struct client *client)
{
    struct visit *visit = client->visit;

    if (visit_may(visit, ROLE_EDIT))
        html(visit->out,
             "<br><span class=\"soft unprinted\"><a "
             "href=\"/organizations/{/}/profile\">{}</a>"
             "</span>",
             client->organization.id,
             tr(visit->lang,
                "Fill in turnover and categories for an estimate of its days"));
}

/* How long the audit is likely to take, and how sure that is; or what to fill in. */
static void add_estimate(const struct client *client, const struct milestone *milestone)
{
    struct visit *visit = client->visit;
    struct audit_estimate estimate;
    struct buf text = {0};

    if (!audit_days_matter(milestone) || !rules_audit_at(visit->parts->conf->rules, 0))
        return;
    if (!audit_days_estimate(&estimate, visit->parts->conf->rules, &client->organization,
                             milestone)) {
        add_way_to_estimate(client);
        return;
    }
    audit_days_describe(&text, &estimate, visit->lang);
    html(visit->out, "<br><span class=\"soft\">{} – {}</span>", buf_text(&text),
         words_trust(estimate.row->trust, visit->lang));
    if (estimate.row->confirm)
        html(visit->out, "<br><span class=\"confirm\">{}</span>",
             explain_confirm(visit->lang));
    buf_done(&text);
}

/* What can be done about a milestone that is not settled. */
static void add_doings(const struct client *client, const struct milestone *milestone)
{
    const char *id = client->organization.id;
    enum fact_kind kind = answer_fact_kind(milestone);
    struct visit *visit = client->visit;

    add_silence(client, milestone);
    if (!visit_may(visit, ROLE_EDIT))
        return;
    html(visit->out, "<p class=\"soft unprinted\">{} ", tr(visit->lang, "Record:"));
    if (kind == FACT_AUDIT_HELD) {
        fact_form_link(visit, id, FACT_AUDIT_BOOKED, milestone);
        buf_add(visit->out, " · ");
    }
    fact_form_link(visit, id, kind, milestone);
    buf_add(visit->out, "</p>\n");
}

static void add_row(const struct client *client, const struct milestone *milestone)
{
    struct visit *visit = client->visit;
    struct buf title = {0};

    explain_title(&title, milestone, visit->lang);
    html(visit->out, "<tr class=\"{}\"><th scope=\"row\">{}",
         milestone_state_name(milestone->state), buf_text(&title));
    add_estimate(client, milestone);
    buf_add(visit->out, "</th><td>");
    buf_done(&title);
    add_days(visit, milestone);
    html(visit->out, "</td><td><span class=\"state\">{}</span>",
         explain_state(milestone->state, visit->lang));
    add_left(client, milestone);
    buf_add(visit->out, "</td><td>");
    add_why(visit, milestone);
    if (!is_settled(milestone))
        add_doings(client, milestone);
    buf_add(visit->out, "</td></tr>\n");
}

/* The table of those that are settled, or are not. */
static void add_table(const struct client *client, const char *caption, bool settled)
{
    static const char *const columns[] = {N_("What"), N_("Dates"), N_("State"),
                                          N_("Why, and what to do")};
    struct visit *visit = client->visit;
    size_t rows = 0;

    layout_table(visit, caption, columns, sizeof(columns) / sizeof(columns[0]));
    for (size_t i = 0; i < client->plan.milestone_count; i++)
        if (is_settled(&client->plan.milestones[i]) == settled && rows++ < ROWS_MAX)
            add_row(client, &client->plan.milestones[i]);
    layout_table_end(visit);
    if (rows == 0)
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "There are none."));
    if (rows > ROWS_MAX)
        html(visit->out, "<p class=\"soft\">{}</p>\n",
             tr(visit->lang, "Only the first ones are shown."));
}

static void add_no_dates(struct visit *visit)
{
    html(visit->out, "<p class=\"calm\">{}",
         tr(visit->lang, "There is no date yet: they follow from a certificate, or from "
                         "the day by which one is wanted."));
    if (visit_may(visit, ROLE_EDIT))
        html(visit->out, " <a href=\"#record\">{}</a>", tr(visit->lang, "Record a fact"));
    buf_add(visit->out, "</p>\n");
}

static bool has_settled(const struct plan *plan)
{
    for (size_t i = 0; i < plan->milestone_count; i++)
        if (is_settled(&plan->milestones[i]))
            return true;
    return false;
}

void client_add_dates(const struct client *client)
{
    struct visit *visit = client->visit;

    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "Dates"));
    if (client->plan.milestone_count == 0) {
        add_no_dates(visit);
        return;
    }
    add_table(client, N_("Dates to come, and late ones"), false);
    if (!has_settled(&client->plan))
        return;
    html(visit->out, "<details>\n<summary>{}</summary>\n",
         tr(visit->lang, "Dates that are settled"));
    add_table(client, N_("Dates that are settled"), true);
    buf_add(visit->out, "</details>\n");
}

/* -- POST ------------------------------------------------------------------------ */

static int silence(struct visit *visit, const char *milestone, struct err *err)
{
    const struct actor actor = visit_actor(visit);
    const char *until = visit_field(visit, "until");
    struct date day = DATE_NONE;
    const char *reason;

    if (visit_need(&reason, visit, "reason", err) != 0 ||
        (until && date_parse(&day, until, err) != 0))
        return -1;
    return engine_ack(visit->parts->engine, visit->path[0], milestone, day, reason,
                      &actor, err);
}

static int speak(struct visit *visit, const char *milestone, struct err *err)
{
    const struct actor actor = visit_actor(visit);

    return engine_unack(visit->parts->engine, visit->path[0], milestone, &actor, err);
}

int page_do_ack(struct visit *visit, struct err *err)
{
    const char *milestone;

    if (visit_need(&milestone, visit, "milestone", err) != 0)
        return -1;
    bool again = text_equal(visit_field(visit, "action"), "unack");
    if ((again ? speak : silence)(visit, milestone, err) != 0)
        return -1;
    visit_changed(visit);
    client_redirect(visit, again ? "unacked" : "acked");
    return 0;
}
