#include "rule_json.h"

#include "fields.h"

static void add_if_set(struct buf *out, const char *name, int value)
{
    if (value != 0)
        field_number(out, name, value);
}

void rule_json_row(struct buf *out, enum rule_id id, const struct rule_row *row)
{
    buf_add_char(out, '{');
    field_text(out, "rule", rule_name(id));
    field_date(out, "effective_from", row->effective_from);
    add_if_set(out, "months", row->months);
    add_if_set(out, "days", row->days);
    add_if_set(out, "month", row->month_day.month);
    add_if_set(out, "day", row->month_day.day);
    add_if_set(out, "count", row->count);
    field_text(out, "source", row->source);
    field_text(out, "trust", trust_name(row->trust));
    field_bool(out, "confirm", row->confirm);
    buf_add_char(out, '}');
}

void rule_json_referential(struct buf *out, const struct referential *referential)
{
    buf_add_char(out, '{');
    field_text(out, "referential", referential->name);
    field_date(out, "effective_from", referential->effective_from);
    field_number(out, "indicators", referential->indicators);
    field_name(out, "major_only");
    buf_add_char(out, '[');
    for (int i = 1; i <= referential->indicators; i++)
        if (referential->major_only >> i & 1) {
            field_comma(out);
            buf_add_number(out, i);
        }
    buf_add_char(out, ']');
    field_text(out, "source", referential->source);
    field_bool(out, "confirm", referential->confirm);
    buf_add_char(out, '}');
}
