/* The TZ text of POSIX, as the footer of a TZif file has it (RFC 8536, 3.3).  Read by
 * hand: tzset(3) would make it the zone of the whole process, and each organization has
 * its own. */

#include "tz_rule.h"

#include <string.h>

#include "jalon/core/instant.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* -- reading --------------------------------------------------------------------- */

/* Each take_x() reads an x at *AT and moves past it. */
static bool take(const char **at, char c)
{
    bool found = **at == c;

    *at += found;
    return found;
}

/* The digits at *AT, or -1 where there are none or they give more than MAX. */
static int take_number(const char **at, int max)
{
    int value = -1;

    for (; **at >= '0' && **at <= '9'; (*at)++) {
        value = (value < 0 ? 0 : value * 10) + (**at - '0');
        if (value > max)
            return -1;
    }
    return value;
}

/* "CET" or "<+11>". */
static bool take_name(const char **at)
{
    bool quoted = take(at, '<');
    size_t length = quoted ? strcspn(*at, ">") : strspn(*at, LETTERS);

    *at += length;
    return length >= 3 && (!quoted || take(at, '>'));
}

/* "[+-]hh[:mm[:ss]]" in seconds; up to 167 hours, as RFC 8536 allows for changes. */
static bool take_time(const char **at, int32_t *seconds)
{
    int sign = take(at, '-') ? -1 : 1;
    if (sign > 0)
        (void)take(at, '+');

    int hours = take_number(at, 167);
    int minutes = take(at, ':') ? take_number(at, 59) : 0;
    int rest = take(at, ':') ? take_number(at, 59) : 0;
    if (hours < 0 || minutes < 0 || rest < 0)
        return false;
    *seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return true;
}

static bool take_day_of_week(const char **at, struct tz_change *change)
{
    change->form = TZ_DAY_OF_WEEK;
    change->month = take_number(at, 12);
    change->week = take(at, '.') ? take_number(at, 5) : -1;
    change->day = take(at, '.') ? take_number(at, 6) : -1;
    return change->month >= 1 && change->week >= 1 && change->day >= 0;
}

static bool take_day(const char **at, struct tz_change *change)
{
    if (take(at, 'M'))
        return take_day_of_week(at, change);
    change->form = take(at, 'J') ? TZ_DAY_JULIAN : TZ_DAY_ORDINAL;
    /* A Julian day has no 0, and an ordinal one no 366. */
    change->day = take_number(at, 365);
    return change->day >= (change->form == TZ_DAY_JULIAN);
}

static bool take_change(const char **at, struct tz_change *change)
{
    /* POSIX: two in the morning, unless "/time" says otherwise. */
    change->time = 2 * 3600;
    if (!take(at, ',') || !take_day(at, change))
        return false;
    return !take(at, '/') || take_time(at, &change->time);
}

int tz_rule_parse(struct tz_rule *out, const char *text)
{
    const char *at = text;
    int32_t west;

    *out = (struct tz_rule){0};
    if (!take_name(&at) || !take_time(&at, &west))
        return -1;
    /* POSIX counts westwards: "CET-1" lies an hour east of Greenwich. */
    out->standard = -west;
    if (*at == '\0')
        return 0;

    out->has_summer = true;
    out->summer = out->standard + 3600;
    if (!take_name(&at))
        return -1;
    if (*at != ',') {
        if (!take_time(&at, &west))
            return -1;
        out->summer = -west;
    }
    if (!take_change(&at, &out->starts) || !take_change(&at, &out->ends))
        return -1;
    return *at ? -1 : 0;
}

/* -- applying -------------------------------------------------------------------- */

static struct date first_of(int year, int month)
{
    return date_of_civil((struct civil){year, month, 1});
}

static struct date day_of_week(const struct tz_change *change, int year)
{
    struct date first = first_of(year, change->month);
    int weekday = (change->day + 6) % 7; /* enum weekday starts on Monday */
    int day = (weekday - (int)date_weekday(first) + 7) % 7 + (change->week - 1) * 7;

    if (day >= date_month_length(year, change->month))
        day -= 7;
    return date_add_days(first, day);
}

static struct date change_day(const struct tz_change *change, int year)
{
    if (change->form == TZ_DAY_OF_WEEK)
        return day_of_week(change, year);
    if (change->form == TZ_DAY_ORDINAL)
        return date_add_days(first_of(year, 1), change->day);

    bool after_leap_day = change->day >= 60 && date_month_length(year, 2) == 29;
    return date_add_days(first_of(year, 1), change->day - 1 + after_leap_day);
}

/* The instant of CHANGE in YEAR, while clocks still have the offset BEFORE. */
static int64_t change_instant(const struct tz_change *change, int year, int32_t before)
{
    return change_day(change, year).days * INSTANT_DAY_S + change->time - before;
}

int32_t tz_rule_offset(const struct tz_rule *rule, int64_t s)
{
    if (!rule->has_summer)
        return rule->standard;

    /* No zone changes its clocks around New Year, so an hour does not move the year. */
    int year =
        date_civil(instant_wall_time((struct instant){s}, rule->standard).day).year;
    int64_t starts = change_instant(&rule->starts, year, rule->standard);
    int64_t ends = change_instant(&rule->ends, year, rule->summer);
    /* South of the equator summer goes on over New Year and ends before it starts. */
    bool summer = starts < ends ? s >= starts && s < ends : s >= starts || s < ends;
    return summer ? rule->summer : rule->standard;
}
