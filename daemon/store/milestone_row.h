/*
 * milestone_row.h - a milestone as a row.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_MILESTONE_ROW_H
#define JALON_STORE_MILESTONE_ROW_H

#include "jalon/store/milestones.h"
#include "stmt.h"

/* Reads the row under STMT into *OUT, borrowed until STMT moves on; what is its
 * organization's, the name and the owner, is NULL. */
int milestone_row_read(struct milestone_row *out, struct stmt *stmt, struct err *err);

#endif /* JALON_STORE_MILESTONE_ROW_H */
