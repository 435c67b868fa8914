#include "jalon/core/recurrence.h"

#include <string.h>
#include <strings.h>

#include <libical/ical.h>

#define DIGITS    "0123456789"
#define LETTERS   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define YEAR_DAYS 366

/* Libical reads a rule; its dates are reckoned here.  The iterator of libical 3.0.16
 * crashes on BYWEEKNO=-3, takes a fraction of a second to find that 30 February never
 * comes, and misses dates of which RFC 5545 is sure: the 1st of every month for
 * FREQ=YEARLY;BYMONTHDAY=1. */

/* -- checking -------------------------------------------------------------------- */

/* What may stand in a rule of days, and in how many values.  Libical takes more than the
 * standard has, as numbers followed by letters, and more values than it has room for. */
static const struct {
    const char *name;
    const char *characters; /* of its value */
    size_t most;            /* values */
} parts[] = {
    {"FREQ",       LETTERS,              1  },
    {"INTERVAL",   DIGITS,               1  },
    {"COUNT",      DIGITS,               1  },
    {"UNTIL",      DIGITS "TZtz",        1  },
    {"BYMONTH",    DIGITS ",",           12 },
    {"BYMONTHDAY", DIGITS ",+-",         31 },
    {"BYYEARDAY",  DIGITS ",+-",         366},
    {"BYSETPOS",   DIGITS ",+-",         366},
    {"BYDAY",      LETTERS DIGITS ",+-", 366},
    {"WKST",       LETTERS,              1  },
};

static size_t count_values(const char *text, size_t length)
{
    size_t count = 1;

    for (size_t i = 0; i < length; i++)
        count += text[i] == ',';
    return count;
}

