/*
 * moment.h - days and instants as a page shows them.
 *
 * Layer: web, inside.  In words for people, in the visit's language; and in ISO 8601 in
 * <time datetime>, for screen readers and for whatever reads pages by program.
 */
#ifndef JALON_WEB_MOMENT_H
#define JALON_WEB_MOMENT_H

#include "visit.h"

/* Adds DATE to VISIT's page; nothing where it is not set. */
void moment_date(struct visit *visit, struct date date);

/* Adds INSTANT, as a day and a minute in the house's time zone: not the client's, so that
 * two instants on one page can be compared. */
void moment_instant(struct visit *visit, struct instant instant);

#endif /* JALON_WEB_MOMENT_H */
