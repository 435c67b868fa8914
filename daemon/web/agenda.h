/*
 * agenda.h - a stretch of the store's milestones, kept after they were read.
 *
 * Layer: web, inside.  Each row is then shown with more than the store has of it, which
 * the store may not be asked for from inside its own listing.
 */
#ifndef JALON_WEB_AGENDA_H
#define JALON_WEB_AGENDA_H

#include "jalon/store/milestones.h"

struct agenda {
    struct agenda_row {
        char *organization, *name, *owner, *id;
        struct date day; /* due, else opens */
    } * items;
    size_t count, capacity;
};

/* Reads the rows that FILTER lets through into *OUT for agenda_done().  0, or -1. */
int agenda_read(struct agenda *out, struct store *store,
                const struct milestone_filter *filter, struct err *err);

void agenda_done(struct agenda *agenda);

#endif /* JALON_WEB_AGENDA_H */
