/*
 * recurrence.h - the dates of an RFC 5545 recurrence rule.
 *
 * Layer: core.  The only use of libical outside feed/.  Days only: rules that speak of
 * hours, minutes, seconds or numbers of weeks are refused: a duty falls on a day, and
 * calendar programs disagree on what week 53 is.
 */
#ifndef JALON_CORE_RECURRENCE_H
#define JALON_CORE_RECURRENCE_H

#include <stdbool.h>

#include "jalon/base/err.h"
#include "jalon/core/date.h"

/* Whether RRULE is one of days and gives a date from STARTS on.
 * Returns 0, or -1 with ERR_INVALID. */
int recurrence_check(const char *rrule, struct date starts, struct err *err);

/* Called with each date, in order and once; false stops. */
typedef bool (*recurrence_cb)(void *context, struct date date);

/* Calls CB with each date of RRULE (which was checked) from STARTS that lies between
 * FROM and TO, both included.  STARTS is one of them only where it fits the rule. */
void recurrence_each(const char *rrule, struct date starts, struct date from,
                     struct date to, recurrence_cb cb, void *context);

#endif /* JALON_CORE_RECURRENCE_H */
