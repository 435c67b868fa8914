/* /api/v1/rules: the law as the daemon reckons with it. */
#include "fields.h"
#include "handlers.h"
#include "request.h"
#include "rule_json.h"

static void add_rows(struct buf *out, const struct rules *rules)
{
    for (int id = 0; id < RULE_COUNT; id++)
        for (size_t i = 0; i < rules_row_count(rules, (enum rule_id)id); i++) {
            field_comma(out);
            rule_json_row(out, (enum rule_id)id,
                          rules_row_at(rules, (enum rule_id)id, i));
        }
}

static void add_referentials(struct buf *out, const struct rules *rules)
{
    const struct referential *referential;

    for (size_t i = 0; (referential = rules_referential_at(rules, i)); i++) {
        field_comma(out);
        rule_json_referential(out, referential);
    }
}

int rules_get(struct request *request, struct response *out, struct err *err)
{
    const struct rules *rules = request->publish->parts.conf->rules;

    (void)err;
    response_json(out, MHD_HTTP_OK);
    buf_add(&out->body, "{\"items\":[");
    add_rows(&out->body, rules);
    buf_add(&out->body, "],\"referentials\":[");
    add_referentials(&out->body, rules);
    buf_add(&out->body, "]}\n");
    return 0;
}
