/*
 * back.h - the way back: to the page that was asked for, or that a form stood on.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_BACK_H
#define JALON_WEB_BACK_H

#include "visit.h"

/* Adds the address, with its query, of the page that VISIT asks for; of what a form sent,
 * that of the page on which such a form stands.  What was said there is not said again.
 */
void back_add(struct buf *out, const struct visit *visit);

/* ADDRESS where a page of ours is shown there, else "/": no link from outside may lead
 * away.  NULL may be given. */
const char *back_checked(const char *address);

#endif /* JALON_WEB_BACK_H */
