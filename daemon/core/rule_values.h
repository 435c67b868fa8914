/*
 * rule_values.h - what stands behind the keys of the rule file.
 *
 * Layer: core, private.  Each reads VALUE, the value of KEY, into the member OUT: 0, or
 * -1 with the member as it was and ERR_INVALID.
 */
#ifndef JALON_CORE_RULE_VALUES_H
#define JALON_CORE_RULE_VALUES_H

#include "jalon/core/rules.h"

#define INDICATORS_MAX 63 /* bits of major_only */

/* A key of a section, and where its value goes. */
struct rule_key {
    const char *name;
    size_t offset; /* of the member, in the struct of the section */
    int (*read)(void *out, const struct rule_key *key, const char *value,
                struct err *err);
    int min, max;  /* of a number */
    bool required; /* a section without it is refused */
};

/* A day, into a struct date. */
int rule_value_date(void *out, const struct rule_key *key, const char *value,
                    struct err *err);

/* A whole number in the limits of KEY, into an int. */
int rule_value_int(void *out, const struct rule_key *key, const char *value,
                   struct err *err);

/* "yes" or "no", into a bool. */
int rule_value_bool(void *out, const struct rule_key *key, const char *value,
                    struct err *err);

/* "law", "likely" or "practice", into an enum trust. */
int rule_value_trust(void *out, const struct rule_key *key, const char *value,
                     struct err *err);

/* "04-30", into a struct month_day. */
int rule_value_month_day(void *out, const struct rule_key *key, const char *value,
                         struct err *err);

/* A text that is not empty, copied into a char * that is NULL so far. */
int rule_value_text(void *out, const struct rule_key *key, const char *value,
                    struct err *err);

/* Numbers from 1 to INDICATORS_MAX, blanks between, as the bits of an uint64_t. */
int rule_value_indicators(void *out, const struct rule_key *key, const char *value,
                          struct err *err);

/* Days and half days, "1.5", as a number of half days in an int. */
int rule_value_halves(void *out, const struct rule_key *key, const char *value,
                      struct err *err);

#endif /* JALON_CORE_RULE_VALUES_H */
