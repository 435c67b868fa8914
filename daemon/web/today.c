/* /: what needs a hand, most urgent first. */
#include <stdio.h>

#include "filter.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "jalon/store/milestones.h"
#include "jalon/store/organizations.h"
#include "jalon/store/overview.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "silence.h"
#include "words.h"

#define AHEAD_DAYS 60
#define SOON_DAYS  14
#define ROWS_MAX   50

#define CHOICES "owner kind state tag"

/* -- what is asked for ----------------------------------------------------------- */

/* The place to go on after: the day, the organization and the milestone of a row. */
static int read_place(struct milestone_filter *out, const struct visit *visit,
                      struct err *err)
{
    const char *day = visit_query(visit, "after_day");

    out->after_organization = visit_query(visit, "after_client");
    out->after_id = visit_query(visit, "after");
    if (!day || !out->after_organization || !out->after_id) {
        out->after_id = NULL;
        return 0;
    }
    return date_parse(&out->after_day, day, err);
}

static int read_filter(struct milestone_filter *out, const struct visit *visit,
                       struct err *err)
{
    const char *kind = visit_query(visit, "kind");
    const char *state = visit_query(visit, "state");

    *out = (struct milestone_filter){
        .owner = visit_query(visit, "owner"),
        .tag = visit_query(visit, "tag"),
        .has_kind = kind != NULL,
        .has_state = state != NULL,
        .pending = true,
        .pressing = !state,
        .from = DATE_NONE,
        .to = date_add_days(visit->today, AHEAD_DAYS),
        .after_day = DATE_NONE,
        .limit = ROWS_MAX + 1,
    };
    if (kind && milestone_kind_parse(&out->kind, kind) != 0)
        return err_set(err, ERR_INVALID, "kind: there is no kind %s", kind);
    if (state && milestone_state_parse(&out->state, state) != 0)
        return err_set(err, ERR_INVALID, "state: there is no state %s", state);
    return read_place(out, visit, err);
}

static int add_filter(struct visit *visit, struct err *err)
{
    filter_begin(visit, "/");
    if (filter_owner(visit, err) != 0 || filter_tag(visit, err) != 0)
        return -1;
    filter_kind(visit);
    filter_state(visit);
    filter_end(visit);
    return 0;
}

/* -- one row --------------------------------------------------------------------- */

static const char *urgency(const struct milestone *milestone, struct date day,
                           struct date today)
{
    if (milestone->state == STATE_OPEN && day.days - today.days <= SOON_DAYS)
        return "soon";
    return milestone_state_name(milestone->state);
}

static void add_when(struct visit *visit, struct date day)
{
    struct buf left = {0};

    words_add_left(&left, day, visit->today, visit->lang);
    moment_date(visit, day);
    html(visit->out, "<br><span class=\"left\">{}</span>", buf_text(&left));
    buf_done(&left);
}

struct tellings {
    struct visit *visit;
    int count;
};

static int add_telling(void *context, const char *receiver, enum notice_state state,
                       struct instant at, struct err *err)
{
    struct tellings *tellings = context;
    struct visit *visit = tellings->visit;

    (void)err;
    tellings->count++;
    html(visit->out, "<li>{}, ", route_receiver_name(receiver));
    moment_date(visit, zone_date(visit->web->zone, at));
    html(visit->out,
         state == NOTICE_DEAD ? " <span class=\"bad\">{}</span></li>"
                              : " <span class=\"soft\">{}</span></li>",
         words_notice_state(state, visit->lang));
    return 0;
}

/* Who was told, and whether somebody answered. */
static int add_told(struct visit *visit, const struct milestone_entry *row,
                    struct err *err)
{
    struct tellings tellings = {.visit = visit};
    struct ack ack;

    buf_add(visit->out, "<ul class=\"plain\">");
    if (store_tellings_each(visit->parts->store, row->organization, row->id, add_telling,
                            &tellings, err) != 0)
        return -1;
    if (tellings.count == 0)
        html(visit->out, "<li class=\"soft\">{}</li>", tr(visit->lang, "nobody yet"));
    buf_add(visit->out, "</ul>");
    if (store_ack_find(&ack, visit->parts->store, row->organization, row->id, err) != 0)
        return -1;
    if (!ack.milestone)
        return 0;
    html(visit->out, "<span class=\"good\">{} {}</span> <q>{}</q>",
         tr(visit->lang, "Silenced by"), ack.by, ack.reason);
    ack_done(&ack);
    return 0;
}

