/*
 * load.h - the work to come: audits by month and consultant, full and free weeks.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_LOAD_H
#define JALON_WEB_LOAD_H

#include "months.h"
#include "visit.h"

/* Adds a table of the audits due and the windows open in each month, by consultant. */
int load_add_months(struct visit *visit, const struct months *months, struct err *err);

/* Adds a table of the booked audits in the weeks to come, by consultant: clashes, where
 * two fall on one day, and free weeks. */
int load_add_weeks(struct visit *visit, struct err *err);

#endif /* JALON_WEB_LOAD_H */
