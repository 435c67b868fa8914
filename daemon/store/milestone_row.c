#include "milestone_row.h"

#include "jalon/base/text.h"

static int force_parse(enum force *out, const char *text)
{
    for (int i = 0; i < FORCE_COUNT; i++)
        if (text_equal(force_name((enum force)i), text)) {
            *out = (enum force)i;
            return 0;
        }
    return -1;
}

int milestone_row_read(struct milestone_row *out, struct stmt *stmt, struct err *err)
{
    *out = (struct milestone_row){
        .organization = stmt_text(stmt, "organization"),
        .id = stmt_text(stmt, "id"),
        .confirm = stmt_int(stmt, "confirm") != 0,
        .opens = stmt_date(stmt, "opens"),
        .safe = stmt_date(stmt, "safe"),
        .due = stmt_date(stmt, "due"),
        .booked = stmt_date(stmt, "booked"),
        .done = stmt_date(stmt, "done"),
    };
    if (milestone_kind_parse(&out->kind, stmt_text(stmt, "kind")) == 0 &&
        milestone_state_parse(&out->state, stmt_text(stmt, "state")) == 0 &&
        force_parse(&out->force, stmt_text(stmt, "force")) == 0)
        return 0;
    return err_set(err, ERR_STORE, "milestone %s of %s cannot be read", out->id,
                   out->organization);
}