static int add_row(struct visit *visit, const struct milestone_entry *row,
                   const struct milestone *milestone, struct err *err)
{
    struct buf action = {0};

    explain_action(&action, milestone, visit->lang);
    html(visit->out,
         "<tr class=\"{}\"><th scope=\"row\"><a href=\"/organizations/{/}\">{}</a>"
         "<br><span class=\"soft\">{}</span></th><td>{}</td><td class=\"when\">",
         urgency(milestone, row->day, visit->today), row->organization, row->name,
         row->owner, buf_text(&action));
    buf_done(&action);
    add_when(visit, row->day);
    html(visit->out,
         "</td><td><span class=\"state\">{}</span><br>"
         "<span class=\"soft\">{}</span></td><td>",
         explain_state(milestone->state, visit->lang),
         explain_force(milestone->force, visit->lang));
    int rc = add_told(visit, row, err);
    buf_add(visit->out, "</td></tr>\n");
    return rc;
}

/* -- the table ------------------------------------------------------------------- */

/* What is said of a milestone rests on more than its row in the store: it is planned. */
static int add_planned_row(struct visit *visit, const struct milestone_entry *row,
                           struct err *err)
{
    struct organization organization;
    struct plan plan;
    int rc = 0;

    if (engine_plan(&organization, &plan, visit->parts->engine, row->organization,
                    visit->now, err) != 0)
        return -1;
    const struct milestone *milestone = plan_find(&plan, row->id);
    if (milestone)
        rc = add_row(visit, row, milestone, err);
    plan_done(&plan);
    organization_done(&organization);
    return rc;
}

static void add_more(struct visit *visit, const struct milestone_entry *last)
{
    char day[DATE_TEXT_SIZE];
    struct buf link = {0};

    buf_add(&link, "/");
    char separator = filter_keep(&link, visit, CHOICES);
    buf_add_char(&link, separator);
    html(&link, "after_day={/}&after_client={/}&after={/}", date_format(day, last->day),
         last->organization, last->id);
    html(visit->out, "<p><a class=\"more\" href=\"{}\">{}</a></p>\n", buf_text(&link),
         tr(visit->lang, "What comes after these"));
    buf_done(&link);
}

static bool is_filtered(const struct visit *visit)
{
    struct buf kept = {0};

    (void)filter_keep(&kept, visit, CHOICES);
    bool filtered = kept.length > 0;
    buf_done(&kept);
    return filtered;
}

/* A house without clients is not calm, it is empty. */
static void add_no_client(struct visit *visit)
{
    html(visit->out, "<p class=\"calm\">{}", tr(visit->lang, "There is no client yet."));
    if (visit_may(visit, ROLE_EDIT))
        html(visit->out, " <a href=\"/import\">{}</a>",
             tr(visit->lang, "Import a list of clients"));
    buf_add(visit->out, "</p>\n");
}

/* Why no date is shown. */
static void add_nothing(struct visit *visit)
{
    if (is_filtered(visit))
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "No date is like that."));
    else if (store_organization_count(visit->parts->store) > 0)
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "Nothing needs a hand: all is calm."));
    else
        add_no_client(visit);
}

static int add_rows(struct visit *visit, const struct milestone_list *agenda,
                    struct err *err)
{
    static const char *const columns[] = {N_("Client"), N_("What to do"), N_("By when"),
                                          N_("State"), N_("Who was told")};
    size_t shown = agenda->count > ROWS_MAX ? ROWS_MAX : agenda->count;

    if (shown == 0) {
        add_nothing(visit);
        return 0;
    }
    layout_table(visit, N_("What needs a hand, most urgent first"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    for (size_t i = 0; i < shown; i++)
        if (add_planned_row(visit, &agenda->items[i], err) != 0)
            return -1;
    layout_table_end(visit);
    if (agenda->count > shown)
        add_more(visit, &agenda->items[shown - 1]);
    return 0;
}

int page_today(struct visit *visit, struct err *err)
{
    struct milestone_filter filter;
    struct milestone_list agenda;
    int rc = -1;

    if (read_filter(&filter, visit, err) != 0 ||
        store_milestones_list(&agenda, visit->parts->store, &filter, err) != 0)
        return -1;
    layout_begin(visit, 200, tr(visit->lang, "Today"));
    rc = silence_add(visit, err);
    html(visit->out, "<p class=\"lead\">{}</p>\n",
         tr(visit->lang, "What is late or comes within 60 days, most urgent first."));
    if (rc == 0)
        rc = add_filter(visit, err);
    if (rc == 0)
        rc = add_rows(visit, &agenda, err);
    layout_end(visit);
    milestone_list_done(&agenda);
    return rc;
}
