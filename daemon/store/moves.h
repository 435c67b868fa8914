/*
 * moves.h - what differs between a milestone as it was and as it is.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_MOVES_H
#define JALON_STORE_MOVES_H

#include "jalon/store/milestones.h"

/* Adds to LIST each date and state in which BEFORE and AFTER differ; one of them may be
 * NULL: it came, or it went. */
void moves_add(struct move_list *list, const struct milestone *before,
               const struct milestone *after);

#endif /* JALON_STORE_MOVES_H */
