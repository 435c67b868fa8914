/* /notices: what was said to whom, and what became of it. */
#include "about.h"
#include "filter.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "jalon/courier/courier.h"
#include "jalon/store/ledger.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "said.h"
#include "words.h"

#define ROWS_MAX 50

#define CHOICES "state organization receiver"

struct notice_list {
    struct visit *visit;
    int rows;     /* shown so far */
    int64_t last; /* the number of the last one shown */
};

/* -- one row --------------------------------------------------------------------- */

/* The list with what was chosen, to come back to; returns what a further choice begins
 * with. */
static char add_address(struct buf *out, const struct visit *visit)
{
    buf_add(out, "/notices");
    return filter_keep(out, visit, CHOICES);
}

static void begin_form(struct visit *visit)
{
    struct buf action = {0};

    (void)add_address(&action, visit);
    layout_form(visit, buf_text(&action));
    buf_done(&action);
}

static void add_retry(struct visit *visit, const struct notice *notice)
{
    char number[HTML_NUMBER_SIZE];

    if (!visit_may(visit, ROLE_EDIT) ||
        (notice->state != NOTICE_DEAD && notice->state != NOTICE_FAILED))
        return;
    begin_form(visit);
    html(visit->out, "<button name=\"retry\" value=\"{}\">{}</button>\n</form>\n",
         html_number(number, notice->id), tr(visit->lang, "Send again"));
}

static int add_row(void *context, const struct notice *notice, struct err *err)
{
    struct notice_list *list = context;
    struct visit *visit = list->visit;

    (void)err;
    if (++list->rows > ROWS_MAX)
        return 0;
    list->last = notice->id;
    html(visit->out, "<tr class=\"notice-{}\"><td class=\"when\">",
         notice_state_name(notice->state));
    moment_instant(visit, notice->at);
    html(visit->out,
         "</td><th scope=\"row\">{}<br><span class=\"soft\">{}</span></th><td>{}",
         route_receiver_name(notice->receiver),
         words_channel(notice->channel, visit->lang), notice->subject);
    about_add(visit, notice);
    html(visit->out,
         "</td><td><span class=\"state\">{}</span><br><span class=\"soft\">{}</span>",
         words_notice_state(notice->state, visit->lang),
         words_notice_answer(notice, visit->lang));
    add_retry(visit, notice);
    buf_add(visit->out, "</td></tr>\n");
    return 0;
}

/* -- the page -------------------------------------------------------------------- */

static void add_filter(struct visit *visit)
{
    const char *values[NOTICE_STATE_COUNT];
    const char *texts[NOTICE_STATE_COUNT];

    for (int i = 0; i < NOTICE_STATE_COUNT; i++) {
        values[i] = notice_state_name((enum notice_state)i);
        texts[i] = words_notice_state((enum notice_state)i, visit->lang);
    }
    filter_begin(visit, "/notices");
    filter_choice(visit, "state", N_("State"), values, texts, NOTICE_STATE_COUNT);
    html(visit->out,
         "<label>{}<input name=\"receiver\" value=\"{}\"></label>\n"
         "<label>{}<input name=\"organization\" value=\"{}\"></label>\n",
         tr(visit->lang, "Receiver"), visit_query(visit, "receiver"),
         tr(visit->lang, "Client (SIRET or id)"), visit_query(visit, "organization"));
    filter_end(visit);
}

static int read_filter(struct notice_filter *out, const struct visit *visit,
                       struct err *err)
{
    const char *state = visit_query(visit, "state");
    const char *before = visit_query(visit, "before");

    *out = (struct notice_filter){
        .has_state = state != NULL,
        .organization = visit_query(visit, "organization"),
        .receiver = visit_query(visit, "receiver"),
        .newest = true,
        .limit = ROWS_MAX + 1,
    };
    if (state && notice_state_parse(&out->state, state) != 0)
        return err_set(err, ERR_INVALID, "state: there is no state %s", state);
    if (before && text_number(&out->after, before, 1, INT64_MAX) != 0)
        return err_set(err, ERR_INVALID, "before: a number is asked for");
    return 0;
}

static void add_older(struct visit *visit, int64_t last)
{
    char number[HTML_NUMBER_SIZE];
    struct buf link = {0};

    char separator = add_address(&link, visit);
    buf_addf(&link, "%cbefore=%s", separator, html_number(number, last));
    html(visit->out, "<p><a class=\"more\" href=\"{}\">{}</a></p>\n", buf_text(&link),
         tr(visit->lang, "Older ones"));
    buf_done(&link);
}

static void add_retry_all(struct visit *visit)
{
    if (!visit_may(visit, ROLE_EDIT) || store_dead_count(visit->parts->store) == 0)
        return;
    begin_form(visit);
    html(visit->out, "<p><button name=\"retry\" value=\"all\">{}</button></p>\n</form>\n",
         tr(visit->lang, "Send all again that was given up"));
}

static int add_list(struct visit *visit, const struct notice_filter *filter,
                    struct err *err)
{
    static const char *const columns[] = {N_("When"), N_("To whom"), N_("About"),
                                          N_("What became of it")};
    struct notice_list list = {.visit = visit};

    layout_table(visit, N_("Notices, the newest first"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    if (store_notices_each(visit->parts->store, filter, add_row, &list, err) != 0)
        return -1;
    layout_table_end(visit);
    if (list.rows == 0)
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "There are none."));
    if (list.rows > ROWS_MAX)
        add_older(visit, list.last);
    return 0;
}

int page_notices(struct visit *visit, struct err *err)
{
    struct notice_filter filter;

    if (read_filter(&filter, visit, err) != 0)
        return -1;
    layout_begin(visit, 200, tr(visit->lang, "Notices"));
    add_filter(visit);
    if (filter.has_state && filter.state == NOTICE_DEAD)
        add_retry_all(visit);
    if (add_list(visit, &filter, err) != 0)
        return -1;
    layout_end(visit);
    return 0;
}

static void go_back(struct visit *visit, const char *said)
{
    struct buf address = {0};

    (void)add_address(&address, visit);
    said_redirect(visit, buf_text(&address), said);
    buf_done(&address);
}

static int retry_all(struct visit *visit, struct err *err)
{
    int64_t count;

    if (store_notices_retry_dead(&count, visit->parts->store, visit->now, err) != 0)
        return -1;
    courier_rouse(visit->parts->courier);
    go_back(visit, "all-retried");
    return 0;
}

static int retry_one(struct visit *visit, const char *number, struct err *err)
{
    int64_t id;

    if (text_number(&id, number, 1, INT64_MAX) != 0)
        return err_set(err, ERR_NOT_FOUND, "there is no notice %s", number);
    if (store_notice_retry(visit->parts->store, id, visit->now, err) != 0)
        return -1;
    courier_rouse(visit->parts->courier);
    go_back(visit, "retried");
    return 0;
}

int page_do_notices(struct visit *visit, struct err *err)
{
    const char *which;

    if (visit_need(&which, visit, "retry", err) != 0)
        return -1;
    int rc =
        text_equal(which, "all") ? retry_all(visit, err) : retry_one(visit, which, err);
    if (rc == 0)
        visit_changed(visit);
    return rc;
}
