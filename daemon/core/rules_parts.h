/*
 * rules_parts.h - what the rules are made of, for those who read and those who look up.
 *
 * Layer: core, private.
 */
#ifndef JALON_CORE_RULES_PARTS_H
#define JALON_CORE_RULES_PARTS_H

#include "jalon/core/rules.h"

/* There is a new one every few years. */
#define REFERENTIALS_MAX 16

struct row_list {
    struct rule_row *items; /* by effective_from */
    size_t count, capacity;
};

/* It owns its lists, and the texts in them. */
struct rules {
    struct row_list rows[RULE_COUNT];
    struct referential referentials[REFERENTIALS_MAX]; /* by effective_from */
    size_t referential_count;
    struct audit_row *audits; /* by effective_from, then turnover_below */
    size_t audit_count, audit_capacity;
};

/* The turnover from which on ROW does not apply. */
int64_t rules_audit_bound(const struct audit_row *row);

#endif /* JALON_CORE_RULES_PARTS_H */
