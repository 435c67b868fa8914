/*
 * rule_values.h - what stands behind the keys of the rule file.
 *
 * Layer: core, private.  Each reads TEXT into its output: 0, or -1 with the output as it
 * was and ERR_INVALID.
 */
#ifndef JALON_CORE_RULE_VALUES_H
#define JALON_CORE_RULE_VALUES_H

#include "jalon/core/rules.h"

#define INDICATORS_MAX 63 /* bits of major_only */

/* A whole number from MIN to MAX. */
int rule_value_int(int *out, const char *text, int min, int max, struct err *err);

/* "yes" or "no". */
int rule_value_bool(bool *out, const char *text, struct err *err);

/* "law", "likely" or "practice". */
int rule_value_trust(enum trust *out, const char *text, struct err *err);

/* "04-30", into ROW's month and day. */
int rule_value_month_day(struct rule_row *row, const char *text, struct err *err);

/* A text that is not empty; replaces *OUT, which is owned. */
int rule_value_text(char **out, const char *text, struct err *err);

/* Numbers from 1 to INDICATORS_MAX, blanks between, as bits. */
int rule_value_indicators(uint64_t *out, const char *text, struct err *err);

/* Days and half days, "1.5", as a number of half days. */
int rule_value_halves(int *out, const char *text, struct err *err);

#endif /* JALON_CORE_RULE_VALUES_H */
