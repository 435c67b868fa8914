/*
 * moves.h - the dates that a change moved, as JSON.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_MOVES_H
#define JALON_PUBLISH_MOVES_H

#include "jalon/base/buf.h"
#include "jalon/store/milestones.h"

/* Adds "moved":[{"milestone","field","before","after"},…] to the object open in OUT. */
void moves_add(struct buf *out, const struct move_list *moves);

#endif /* JALON_PUBLISH_MOVES_H */
