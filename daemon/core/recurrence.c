#include "jalon/core/recurrence.h"

#include <string.h>
#include <strings.h>

#include <libical/ical.h>

#define DIGITS  "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* -- checking ------------------------------------------------------------------------ */

/* What may stand in a rule of days.  libical takes more than the standard has: numbers
 * followed by letters, empty parts, other calendars. */
static const struct {
    const char *name;
    const char *characters; /* of its value */
} parts[] = {
    {"FREQ",       LETTERS             },
    {"INTERVAL",   DIGITS              },
    {"COUNT",      DIGITS              },
    {"UNTIL",      DIGITS "TZtz"       },
    {"BYMONTH",    DIGITS ","          },
    {"BYMONTHDAY", DIGITS ",+-"        },
    {"BYYEARDAY",  DIGITS ",+-"        },
    {"BYWEEKNO",   DIGITS ",+-"        },
    {"BYSETPOS",   DIGITS ",+-"        },
    {"BYDAY",      LETTERS DIGITS ",+-"},
    {"WKST",       LETTERS             },
};

static bool is_part(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        size_t name = strlen(parts[i].name);
        if (strncasecmp(text, parts[i].name, name) != 0 || text[name] != '=')
            continue;
        size_t value = strspn(text + name + 1, parts[i].characters);
        return value > 0 && name + 1 + value == length;
    }
    return false;
}

static int check_parts(const char *rrule, struct err *err)
{
    for (const char *at = rrule;; at++) {
        size_t length = strcspn(at, ";");
        if (!is_part(at, length))
            return err_set(err, ERR_INVALID,
                           N_("\"%.*s\" is no part of a recurrence rule of days"),
                           length > 80 ? 80 : (int)length, at);
        at += length;
        if (!*at)
            return 0;
    }
}

static bool is_by_days(const struct icalrecurrencetype *rule)
{
    return rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE;
}

/* "2MO", the second Monday, makes no sense within a week or a day. */
static bool has_misplaced_number(const struct icalrecurrencetype *rule)
{
    const short *day = rule->by_day;

    while (is_by_days(rule) && *day != ICAL_RECURRENCE_ARRAY_MAX)
        if (icalrecurrencetype_day_position(*day++) != 0)
            return true;
    return false;
}

static bool ends_on_a_day(const struct icalrecurrencetype *rule)
{
    const struct icaltimetype *until = &rule->until;

    return icaltime_is_null_time(*until) ||
           (until->month >= 1 && until->month <= 12 && until->day >= 1 &&
            until->day <= date_month_length(until->year, until->month));
}

static bool is_understood(const struct icalrecurrencetype *rule)
{
    return (is_by_days(rule) || rule->freq == ICAL_MONTHLY_RECURRENCE ||
            rule->freq == ICAL_YEARLY_RECURRENCE) &&
           !has_misplaced_number(rule) && ends_on_a_day(rule);
}

/* A time of zeros, not icaltime_null_date(): its hour of -1 leads iterators astray. */
static struct icaltimetype time_of(struct date date)
{
    struct civil civil = date_civil(date);

    return (struct icaltimetype){
        .year = civil.year,
        .month = civil.month,
        .day = civil.day,
        .is_date = 1,
    };
}

/* A rule that can never be met, as of 30 February, is to be seen at once. */
static bool yields_a_date(struct icalrecurrencetype rule, struct date starts)
{
    icalrecur_iterator *iterator = icalrecur_iterator_new(rule, time_of(starts));

    if (!iterator)
        return false;
    struct icaltimetype first = icalrecur_iterator_next(iterator);
    icalrecur_iterator_free(iterator);
    return !icaltime_is_null_time(first);
}

int recurrence_check(const char *rrule, struct date starts, struct err *err)
{
    if (check_parts(rrule, err) != 0)
        return -1;

    struct icalrecurrencetype rule = icalrecurrencetype_from_string(rrule);
    if (!is_understood(&rule))
        return err_set(err, ERR_INVALID, N_("\"%.80s\" is no recurrence rule of days"),
                       rrule);
    if (!yields_a_date(rule, starts))
        return err_set(err, ERR_INVALID,
                       N_("the recurrence rule never gives a date from its start on"));
    return 0;
}

/* -- dates --------------------------------------------------------------------------- */

/* The iterator stops at TO at the latest. */
static void end_at(struct icalrecurrencetype *rule, struct date to)
{
    struct icaltimetype end = time_of(to);

    if (icaltime_is_null_time(rule->until) ||
        icaltime_compare_date_only(rule->until, end) > 0)
        rule->until = end;
}

/* A start nearer to FROM that gives the same dates from then on: rules that count in days
 * or weeks need not be walked through from a start of long ago, unless dates are counted.
 */
static struct date nearer_start(const struct icalrecurrencetype *rule, struct date starts,
                                struct date from)
{
    int step = rule->interval * (rule->freq == ICAL_WEEKLY_RECURRENCE ? 7 : 1);

    if (!is_by_days(rule) || rule->count || date_cmp(from, starts) <= 0)
        return starts;
    return date_add_days(starts, (from.days - starts.days) / step * step);
}

void recurrence_each(const char *rrule, struct date starts, struct date from,
                     struct date to, recurrence_cb cb, void *context)
{
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(rrule);
    icalrecur_iterator *iterator;

    if (date_cmp(to, starts) < 0)
        return;
    end_at(&rule, to);
    iterator = icalrecur_iterator_new(rule, time_of(nearer_start(&rule, starts, from)));
    if (!iterator)
        return;
    for (;;) {
        struct icaltimetype next = icalrecur_iterator_next(iterator);
        if (icaltime_is_null_time(next))
            break;
        struct date date = date_of_civil((struct civil){next.year, next.month, next.day});
        if (date_cmp(date, to) > 0)
            break;
        if (date_cmp(date, from) >= 0 && !cb(context, date))
            break;
    }
    icalrecur_iterator_free(iterator);
}
