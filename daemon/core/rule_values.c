#include "rule_values.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

#define HALVES_MAX 100 /* fifty days: no audit is longer */

static const char *const trusts[] = {
    [TRUST_LAW] = "law",
    [TRUST_LIKELY] = "likely",
    [TRUST_PRACTICE] = "practice",
};

const char *trust_name(enum trust trust)
{
    return trusts[trust];
}

int rule_value_int(int *out, const char *text, int min, int max, struct err *err)
{
    int64_t number;

    if (text_number(&number, text, min, max) != 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no number from %d to %d"), text,
                       min, max);
    *out = (int)number;
    return 0;
}

/* No "true" and no "1": one spelling, as in the configuration. */
int rule_value_bool(bool *out, const char *text, struct err *err)
{
    if (!text_equal(text, "yes") && !text_equal(text, "no"))
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is neither yes nor no"), text);
    *out = text_equal(text, "yes");
    return 0;
}

int rule_value_trust(enum trust *out, const char *text, struct err *err)
{
    for (size_t i = 0; i < sizeof(trusts) / sizeof(trusts[0]); i++) {
        if (!text_equal(text, trusts[i]))
            continue;
        *out = (enum trust)i;
        return 0;
    }
    return err_set(err, ERR_INVALID, N_("\"%.40s\" is none of law, likely, practice"),
                   text);
}

int rule_value_month_day(struct rule_row *row, const char *text, struct err *err)
{
    char day[16] = "2023-"; /* no leap year: 29 February is no yearly closing day */
    struct date date;

    if (strlen(text) != 5)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no day of a year: write 04-30"),
                       text);
    memcpy(day + 5, text, 6);
    if (date_parse(&date, day, err) != 0)
        return -1;
    row->month = date_civil(date).month;
    row->day = date_civil(date).day;
    return 0;
}

/* What is given twice in one section: the later one counts, and nothing leaks. */
int rule_value_text(char **out, const char *text, struct err *err)
{
    if (!*text || text_has_control(text))
        return err_set(err, ERR_INVALID, N_("a text is wanted here"));
    free(*out);
    *out = mem_strdup(text);
    return 0;
}

/* Two numbers with anything but blanks between are a slip: "4,5" might be 45. */
int rule_value_indicators(uint64_t *out, const char *text, struct err *err)
{
    uint64_t bits = 0;
    int number = 0;

    for (;; text++) {
        if (*text >= '0' && *text <= '9') {
            number = number * 10 + (*text - '0');
            if (number <= INDICATORS_MAX)
                continue;
        }
        if (number > INDICATORS_MAX || (*text && *text != ' '))
            return err_set(err, ERR_INVALID,
                           N_("indicators are numbers from 1 to %d, separated by spaces"),
                           INDICATORS_MAX);
        if (number)
            bits |= UINT64_C(1) << number;
        number = 0;
        if (!*text)
            break;
    }
    *out = bits;
    return 0;
}

/* In whole numbers: a double would bring its rounding into a sum that people check. */
int rule_value_halves(int *out, const char *text, struct err *err)
{
    char whole[8] = "";
    size_t length = strlen(text);
    bool half = length > 2 && text_equal(text + length - 2, ".5");
    int64_t days;

    length -= half ? 2 : 0;
    /* Left empty where it is too long, which is no number, either. */
    if (length < sizeof(whole))
        memcpy(whole, text, length);
    if (text_number(&days, whole, 0, HALVES_MAX / 2) != 0)
        return err_set(err, ERR_INVALID,
                       N_("\"%.40s\" is no number of half days: write 1.5"), text);
    *out = (int)days * 2 + half;
    return 0;
}
