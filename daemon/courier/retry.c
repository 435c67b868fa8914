#include "jalon/courier/retry.h"

#include <stdbool.h>
#include <string.h>

#include <curl/curl.h>

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#define MINUTE (INT64_C(60))
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static bool is_one_of(long code, const long *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return true;
    return false;
}

enum fate retry_judge_http(long status)
{
    /* Answers that say the address or the message is wrong, which no waiting mends. */
    static const long hopeless[] = {400, 401, 403, 404, 410};

    if (status >= 200 && status <= 299)
        return FATE_SENT;
    return is_one_of(status, hopeless, ARRAY_LEN(hopeless)) ? FATE_DEAD : FATE_RETRY;
}

enum fate retry_judge_smtp(long reply)
{
    /* RFC 5321, 4.2.1: 5yz is a permanent refusal, 4yz a transient one. */
    return reply >= 500 && reply <= 599 ? FATE_DEAD : FATE_RETRY;
}

static int64_t clamp(int64_t seconds)
{
    if (seconds < 1)
        return 1;
    return seconds > DAY ? DAY : seconds;
}

/* Discord sends fractions, which round up; more digits than a day has count as one. */
static bool read_seconds(int64_t *out, const char *text)
{
    static const char digits[] = "0123456789";
    size_t whole = strspn(text, digits);
    size_t fraction = text[whole] == '.' ? 1 + strspn(text + whole + 1, digits) : 0;
    int64_t seconds = 0;

    if (whole == 0 || fraction == 1 || text[whole + fraction])
        return false;
    for (size_t i = 0; i < whole && seconds <= DAY; i++)
        seconds = seconds * 10 + (text[i] - '0');
    *out = seconds + (strspn(text + whole, ".0") < fraction);
    return true;
}

int64_t retry_after_s(const char *text, struct instant now)
{
    int64_t seconds;

    if (read_seconds(&seconds, text))
        return clamp(seconds);
    /* An HTTP date, in any of the three forms of RFC 9110, 5.6.7. */
    int64_t date = curl_getdate(text, NULL);
    return date < 0 ? 0 : clamp(date - now.s);
}

/* Spread by a fifth to either side. */
static int64_t spread(int64_t delay_s, uint32_t random)
{
    return delay_s * (800 + random % 401) / 1000;
}

int64_t retry_delay_s(int attempts, int64_t asked_s, uint32_t random)
{
    /* The first minutes are for a restart, hours for a night, the days for a long
     * weekend. */
    static const int64_t delays[] = {MINUTE,   5 * MINUTE, 30 * MINUTE, 2 * HOUR,
                                     6 * HOUR, 12 * HOUR,  DAY,         DAY,
                                     DAY,      DAY};
    enum { PATIENCE = 3 };
    size_t failed = attempts > 0 ? (size_t)attempts - 1 : 0;

    if (failed >= ARRAY_LEN(delays))
        return RETRY_NEVER;
    int64_t delay_s = spread(delays[failed], random);
    /* A server that asks for one second each time would use up all tries in ten. */
    if (asked_s > 0 && (failed < PATIENCE || asked_s > delay_s))
        return asked_s;
    return delay_s;
}
