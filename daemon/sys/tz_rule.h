/*
 * tz_rule.h - the POSIX rule that a time zone follows beyond its table.
 *
 * Layer: sys, for sys/zone alone.  Pure.
 */
#ifndef JALON_SYS_TZ_RULE_H
#define JALON_SYS_TZ_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* How a rule names the day of a change. */
enum tz_day_form {
    TZ_DAY_OF_WEEK, /* "M3.5.0": the last Sunday of March */
    TZ_DAY_JULIAN,  /* "J60": 1 March in every year */
    TZ_DAY_ORDINAL, /* "59": 1 March, or 29 February in a leap year */
};

/* When the clocks change, each year. */
struct tz_change {
    enum tz_day_form form;
    int month, week; /* for TZ_DAY_OF_WEEK; week 5 is the last */
    int day;         /* of the week (0: Sunday), or of the year */
    int32_t time;    /* seconds after that day's midnight, on the clock before */
};

/* Seconds east of Greenwich, with summer time or without. */
struct tz_rule {
    int32_t standard, summer;
    bool has_summer;
    struct tz_change starts, ends; /* of summer time, where has_summer */
};

/* Reads a TZ text such as "CET-1CEST,M3.5.0,M10.5.0/3".
 * Returns 0, or -1 with *OUT undefined where TEXT is of another form. */
int tz_rule_parse(struct tz_rule *out, const char *text);

/* The offset that RULE gives at the instant S. */
int32_t tz_rule_offset(const struct tz_rule *rule, int64_t s);

#endif /* JALON_SYS_TZ_RULE_H */
