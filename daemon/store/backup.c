/* Consistent copies of a database in use. */
#include <unistd.h>

#include "jalon/sys/file.h"
#include "stmt.h"

int store_backup(struct store *store, const char *path, struct err *err)
{
    /* VACUUM INTO takes an empty file, too.  Made ahead of it, the copy has the rights
     * that a list of clients needs, and one that is there already is refused. */
    if (file_create(path, true, err))
        return -1;

    struct stmt stmt = stmt_open(store, STATEMENT_BACKUP);
    stmt_bind_text(&stmt, path);
    if (stmt_run(&stmt, err) == 0 && file_sync(path, err) == 0)
        return 0;
    /* Half a copy would be taken for a whole one when it is needed. */
    (void)unlink(path);
    return -1;
}

int store_copy(const char *database, const char *path, struct err *err)
{
    struct store *reader = NULL;

    if (store_open_reader(&reader, database, err) != 0)
        return -1;
    int rc = store_backup(reader, path, err);
    store_close(reader);
    return rc;
}
