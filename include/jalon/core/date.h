/*
 * date.h - civil dates, and the month arithmetic that certification rules are written in.
 *
 * Layer: core.  Pure: no clock, no time zone, no locale, no allocation.  "Today" is
 * always an argument.
 */
#ifndef JALON_CORE_DATE_H
#define JALON_CORE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "jalon/base/err.h"

#define DATE_TEXT_SIZE 16 /* "2026-02-28" and its NUL, and room to spare */

/* A day of the Gregorian calendar.  A value: copy it freely, compare it with
 * date_cmp().  A struct, so that days, months and dates cannot be swapped. */
struct date {
    int32_t days; /* since 1970-01-01; INT32_MIN where there is no date */
};

/* A date in the calendar's own terms. */
struct civil {
    int year;  /* 2026 */
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

/* From Monday on, as ISO 8601 counts, so that what comes from Saturday on is a weekend.
 */
enum weekday {
    WEEKDAY_MONDAY,
    WEEKDAY_TUESDAY,
    WEEKDAY_WEDNESDAY,
    WEEKDAY_THURSDAY,
    WEEKDAY_FRIDAY,
    WEEKDAY_SATURDAY,
    WEEKDAY_SUNDAY,
};

/* The absence of a date.  It lies before every day, which date_cmp() does not hide: ask
 * date_is_set() wherever a date may be missing. */
#define DATE_NONE ((struct date){INT32_MIN})

/* The years that Jalon reads dates of.  What it reckons from them may lie beyond: nothing
 * in here overflows within some millions of years. */
#define DATE_MIN_YEAR 1990
#define DATE_MAX_YEAR 2199

static inline bool date_is_set(struct date date)
{
    return date.days != INT32_MIN;
}

/* Below, at, or above 0 as A lies before, on or after B.  No date lies before any. */
static inline int date_cmp(struct date a, struct date b)
{
    return (a.days > b.days) - (a.days < b.days);
}

/* The one of A and B that comes first; where only one is a date, that one. */
static inline struct date date_earlier(struct date a, struct date b)
{
    if (!date_is_set(a) || !date_is_set(b))
        return date_is_set(a) ? a : b;
    return date_cmp(a, b) < 0 ? a : b;
}

/* DATE moved by DAYS, which may be negative.  DATE must be set. */
static inline struct date date_add_days(struct date date, int days)
{
    return (struct date){date.days + days};
}

/* DATE moved by MONTHS, which may be negative.  A day that the target month lacks
 * becomes that month's last: 31 August + 6 months is 28 or 29 February (art. 641 of the
 * code de procédure civile, by analogy).  DATE must be set. */
struct date date_add_months(struct date date, int months);

/* CIVIL must be a day that exists. */
struct date date_of_civil(struct civil civil);

/* DATE, which must be set, in the calendar's terms. */
struct civil date_civil(struct date date);

/* The day of the week of DATE, which must be set. */
enum weekday date_weekday(struct date date);

/* Days of MONTH (1 to 12) in YEAR. */
int date_month_length(int year, int month);

/* Easter Sunday of YEAR, by the Gregorian computus: Easter Monday, Ascension and Whit
 * Monday hang on it, and Good Friday where it is a holiday. */
struct date date_easter(int year);

/* Reads "YYYY-MM-DD" and nothing else from TEXT into *OUT.
 * Returns 0, or -1 with *OUT untouched and ERR_INVALID in ERR: not that form, a day that
 * does not exist, or outside 1990-01-01 to 2199-12-31. */
int date_parse(struct date *out, const char *text, struct err *err);

/* Writes "2026-02-28" into TEXT, or "" where DATE is not set, and returns TEXT. */
char *date_format(char text[DATE_TEXT_SIZE], struct date date);

#endif /* JALON_CORE_DATE_H */
