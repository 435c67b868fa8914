/*
 * bars.h - one client's dates as a picture along the months.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_BARS_H
#define JALON_WEB_BARS_H

#include "months.h"
#include "visit.h"

/* Adds the axis: the names of the months. */
void bars_add_axis(struct visit *visit, const struct months *months);

/* Adds ORGANIZATION's dates as SVG, with the same in words for those who cannot see it.
 */
int bars_add(struct visit *visit, const struct months *months, const char *organization,
             struct err *err);

#endif /* JALON_WEB_BARS_H */
