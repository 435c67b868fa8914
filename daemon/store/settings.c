/* Texts kept under a name. */
#include "stmt.h"

int store_setting(char **out, struct store *store, const char *name, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SETTING);

    stmt_bind_text(&stmt, name);
    enum stmt_step step = stmt_step(&stmt, err);
    if (step != STMT_FAILED)
        *out = step == STMT_ROW ? stmt_text_copy(&stmt, "value") : NULL;
    stmt_close(&stmt);
    return step == STMT_FAILED ? -1 : 0;
}

int store_setting_put(struct store *store, const char *name, const char *value,
                      struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SETTING_PUT);

    stmt_bind_text(&stmt, name);
    stmt_bind_text(&stmt, value);
    return stmt_run(&stmt, err);
}