static bool is_part(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        size_t name = strlen(parts[i].name);
        if (strncasecmp(text, parts[i].name, name) != 0 || text[name] != '=')
            continue;
        size_t value = strspn(text + name + 1, parts[i].characters);
        return value > 0 && name + 1 + value == length &&
               count_values(text, length) <= parts[i].most;
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

/* Libical's lists end with a value of their own. */
static bool is_empty(const short *list)
{
    return *list == ICAL_RECURRENCE_ARRAY_MAX;
}

static bool has_numbered_day(const struct icalrecurrencetype *rule)
{
    for (const short *day = rule->by_day; !is_empty(day); day++)
        if (icalrecurrencetype_day_position(*day) != 0)
            return true;
    return false;
}

/* RFC 5545, 3.3.10: which part makes sense with which frequency. */
static bool has_its_parts(const struct icalrecurrencetype *rule)
{
    bool daily = rule->freq == ICAL_DAILY_RECURRENCE;
    bool weekly = rule->freq == ICAL_WEEKLY_RECURRENCE;
    bool monthly = rule->freq == ICAL_MONTHLY_RECURRENCE;
    bool yearly = rule->freq == ICAL_YEARLY_RECURRENCE;

    return (daily || weekly || monthly || yearly) &&
           (yearly || is_empty(rule->by_year_day)) &&
           (!weekly || is_empty(rule->by_month_day)) &&
           (monthly || yearly || !has_numbered_day(rule));
}

/* Libical takes UNTIL=20270230 as it is. */
static bool ends_on_a_day(const struct icalrecurrencetype *rule)
{
    const struct icaltimetype *until = &rule->until;

    return icaltime_is_null_time(*until) ||
           (until->month >= 1 && until->month <= 12 && until->day >= 1 &&
            until->day <= date_month_length(until->year, until->month));
}

static bool stop(void *context, struct date date)
{
    bool *found = context;

    (void)date;
    *found = true;
    return false;
}

int recurrence_check(const char *rrule, struct date starts, struct err *err)
{
    struct date end = date_of_civil((struct civil){DATE_MAX_YEAR, 12, 31});
    bool found = false;

    if (check_parts(rrule, err) != 0)
        return -1;
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(rrule);
    if (!has_its_parts(&rule) || !ends_on_a_day(&rule))
        return err_set(err, ERR_INVALID, N_("\"%.80s\" is no recurrence rule of days"),
                       rrule);
    recurrence_each(rrule, starts, starts, end, stop, &found);
    if (!found)
        return err_set(err, ERR_INVALID,
                       N_("the recurrence rule never gives a date from its start on"));
    return 0;
}

/* -- days that match ------------------------------------------------------------- */

/* A day, counted in all the ways that rules do. */
struct position {
    struct civil civil;
    enum icalrecurrencetype_weekday weekday;
    int month_length;
    int year_day, year_length;
};

static struct position position_of(struct date date)
{
    struct civil civil = date_civil(date);
    struct date first = date_of_civil((struct civil){civil.year, 1, 1});
    struct date next = date_of_civil((struct civil){civil.year + 1, 1, 1});

    return (struct position){
        .civil = civil,
        /* Libical counts from Sunday, which is its 1. */
        .weekday = (enum icalrecurrencetype_weekday)((date_weekday(date) + 1) % 7 + 1),
        .month_length = date_month_length(civil.year, civil.month),
        .year_day = date.days - first.days + 1,
        .year_length = next.days - first.days,
    };
}

static bool contains(const short *list, int value)
{
    for (; !is_empty(list); list++)
        if (*list == value)
            return true;
    return false;
}

/* Whether LIST is empty or has the number DAY of LENGTH, from the start or from the end.
 */
static bool allows(const short *list, int day, int length)
{
    return is_empty(list) || contains(list, day) || contains(list, day - length - 1);
}

/* "2MO" and "-1MO": which one of its weekday the day is, in its month or its year. */
static bool is_nth(int nth, int day, int length)
{
    return nth == 0 || nth == (day - 1) / 7 + 1 || nth == -((length - day) / 7 + 1);
}

static bool allows_weekday(const struct icalrecurrencetype *rule,
                           const struct position *day)
{
    bool of_year = rule->freq == ICAL_YEARLY_RECURRENCE && is_empty(rule->by_month);
    int number = of_year ? day->year_day : day->civil.day;
    int length = of_year ? day->year_length : day->month_length;

    for (const short *item = rule->by_day; !is_empty(item); item++)
        if (icalrecurrencetype_day_day_of_week(*item) == day->weekday &&
            is_nth(icalrecurrencetype_day_position(*item), number, length))
            return true;
    return is_empty(rule->by_day);
}

/* What a rule leaves open, the start decides. */
static bool is_like_start(const struct icalrecurrencetype *rule,
                          const struct position *day, const struct position *start)
{
    if (rule->freq == ICAL_WEEKLY_RECURRENCE)
        return day->weekday == start->weekday;
    if (rule->freq == ICAL_DAILY_RECURRENCE)
        return true;
    return day->civil.day == start->civil.day &&
           (rule->freq == ICAL_MONTHLY_RECURRENCE || !is_empty(rule->by_month) ||
            day->civil.month == start->civil.month);
}

static bool matches(const struct icalrecurrencetype *rule, const struct position *day,
                    const struct position *start)
{
    bool open = is_empty(rule->by_month_day) && is_empty(rule->by_year_day) &&
                is_empty(rule->by_day);

    return (is_empty(rule->by_month) || contains(rule->by_month, day->civil.month)) &&
           allows(rule->by_month_day, day->civil.day, day->month_length) &&
           allows(rule->by_year_day, day->year_day, day->year_length) &&
           allows_weekday(rule, day) && (!open || is_like_start(rule, day, start));
}

/* -- periods --------------------------------------------------------------------- */

/* The day, week, month or year within which BYSETPOS counts. */
struct period {
    struct date first;
    int days;
};

static struct period months_from(struct date date, int months, int length)
{
    struct civil civil = date_civil(date);
    int month = length == 12 ? 1 : civil.month;
    struct date first = date_of_civil((struct civil){civil.year, month, 1});

    first = date_add_months(first, months);
    return (struct period){first, date_add_months(first, length).days - first.days};
}

/* The period of number INDEX, from that of STARTS on. */
static struct period period_at(const struct icalrecurrencetype *rule, struct date starts,
                               int index)
{
    /* Always from the start, never from the period before: the 31st is not worn down. */
    int step = index * rule->interval;
    int into_week = (int)(position_of(starts).weekday - rule->week_start + 7) % 7;

    if (rule->freq == ICAL_DAILY_RECURRENCE)
        return (struct period){date_add_days(starts, step), 1};
    if (rule->freq == ICAL_WEEKLY_RECURRENCE)
        return (struct period){date_add_days(starts, step * 7 - into_week), 7};
    if (rule->freq == ICAL_MONTHLY_RECURRENCE)
        return months_from(starts, step, 1);
    return months_from(starts, step * 12, 12);
}

/* A period that ends before FROM, as late as easily found; the first where dates have to
 * be counted. */
static int index_before(const struct icalrecurrencetype *rule, struct date starts,
                        struct date from)
{
    static const int most_days[] = {
        [ICAL_DAILY_RECURRENCE] = 1,
        [ICAL_WEEKLY_RECURRENCE] = 7,
        [ICAL_MONTHLY_RECURRENCE] = 31,
        [ICAL_YEARLY_RECURRENCE] = YEAR_DAYS,
    };
    int index = (from.days - starts.days) / (most_days[rule->freq] * rule->interval) - 1;

    return rule->count || index < 0 ? 0 : index;
}

struct dates {
    struct date items[YEAR_DAYS];
    int count;
};

static void find_matches(struct dates *out, const struct icalrecurrencetype *rule,
                         struct period period, const struct position *start)
{
    out->count = 0;
    for (int i = 0; i < period.days; i++) {
        struct date date = date_add_days(period.first, i);
        struct position day = position_of(date);
        if (matches(rule, &day, start))
            out->items[out->count++] = date;
    }
}

/* BYSETPOS: of all that match in a period, the first, the last but one. */
static void keep_positions(struct dates *dates, const struct icalrecurrencetype *rule)
{
    int kept = 0;

    for (int i = 0; i < dates->count; i++)
        if (allows(rule->by_set_pos, i + 1, dates->count))
            dates->items[kept++] = dates->items[i];
    dates->count = kept;
}

/* -- dates ----------------------------------------------------------------------- */

/* Who wants which dates. */
struct request {
    struct date starts, from, last;
    recurrence_cb cb;
    void *context;
    int left; /* of COUNT; -1 without */
};

/* Returns whether dates after DATE are wanted. */
static bool offer(struct request *request, struct date date)
{
    if (date_cmp(date, request->starts) < 0)
        return true;
    if (date_cmp(date, request->last) > 0 || request->left == 0)
        return false;
    if (request->left > 0)
        request->left--;
    return date_cmp(date, request->from) < 0 || request->cb(request->context, date);
}

static bool offer_all(struct request *request, const struct dates *dates)
{
    for (int i = 0; i < dates->count; i++)
        if (!offer(request, dates->items[i]))
            return false;
    return true;
}

/* The last day that counts: TO, or UNTIL where that is earlier. */
static struct date last_day(const struct icalrecurrencetype *rule, struct date to)
{
    const struct icaltimetype *until = &rule->until;

    if (icaltime_is_null_time(*until))
        return to;
    struct date end =
        date_of_civil((struct civil){until->year, until->month, until->day});
    return date_cmp(end, to) < 0 ? end : to;
}

void recurrence_each(const char *rrule, struct date starts, struct date from,
                     struct date to, recurrence_cb cb, void *context)
{
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(rrule);
    struct request request = {starts, from,    last_day(&rule, to),
                              cb,     context, rule.count ? rule.count : -1};
    struct position start = position_of(starts);
    int index = index_before(&rule, starts, from);
    struct period period = period_at(&rule, starts, index);
    struct dates dates = {.count = 0};

    while (offer_all(&request, &dates) && date_cmp(period.first, request.last) <= 0) {
        find_matches(&dates, &rule, period, &start);
        keep_positions(&dates, &rule);
        period = period_at(&rule, starts, ++index);
    }
}
