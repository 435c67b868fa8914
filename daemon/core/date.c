/* Reckoned by hand: mktime(3) and gmtime(3) are of the process's time zone or of
 * instants, and a civil day is neither.  The method is that of Howard Hinnant's
 * "chrono-compatible low-level date algorithms". */

#include "jalon/core/date.h"

#include <string.h>

/* Days before 1 March of the year 0, in a calendar whose years begin in March: the day
 * that leap years add then comes last. */
#define DAYS_TO_1970 719468
#define DAYS_PER_ERA 146097 /* 400 years */

struct date date_of_civil(struct civil civil)
{
    int year = civil.month > 2 ? civil.year : civil.year - 1;
    int month = civil.month > 2 ? civil.month - 3 : civil.month + 9;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    /* From March on months have 31, 30, 31, 30, 31 days, 153 in all, and again. */
    int of_year = (153 * month + 2) / 5 + civil.day - 1;
    int days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

    return (struct date){era * DAYS_PER_ERA + days - DAYS_TO_1970};
}

struct civil date_civil(struct date date)
{
    int days = date.days + DAYS_TO_1970;
    int era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int of_era = days - era * DAYS_PER_ERA;
    /* Takes out the leap days first: there is one more behind 1,460 days, none behind
     * 36,524, and one again behind 146,096. */
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153;
    int day = of_year - (153 * month + 2) / 5 + 1;
    bool after_new_year = month >= 10;

    return (struct civil){
        .year = year + era * 400 + after_new_year,
        .month = after_new_year ? month - 9 : month + 3,
        .day = day,
    };
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return lengths[month - 1] + (month == 2 && is_leap(year));
}

struct date date_add_months(struct date date, int months)
{
    struct civil civil = date_civil(date);
    /* Months since the year 0, all positive as long as the year is. */
    int count = civil.year * 12 + civil.month - 1 + months;
    int length;

    civil.year = count / 12;
    civil.month = count % 12 + 1;
    length = date_month_length(civil.year, civil.month);
    if (civil.day > length)
        civil.day = length;
    return date_of_civil(civil);
}

enum weekday date_weekday(struct date date)
{
    int from_thursday = (date.days % 7 + 7) % 7; /* 1970-01-01 was a Thursday */

    return (enum weekday)((from_thursday + WEEKDAY_THURSDAY) % 7);
}

/* The "anonymous" Gregorian computus; its letters are the customary ones. */
struct date date_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;

    return date_of_civil((struct civil){year, n / 31, n % 31 + 1});
}

/* The COUNT digits at TEXT as a number, or -1. */
static int digits(const char *text, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* Digit by digit: sscanf() would take " 2026-01-3" for a date. */
static bool is_iso_form(const char *text, struct civil *civil)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    *civil = (struct civil){digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)};
    return civil->year >= 0 && civil->month >= 0 && civil->day >= 0;
}

int date_parse(struct date *out, const char *text, struct err *err)
{
    struct civil civil;

    if (!is_iso_form(text, &civil))
        return err_set(err, ERR_INVALID,
                       N_("\"%.40s\" is no date: write it as 2026-02-28"), text);
    if (civil.year < DATE_MIN_YEAR || civil.year > DATE_MAX_YEAR)
        return err_set(err, ERR_INVALID, N_("%s lies outside the years %d to %d"), text,
                       DATE_MIN_YEAR, DATE_MAX_YEAR);
    if (civil.month < 1 || civil.month > 12 || civil.day < 1 ||
        civil.day > date_month_length(civil.year, civil.month))
        return err_set(err, ERR_INVALID, N_("there is no day %s"), text);
    *out = date_of_civil(civil);
    return 0;
}

/* Writes VALUE as COUNT digits; printf would take most of the time that a plan takes. */
static void put_digits(char *text, int count, int value)
{
    while (count-- > 0) {
        text[count] = (char)('0' + value % 10);
        value /= 10;
    }
}

char *date_format(char text[DATE_TEXT_SIZE], struct date date)
{
    text[0] = '\0';
    if (!date_is_set(date))
        return text;
    struct civil civil = date_civil(date);
    put_digits(text, 4, civil.year);
    put_digits(text + 5, 2, civil.month);
    put_digits(text + 8, 2, civil.day);
    text[4] = text[7] = '-';
    text[10] = '\0';
    return text;
}
