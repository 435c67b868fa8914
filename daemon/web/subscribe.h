/*
 * subscribe.h - how each calendar program subscribes, and what it does with a feed.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_SUBSCRIBE_H
#define JALON_WEB_SUBSCRIBE_H

#include "visit.h"

/* Adds the steps for each program, folded away. */
void subscribe_add(struct visit *visit);

#endif /* JALON_WEB_SUBSCRIBE_H */
