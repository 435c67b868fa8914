/*
 * milestone_rows.h - a stretch of the store's milestones, kept after they were read.
 *
 * Layer: publish.  The store may not be asked for plans from inside its own listing.
 */
#ifndef JALON_PUBLISH_MILESTONE_ROWS_H
#define JALON_PUBLISH_MILESTONE_ROWS_H

#include "jalon/store/milestones.h"

/* A list in the order of the store: by day, organization, id.  Zeroed at the start. */
struct milestone_rows {
    struct kept_row {
        char *organization, *id; /* owned */
        struct date day;         /* what it is sorted by: due, else opens */
    } * items;
    size_t count, capacity;
};

/* Adds copies of the rows that FILTER lets through to ROWS.  0, or -1 where the store
 * fails; what was read by then stays, for milestone_rows_done(). */
int milestone_rows_read(struct milestone_rows *rows, struct store *store,
                        const struct milestone_filter *filter, struct err *err);

void milestone_rows_done(struct milestone_rows *rows);

#endif /* JALON_PUBLISH_MILESTONE_ROWS_H */
