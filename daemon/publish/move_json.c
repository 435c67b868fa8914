#include "move_json.h"

#include "fields.h"

void move_json_add(struct buf *out, const struct move_list *moves)
{
    field_name(out, "moved");
    buf_add_char(out, '[');
    for (size_t i = 0; i < moves->count; i++) {
        const struct move *move = &moves->items[i];
        field_comma(out);
        buf_add_char(out, '{');
        field_text(out, "milestone", move->milestone);
        field_text(out, "field", move->field);
        field_text(out, "before", move->before);
        field_text(out, "after", move->after);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}
