#include "rule_values.h"

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

int rule_value_date(void *out, const struct rule_key *key, const char *value,
                    struct err *err)
{
    (void)key;
    return date_parse(out, value, err);
}

int rule_value_int(void *out, const struct rule_key *key, const char *value,
                   struct err *err)
{
    int64_t number;

    if (text_number(&number, value, key->min, key->max) != 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no number from %d to %d"),
                       value, key->min, key->max);
    *(int *)out = (int)number;
    return 0;
}

/* No "true" and no "1": one spelling, as in the configuration. */
int rule_value_bool(void *out, const struct rule_key *key, const char *value,
                    struct err *err)
{
    (void)key;
    if (!text_equal(value, "yes") && !text_equal(value, "no"))
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is neither yes nor no"), value);
    *(bool *)out = text_equal(value, "yes");
    return 0;
}

int rule_value_trust(void *out, const struct rule_key *key, const char *value,
                     struct err *err)
{
    int place = text_place(trusts, sizeof(trusts) / sizeof(trusts[0]), value);

    (void)key;
    if (place < 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is none of law, likely, practice"),
                       value);
    *(enum trust *)out = (enum trust)place;
    return 0;
}

int rule_value_month_day(void *out, const struct rule_key *key, const char *value,
                         struct err *err)
{
    char day[16] = "2023-"; /* no leap year: 29 February is no yearly closing day */
    struct date date;

    (void)key;
    if (strlen(value) == 5)
        memcpy(day + 5, value, 6);
    if (date_parse(&date, day, err) != 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no day of a year: write 04-30"),
                       value);
    struct civil civil = date_civil(date);
    *(struct month_day *)out = (struct month_day){civil.month, civil.day};
    return 0;
}

int rule_value_text(void *out, const struct rule_key *key, const char *value,
                    struct err *err)
{
    (void)key;
    if (!*value || text_has_control(value))
        return err_set(err, ERR_INVALID, N_("a text is wanted here"));
    *(char **)out = mem_strdup(value);
    return 0;
}

/* Two numbers with anything but blanks between are a slip: "4,5" might be 45. */
int rule_value_indicators(void *out, const struct rule_key *key, const char *value,
                          struct err *err)
{
    uint64_t bits = 0;
    int number = 0;

    (void)key;
    for (;; value++) {
        if (*value >= '0' && *value <= '9') {
            number = number * 10 + (*value - '0');
            if (number <= INDICATORS_MAX)
                continue;
        }
        if (number > INDICATORS_MAX || (*value && *value != ' '))
            return err_set(err, ERR_INVALID,
                           N_("indicators are numbers from 1 to %d, separated by spaces"),
                           INDICATORS_MAX);
        if (number)
            bits |= UINT64_C(1) << number;
        number = 0;
        if (!*value)
            break;
    }
    *(uint64_t *)out = bits;
    return 0;
}

/* In whole numbers: a double would bring its rounding into a sum that people check. */
int rule_value_halves(void *out, const struct rule_key *key, const char *value,
                      struct err *err)
{
    char whole[8] = "";
    size_t length = strlen(value);
    bool half = length > 2 && text_equal(value + length - 2, ".5");
    int64_t days;

    (void)key;
    length -= half ? 2 : 0;
    /* Left empty where it is too long, which is no number, either. */
    if (length < sizeof(whole))
        memcpy(whole, value, length);
    if (text_number(&days, whole, 0, HALVES_MAX / 2) != 0)
        return err_set(err, ERR_INVALID,
                       N_("\"%.40s\" is no number of half days: write 1.5"), value);
    *(int *)out = (int)days * 2 + half;
    return 0;
}
