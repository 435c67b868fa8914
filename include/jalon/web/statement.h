/*
 * statement.h - all that a client was told, from the ledger, dated, to be kept or
 * printed.
 *
 * Layer: web.  For the day on which somebody says that nobody told them.
 */
#ifndef JALON_WEB_STATEMENT_H
#define JALON_WEB_STATEMENT_H

#include "jalon/base/buf.h"
#include "jalon/base/err.h"
#include "jalon/conf/conf.h"
#include "jalon/core/instant.h"
#include "jalon/store/store.h"

/* What a statement is drawn up from; all borrowed. */
struct statement_source {
    struct store *store;
    const struct conf *conf;
    enum lang lang;
    struct instant now;
};

/* Adds the statement about ORGANIZATION to OUT as plain text.  What the ledger says of an
 * organization that was removed is told, too.  ERR_NOT_FOUND: there never was one;
 * ERR_CONFLICT: the ledger does not hold. */
int statement_text(struct buf *out, const struct statement_source *source,
                   const char *organization, struct err *err);

/* The same as a piece of HTML. */
int statement_html(struct buf *out, const struct statement_source *source,
                   const char *organization, struct err *err);

#endif /* JALON_WEB_STATEMENT_H */
