/*
 * notice_row.h - a notice as a row and as a struct.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_NOTICE_ROW_H
#define JALON_STORE_NOTICE_ROW_H

#include "jalon/store/ledger.h"
#include "stmt.h"

/* Copies the row under STMT, which selects NOTICE_COLUMNS and bytes, with its items into
 * *OUT, for notice_done().  Returns 0, or -1 with *OUT untouched. */
int notice_row_read(struct notice *out, struct stmt *stmt, struct err *err);

/* Reads the state of the row under STMT, which selects id and state. */
int notice_row_state(enum notice_state *out, struct stmt *stmt, struct err *err);

#endif /* JALON_STORE_NOTICE_ROW_H */
