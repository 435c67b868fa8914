/* /api/v1/reconcile: the public list against the clients. */
#include "jalon/core/reconcile.h"

#include "fields.h"
#include "handlers.h"
#include "jalon/store/organizations.h"
#include "request.h"

struct reconciling {
    const struct request *request;
    const struct public_list *list;
    struct plan_context rules;
    struct buf *out;
    int64_t compared;
};

static void add(void *context, const struct organization *organization,
                const struct discrepancy *discrepancy)
{
    struct reconciling *reconciling = context;
    struct buf *out = reconciling->out;

    field_comma(out);
    buf_add_char(out, '{');
    field_text(out, "organization", organization->id);
    field_text(out, "name", organization->name);
    field_text(out, "finding", finding_name(discrepancy->finding));
    field_text(out, "ours", buf_text(&discrepancy->ours));
    field_text(out, "listed", buf_text(&discrepancy->listed));
    field_text(out, "why",
               finding_words(discrepancy->finding, reconciling->request->lang));
    buf_add_char(out, '}');
}

static int compare(void *context, const struct organization *organization,
                   struct err *err)
{
    struct reconciling *reconciling = context;
    const struct request *request = reconciling->request;
    struct date today =
        engine_today(request->publish->parts.engine, organization, request->now);

    (void)err;
    reconciling->compared++;
    reconcile(reconciling->list, organization, &reconciling->rules, today, add,
              reconciling);
    return 0;
}

int reconcile_post(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    const struct organization_filter everybody = {.limit = 0};
    struct reconciling reconciling = {
        .request = request, .rules = conf_plan_context(parts->conf), .out = &out->body};
    struct public_list *list;

    if (public_list_open(&list, buf_text(&request->body), request->body.length, err) != 0)
        return -1;
    reconciling.list = list;
    response_json(out, MHD_HTTP_OK);
    buf_add(&out->body, "{\"items\":[");
    int rc =
        store_organizations_each(parts->store, &everybody, compare, &reconciling, err);
    buf_add_char(&out->body, ']');
    field_number(&out->body, "compared", reconciling.compared);
    field_number(&out->body, "listed", (int64_t)public_list_count(list));
    buf_add(&out->body, "}\n");
    public_list_close(list);
    return rc;
}
