/* /portfolio: all clients along the months, and the work to come. */
#include <stdlib.h>

#include "bars.h"
#include "filter.h"
#include "jalon/base/mem.h"
#include "jalon/core/explain.h"
#include "jalon/store/overview.h"
#include "layout.h"
#include "load.h"
#include "pages.h"

#define ROWS_MAX 50

#define CHOICES "owner tag search silence"

/* Kept, so that each one's dates are asked for after the list was read. */
struct clients {
    struct client {
        char *id, *name, *owner;
    } items[ROWS_MAX + 1];
    size_t count;
};

static int keep(void *context, const struct client_row *row, struct err *err)
{
    struct clients *clients = context;

    (void)err;
    clients->items[clients->count++] = (struct client){
        mem_strdup(row->id), mem_strdup(row->name), mem_strdup(row->owner)};
    return 0;
}

static void clients_done(struct clients *clients)
{
    for (size_t i = 0; i < clients->count; i++) {
        free(clients->items[i].id);
        free(clients->items[i].name);
        free(clients->items[i].owner);
    }
}

static int read_clients(struct clients *out, const struct visit *visit, struct err *err)
{
    const struct client_filter filter = {
        .owner = visit_query(visit, "owner"),
        .tag = visit_query(visit, "tag"),
        .search = visit_query(visit, "search"),
        .silence = visit_query(visit, "silence"),
        .after = visit_query(visit, "after"),
        .limit = ROWS_MAX + 1,
    };

    *out = (struct clients){0};
    return store_clients_each(visit->parts->store, &filter, keep, out, err);
}

/* -- the page -------------------------------------------------------------------- */

static int add_filter(struct visit *visit, struct err *err)
{
    filter_begin(visit, "/portfolio");
    if (filter_owner(visit, err) != 0 || filter_tag(visit, err) != 0)
        return -1;
    filter_silence(visit);
    filter_search(visit);
    filter_end(visit);
    return 0;
}

static int add_row(struct visit *visit, const struct months *months,
                   const struct client *client, struct err *err)
{
    html(visit->out,
         "<tr><th scope=\"row\"><a href=\"/organizations/{/}\">{}</a>"
         "<br><span class=\"soft\">{}</span></th><td>",
         client->id, client->name, client->owner);
    int rc = bars_add(visit, months, client->id, err);
    buf_add(visit->out, "</td></tr>\n");
    return rc;
}

static int add_rows(struct visit *visit, const struct months *months,
                    const struct clients *clients, struct err *err)
{
    layout_wide(visit, tr(visit->lang, "Clients along the months"));
    html(visit->out,
         "<table class=\"portfolio\">\n"
         "<caption class=\"unseen\">{}</caption>\n<thead><tr><th scope=\"col\">{}</th>"
         "<th scope=\"col\"><span class=\"unseen\">{}</span>",
         tr(visit->lang, "Clients along the months"), tr(visit->lang, "Client"),
         tr(visit->lang, "Dates to come"));
    bars_add_axis(visit, months);
    buf_add(visit->out, "</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < clients->count && i < ROWS_MAX; i++)
        if (add_row(visit, months, &clients->items[i], err) != 0)
            return -1;
    layout_table_end(visit);
    return 0;
}

static void add_legend(struct visit *visit)
{
    static const enum milestone_state states[] = {STATE_MISSED, STATE_OPEN, STATE_BOOKED,
                                                  STATE_UPCOMING};

    buf_add(visit->out, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
        html(visit->out, "<li class=\"{}\">{}</li>\n", milestone_state_name(states[i]),
             explain_state(states[i], visit->lang));
    buf_add(visit->out, "</ul>\n");
}

static void add_links(struct visit *visit, const struct clients *clients)
{
    struct buf link = {0};

    if (clients->count > ROWS_MAX) {
        buf_add(&link, "/portfolio");
        char separator = filter_keep(&link, visit, CHOICES);
        buf_add_char(&link, separator);
        html(&link, "after={/}", clients->items[ROWS_MAX - 1].id);
        html(visit->out, "<p><a class=\"more\" href=\"{}\">{}</a></p>\n", buf_text(&link),
             tr(visit->lang, "The next clients"));
    }
    buf_clear(&link);
    buf_add(&link, "/portfolio.csv");
    (void)filter_keep(&link, visit, "owner tag");
    html(visit->out, "<p class=\"unprinted\"><a href=\"{}\">{}</a></p>\n",
         buf_text(&link),
         tr(visit->lang, "All audits to come as CSV, for a spreadsheet"));
    buf_done(&link);
}

static int add_all(struct visit *visit, const struct clients *clients, struct err *err)
{
    struct months months = months_around(visit->today);

    if (add_filter(visit, err) != 0)
        return -1;
    add_legend(visit);
    if (add_rows(visit, &months, clients, err) != 0)
        return -1;
    if (clients->count == 0)
        html(visit->out, "<p class=\"calm\">{}</p>\n",
             tr(visit->lang, "No client is like that."));
    add_links(visit, clients);
    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "Work to come"));
    return load_add_months(visit, &months, err) == 0 ? load_add_weeks(visit, err) : -1;
}

int page_portfolio(struct visit *visit, struct err *err)
{
    struct clients clients;
    int rc = -1;

    if (read_clients(&clients, visit, err) == 0) {
        layout_begin(visit, 200, tr(visit->lang, "Portfolio"));
        rc = add_all(visit, &clients, err);
        layout_end(visit);
    }
    clients_done(&clients);
    return rc;
}
