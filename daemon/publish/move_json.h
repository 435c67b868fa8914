/*
 * move_json.h - the dates that a change moved, as JSON.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_MOVE_JSON_H
#define JALON_PUBLISH_MOVE_JSON_H

#include "jalon/base/buf.h"
#include "jalon/store/milestones.h"

/* Adds "moved":[{"milestone","field","before","after"},…] to the object open in OUT. */
void move_json_add(struct buf *out, const struct move_list *moves);

#endif /* JALON_PUBLISH_MOVE_JSON_H */
