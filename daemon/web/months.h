/*
 * months.h - a stretch of months as an axis: what all bars and loads are drawn along.
 *
 * Layer: web, inside.  Pure.
 */
#ifndef JALON_WEB_MONTHS_H
#define JALON_WEB_MONTHS_H

#include "jalon/core/date.h"

#define MONTHS_SHOWN 18

/* Months are counted since January of the year 0. */
struct months {
    int first;
    struct date from, to; /* the first day, and the day after the last */
};

/* The stretch of MONTHS_SHOWN months that starts one month before that of DAY. */
struct months months_around(struct date day);

/* The month that DAY lies in. */
int months_of(struct date day);

/* The first day of MONTH. */
struct date months_start(int month);

/* Where DAY lies on an axis WIDTH long; days outside lie at its ends. */
int months_place(const struct months *months, struct date day, int width);

#endif /* JALON_WEB_MONTHS_H */
