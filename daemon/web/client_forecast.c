#include "client.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "layout.h"
#include "moment.h"
#include "silence.h"
#include "words.h"

#define ROWS_MAX 20

void client_add_silence(const struct client *client)
{
    const struct policy policy = conf_policy(client->visit->parts->conf);
    struct visit *visit = client->visit;
    enum silence silence = silence_of(&policy, &client->organization, &client->plan);

    if (silence == SILENCE_NONE)
        return;
    html(visit->out, "<p class=\"note alarm\">{}</p>\n",
         silence_reason(silence, visit->lang));
}

/* -- the next reminders ---------------------------------------------------------- */

static bool is_same(const struct forecast_item *a, const struct forecast_item *b)
{
    return a->milestone == b->milestone && date_cmp(a->day, b->day) == 0;
}

/* Adds the row that starts with the item at *AT, all its receivers in one, and moves *AT
 * past it. */
static void add_row(struct visit *visit, const struct forecast *forecast, size_t *at)
{
    const struct forecast_item *first = &forecast->items[*at];
    struct buf title = {0};

    explain_title(&title, first->milestone, visit->lang);
    buf_add(visit->out, "<tr><td class=\"when\">");
    moment_date(visit, first->day);
    html(visit->out, "</td><th scope=\"row\">{}", route_receiver_name(first->receiver));
    while (++*at < forecast->count && is_same(&forecast->items[*at], first))
        html(visit->out, ", {}", route_receiver_name(forecast->items[*at].receiver));
    html(visit->out, "</th><td>{} <span class=\"soft\">", buf_text(&title));
    moment_date(visit, first->step.key);
    buf_add(visit->out, "</span></td></tr>\n");
    buf_done(&title);
}

void client_add_forecast(const struct client *client)
{
    static const char *const columns[] = {N_("When"), N_("To whom"), N_("About")};
    struct visit *visit = client->visit;
    struct forecast forecast;
    size_t at = 0;

    engine_forecast(&forecast, visit->parts->engine, &client->organization, &client->plan,
                    visit->now);
    html(visit->out, "<h2 id=\"reminders\">{}</h2>\n<p class=\"lead\">{}</p>\n",
         tr(visit->lang, "Next reminders"),
         forecast.count
             ? tr(visit->lang, "Who is told next of each date, if nothing is recorded "
                               "until then.")
             : tr(visit->lang,
                  "No reminder is to come: every date is settled or silenced, "
                  "or nobody is told."));
    if (forecast.count)
        layout_table(visit, N_("Next reminders"), columns,
                     sizeof(columns) / sizeof(columns[0]));
    for (int rows = 0; at < forecast.count && rows < ROWS_MAX; rows++)
        add_row(visit, &forecast, &at);
    if (forecast.count)
        layout_table_end(visit);
    if (at < forecast.count)
        html(visit->out, "<p class=\"soft\">{}</p>\n",
             tr(visit->lang, "Only the first ones are shown."));
    forecast_done(&forecast);
}
