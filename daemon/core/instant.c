#include "jalon/core/instant.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct wall_time instant_wall_time(struct instant instant, int32_t offset_s)
{
    int64_t local_s = instant.s + offset_s;
    int64_t second = local_s % INSTANT_DAY_S;

    /* Down, also before 1970, where a division would round up to the day to come. */
    second += second < 0 ? INSTANT_DAY_S : 0;
    return (struct wall_time){{(int32_t)((local_s - second) / INSTANT_DAY_S)},
                              (int)second};
}

/* Reads the two digits at *AT, moves past them, and past SEPARATOR where it is not 0.
 * -1 where they are not there or lie above MAX. */
static int two_digits(const char **at, char separator, int max)
{
    const char *text = *at;

    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return -1;
    int value = (text[0] - '0') * 10 + (text[1] - '0');
    if (value > max || (separator && text[2] != separator))
        return -1;
    *at = text + 2 + (separator != 0);
    return value;
}

/* An offset must be there: without one nobody knows which instant is meant. */
static int offset_parse(int *seconds, const char *at)
{
    int sign = *at == '-' ? -1 : 1;

    if (*at == 'Z' || *at == 'z') {
        *seconds = 0;
        return at[1] ? -1 : 0;
    }
    if (*at != '+' && *at != '-')
        return -1;
    at++;
    int hours = two_digits(&at, ':', 23);
    int minutes = hours < 0 ? -1 : two_digits(&at, 0, 59);
    if (minutes < 0 || *at)
        return -1;
    *seconds = sign * (hours * 3600 + minutes * 60);
    return 0;
}

static int time_parse(int *seconds, const char **at)
{
    int hour = two_digits(at, ':', 23);
    int minute = hour < 0 ? -1 : two_digits(at, ':', 59);
    /* 60 is a leap second, which RFC 3339 allows and POSIX counts as the next one. */
    int second = minute < 0 ? -1 : two_digits(at, 0, 60);

    if (second < 0)
        return -1;
    if (**at == '.') {
        size_t digits = strspn(*at + 1, "0123456789");
        if (digits == 0)
            return -1;
        *at += 1 + digits;
    }
    *seconds = hour * 3600 + minute * 60 + second;
    return 0;
}

int instant_parse(struct instant *out, const char *text, struct err *err)
{
    char day_text[11] = "";
    struct date day;
    int seconds, offset;
    const char *at = text + 11;

    if (strlen(text) < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
        return err_set(
            err, ERR_INVALID,
            N_("\"%.40s\" is no instant: write it as 2026-01-05T08:00:00+01:00"), text);
    memcpy(day_text, text, 10);
    if (date_parse(&day, day_text, err) != 0)
        return -1;
    if (time_parse(&seconds, &at) != 0 || offset_parse(&offset, at) != 0)
        return err_set(
            err, ERR_INVALID,
            N_("\"%.40s\" is no instant: write it as 2026-01-05T08:00:00+01:00"), text);
    out->s = (int64_t)day.days * INSTANT_DAY_S + seconds - offset;
    return 0;
}

char *instant_format(char text[INSTANT_TEXT_SIZE], struct instant instant)
{
    struct wall_time utc = instant_wall_time(instant, 0);
    struct civil civil = date_civil(utc.day);

    (void)snprintf(text, INSTANT_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", civil.year,
                   civil.month, civil.day, utc.second / 3600, utc.second / 60 % 60,
                   utc.second % 60);
    return text;
}
