#include "jalon/core/rules.h"

#include <assert.h>
#include <stdlib.h>

#include "jalon/base/text.h"
#include "rules_parts.h"

static const char *const names[RULE_COUNT] = {
    [RULE_CERTIFICATE_END] = "certificate.end",
    [RULE_PREPARATION_ASSESSMENT] = "preparation.assessment",
    [RULE_PREPARATION_CERTIFIER] = "preparation.certifier",
    [RULE_PREPARATION_APPLICATION] = "preparation.application",
    [RULE_INITIAL_AUDIT] = "initial.audit",
    [RULE_SURVEILLANCE_TARGET] = "surveillance.target",
    [RULE_SURVEILLANCE_OPENS] = "surveillance.opens",
    [RULE_SURVEILLANCE_CLOSES] = "surveillance.closes",
    [RULE_SURVEILLANCE_SAFE] = "surveillance.safe",
    [RULE_RENEWAL_TENDER] = "renewal.tender",
    [RULE_RENEWAL_TENDER_COUNTS] = "renewal.tender.counts",
    [RULE_RENEWAL_AUDIT_OPENS] = "renewal.audit.opens",
    [RULE_RENEWAL_AUDIT] = "renewal.audit",
    [RULE_EXPIRY_OPENS] = "certificate.expiry.opens",
    [RULE_EXPIRY] = "certificate.expiry",
    [RULE_NC_PLAN] = "nc.plan",
    [RULE_NC_MINOR_FIX] = "nc.minor.fix",
    [RULE_NC_MAJOR_FIX] = "nc.major.fix",
    [RULE_NC_MAJOR_VERIFY] = "nc.major.verify",
    [RULE_NC_FIVE_MINORS] = "nc.five_minors",
    [RULE_SUSPENSION_END] = "suspension.end",
    [RULE_REAPPLY] = "reapply.allowed",
    [RULE_BPF] = "bpf",
    [RULE_CFA_ACCOUNTS] = "cfa.accounts",
    [RULE_OBLIGATION] = "obligation",
};

const char *rule_name(enum rule_id id)
{
    return names[id];
}

void rules_free(struct rules *rules)
{
    if (!rules)
        return;
    for (int id = 0; id < RULE_COUNT; id++) {
        for (size_t i = 0; i < rules->rows[id].count; i++)
            free(rules->rows[id].items[i].source);
        free(rules->rows[id].items);
    }
    for (size_t i = 0; i < rules->referential_count; i++) {
        free(rules->referentials[i].name);
        free(rules->referentials[i].source);
    }
    for (size_t i = 0; i < rules->audit_count; i++)
        free(rules->audits[i].source);
    free(rules->audits);
    free(rules);
}

const struct rule_row *rules_row(const struct rules *rules, enum rule_id id,
                                 struct date anchor)
{
    const struct row_list *list = &rules->rows[id];
    size_t i = list->count;

    assert(list->count > 0);
    /* From the newest; the first row stands for all that came before it. */
    while (i > 1 && date_cmp(list->items[i - 1].effective_from, anchor) > 0)
        i--;
    return &list->items[i - 1];
}

size_t rules_row_count(const struct rules *rules, enum rule_id id)
{
    return rules->rows[id].count;
}

const struct rule_row *rules_row_at(const struct rules *rules, enum rule_id id,
                                    size_t index)
{
    return &rules->rows[id].items[index];
}

const struct referential *rules_referential(const struct rules *rules, struct date day)
{
    size_t i = rules->referential_count;

    while (i > 1 && date_cmp(rules->referentials[i - 1].effective_from, day) > 0)
        i--;
    return &rules->referentials[i - 1];
}

const struct referential *rules_referential_named(const struct rules *rules,
                                                  const char *name)
{
    for (size_t i = 0; i < rules->referential_count; i++)
        if (text_equal(rules->referentials[i].name, name))
            return &rules->referentials[i];
    return NULL;
}

const struct referential *rules_referential_at(const struct rules *rules, size_t index)
{
    return index < rules->referential_count ? &rules->referentials[index] : NULL;
}

int64_t rules_audit_bound(const struct audit_row *row)
{
    return row->turnover_below ? row->turnover_below : INT64_MAX;
}

/* The newest table that DAY has reached, and in it the first band that TURNOVER is below;
 * a table replaces the one before it as a whole. */
const struct audit_row *rules_audit(const struct rules *rules, struct date day,
                                    int64_t turnover)
{
    const struct audit_row *found = NULL;
    struct date from = DATE_NONE; /* of the rows that FOUND may be among */

    for (size_t i = 0; i < rules->audit_count; i++) {
        const struct audit_row *row = &rules->audits[i];
        if (i && date_cmp(row->effective_from, day) > 0)
            break;
        if (date_cmp(row->effective_from, from) != 0)
            found = NULL;
        from = row->effective_from;
        if (!found && turnover < rules_audit_bound(row))
            found = row;
    }
    return found;
}

const struct audit_row *rules_audit_at(const struct rules *rules, size_t index)
{
    return index < rules->audit_count ? &rules->audits[index] : NULL;
}
