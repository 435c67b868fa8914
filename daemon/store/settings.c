/* Texts kept under a name. */
#include "stmt.h"

char *store_setting(struct store *store, const char *name)
{
    /* One that cannot be read is as good as none: what is kept here can be found anew. */
    struct err ignored = {0};
    struct stmt stmt = stmt_open(store, STATEMENT_SETTING);
    char *value = NULL;

    stmt_bind_text(&stmt, name);
    if (stmt_step(&stmt, &ignored) == STMT_ROW)
        value = stmt_text_copy(&stmt, "value");
    stmt_close(&stmt);
    return value;
}

int store_setting_put(struct store *store, const char *name, const char *value,
                      struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_SETTING_PUT);

    stmt_bind_text(&stmt, name);
    stmt_bind_text(&stmt, value);
    return stmt_run(&stmt, err);
}
