#include "httpdate.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "jalon/base/text.h"
static const char weekdays[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

char *httpdate_format(char text[HTTPDATE_SIZE], struct instant instant)
{
    struct wall_time utc = instant_wall_time(instant, 0);
    struct civil civil = date_civil(utc.day);

    (void)snprintf(text, HTTPDATE_SIZE, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                   weekdays[date_weekday(utc.day)], civil.day, months[civil.month - 1],
                   civil.year, utc.second / 3600, utc.second / 60 % 60, utc.second % 60);
    return text;
}

/* The number that the COUNT digits at TEXT make, or -1. */
static int digits(const char *text, size_t count)
{
    int number = 0;

    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static int month_of(const char *text)
{
    for (int i = 0; i < 12; i++)
        if (memcmp(text, months[i], 3) == 0)
            return i + 1;
    return 0;
}

/* Whether TEXT is FORM, where an x stands for any character. */
static bool has_form(const char *text, const char *form)
{
    if (strlen(text) != strlen(form))
        return false;
    for (; *form; form++, text++)
        if (*form != 'x' && *form != *text)
            return false;
    return true;
}

int httpdate_parse(struct instant *out, const char *text)
{
    if (!has_form(text, "xxx, xx xxx xxxx xx:xx:xx GMT"))
        return -1;
    struct civil civil = {digits(text + 12, 4), month_of(text + 8), digits(text + 5, 2)};
    int hour = digits(text + 17, 2);
    int minute = digits(text + 20, 2);
    int second = digits(text + 23, 2);

    if (civil.year < 1 || civil.month == 0 || civil.day < 1 ||
        civil.day > date_month_length(civil.year, civil.month))
        return -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return -1;
    out->s = (int64_t)date_of_civil(civil).days * INSTANT_DAY_S + hour * 3600 +
             minute * 60 + second;
    return 0;
}
