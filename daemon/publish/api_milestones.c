/* /api/v1/milestones and /alerts: what is planned, across organizations. */
#include <string.h>

#include "fields.h"
#include "handlers.h"
#include "jalon/base/text.h"
#include "jalon/core/milestone_json.h"
#include "jalon/store/milestones.h"
#include "jalon/store/organizations.h"
#include "listing.h"
#include "plans.h"

/* 0 where organization ID, NULL for any, is on record. */
static int check_organization(const struct request *request, const char *id,
                              struct err *err)
{
    return id ? store_organization_need(request->publish->parts.store, id, err) : 0;
}

/* -- the filter ------------------------------------------------------------------ */

static int read_day(struct date *out, const struct request *request, const char *name,
                    struct err *err)
{
    const char *text = request_query(request, name);

    *out = DATE_NONE;
    return text && date_parse(out, text, err) != 0 ? err_wrap(err, "%s", name) : 0;
}

static int read_filter(struct milestone_filter *out, const struct request *request,
                       struct err *err)
{
    const char *kind = request_query(request, "kind");
    const char *state = request_query(request, "state");

    *out = (struct milestone_filter){
        .organization = request_query(request, "organization"),
        .owner = request_query(request, "owner"),
        .tag = request_query(request, "tag"),
        .has_kind = kind != NULL,
        .has_state = state != NULL,
        .after_day = DATE_NONE,
    };
    if (kind && milestone_kind_parse(&out->kind, kind) != 0)
        return err_set(err, ERR_INVALID, "kind: there is no milestone kind %s", kind);
    if (state && milestone_state_parse(&out->state, state) != 0)
        return err_set(err, ERR_INVALID, "state: there is no state %s", state);
    if (read_day(&out->from, request, "from", err) != 0 ||
        read_day(&out->to, request, "to", err) != 0)
        return -1;
    return check_organization(request, out->organization, err);
}

/* -- a page's place: "DAYS ORGANIZATION ID" -------------------------------------- */

static void add_place(struct buf *out, const struct milestone_entry *row)
{
    buf_clear(out);
    buf_addf(out, "%d %s %s", row->day.days, row->organization, row->id);
}

/* Goes on after PLACE, which is cut into its words and borrowed by FILTER. */
static int go_on_after(struct milestone_filter *filter, char *place, struct err *err)
{
    char *organization = place ? strchr(place, ' ') : NULL;
    char *id = organization ? strchr(organization + 1, ' ') : NULL;
    int64_t days;

    if (!place)
        return 0;
    if (id) {
        *organization = *id = '\0';
        filter->after_organization = organization + 1;
        filter->after_id = id + 1;
    }
    if (!id || text_number(&days, place, INT32_MIN, INT32_MAX) != 0)
        return err_set(err, ERR_INVALID, "cursor: it is none that was given out");
    filter->after_day.days = (int32_t)days;
    return 0;
}

/* -- milestones ------------------------------------------------------------------ */

static int print_rows(struct listing *listing, const struct milestone_list *rows,
                      const struct request *request, struct err *err)
{
    struct plans plans;
    struct buf place = {0};
    int rc = 0;

    plans_init(&plans, &request->publish->parts, request->now);
    for (size_t i = 0; rc == 0 && i < rows->count; i++) {
        const struct milestone_entry *row = &rows->items[i];
        rc = plans_get(&plans, row->organization, err);
        /* None any more, where planning has not come by since. */
        const struct milestone *milestone =
            rc == 0 ? plan_find(&plans.plan, row->id) : NULL;
        add_place(&place, row);
        if (!listing_count(listing, buf_text(&place)) || !milestone)
            continue;
        field_comma(listing->body);
        milestone_format_json(listing->body, row->organization, milestone, request->lang);
    }
    buf_done(&place);
    plans_done(&plans);
    return rc;
}

int milestones_list(struct request *request, struct response *out, struct err *err)
{
    struct milestone_filter filter;
    struct milestone_list rows = {0};
    struct listing listing;
    int rc = -1;

    if (listing_open(&listing, request, out, err) != 0 ||
        read_filter(&filter, request, err) != 0 ||
        go_on_after(&filter, listing.after, err) != 0)
        goto out;
    filter.limit = listing.limit + 1;
    if (store_milestones_list(&rows, request->publish->parts.store, &filter, err) != 0)
        goto out;
    rc = print_rows(&listing, &rows, request, err);
    listing_close(&listing);

out:
    milestone_list_done(&rows);
    listing_done(&listing);
    return rc;
}

/* -- alerts ---------------------------------------------------------------------- */

struct alert_page {
    struct listing listing;
    const struct request *request;
};

/* The page counts organizations, most of which have no alert. */
static int print_alerts(void *context, const struct organization *organization,
                        struct err *err)
{
    struct alert_page *page = context;
    const struct publish_parts *parts = &page->request->publish->parts;
    struct plan_context law = conf_plan_context(parts->conf);
    struct buf *body = page->listing.body;
    struct plan plan;

    (void)err;
    if (!listing_count(&page->listing, organization->id))
        return 0;
    plan_make(&plan, organization, &law,
              engine_today(parts->engine, organization, page->request->now));
    for (size_t i = 0; i < plan.alert_count; i++) {
        field_comma(body);
        alert_format_json(body, organization->id, &plan.alerts[i], page->request->lang);
    }
    plan_done(&plan);
    return 0;
}

static int each_alert(struct alert_page *page, const char *id, struct err *err)
{
    struct store *store = page->request->publish->parts.store;
    const struct organization_filter filter = {.after = page->listing.after,
                                               .limit = page->listing.limit + 1};
    struct organization organization;

    if (!id)
        return store_organizations_each(store, &filter, print_alerts, page, err);
    if (store_organization_get(&organization, NULL, store, id, err) != 0)
        return -1;
    int rc = print_alerts(page, &organization, err);
    organization_done(&organization);
    return rc;
}

int alerts_list(struct request *request, struct response *out, struct err *err)
{
    struct alert_page page = {.request = request};
    int rc = -1;

    if (listing_open(&page.listing, request, out, err) == 0)
        rc = each_alert(&page, request_query(request, "organization"), err);
    listing_close(&page.listing);
    listing_done(&page.listing);
    return rc;
}
