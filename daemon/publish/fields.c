#include "fields.h"

#include <inttypes.h>
#include <string.h>

#include "jalon/core/document.h"

void field_comma(struct buf *out)
{
    if (out->length > 0 && !strchr("{[", out->data[out->length - 1]))
        buf_add_char(out, ',');
}

void field_name(struct buf *out, const char *name)
{
    field_comma(out);
    document_add_string(out, name);
    buf_add_char(out, ':');
}

void field_text(struct buf *out, const char *name, const char *value)
{
    field_name(out, name);
    if (value)
        document_add_string(out, value);
    else
        buf_add(out, "null");
}

void field_number(struct buf *out, const char *name, int64_t value)
{
    field_name(out, name);
    buf_addf(out, "%" PRId64, value);
}

void field_bool(struct buf *out, const char *name, bool value)
{
    field_name(out, name);
    buf_add(out, value ? "true" : "false");
}

void field_date(struct buf *out, const char *name, struct date value)
{
    char text[DATE_TEXT_SIZE];

    field_text(out, name, date_is_set(value) ? date_format(text, value) : NULL);
}

void field_instant(struct buf *out, const char *name, struct instant value)
{
    char text[INSTANT_TEXT_SIZE];

    field_text(out, name, value.s != 0 ? instant_format(text, value) : NULL);
}
