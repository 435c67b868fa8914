/*
 * audit_days.h - how long an initial or a renewal audit is likely to take.
 *
 * Layer: core.  Pure.  An estimate to prepare an audit with, from the rows of the rule
 * file; no date hangs on it.
 */
#ifndef JALON_CORE_AUDIT_DAYS_H
#define JALON_CORE_AUDIT_DAYS_H

#include <stdbool.h>

#include "jalon/base/buf.h"
#include "jalon/base/tr.h"
#include "jalon/core/organization.h"
#include "jalon/core/plan.h"
#include "jalon/core/rules.h"

struct audit_estimate {
    int half_days;               /* the auditor's, in all: a certifier sells halves */
    int sites;                   /* sampled among several; 0: there is only one */
    const struct audit_row *row; /* that it rests on; borrowed from the rules */
};

/* Whether MILESTONE is an audit that can be estimated, and is still to be held. */
bool audit_days_matter(const struct milestone *milestone);

/* Estimates MILESTONE's audit of ORGANIZATION into *OUT; false where the organization's
 * turnover or categories are not known, or the rules have no row for it. */
bool audit_days_estimate(struct audit_estimate *out, const struct rules *rules,
                         const struct organization *organization,
                         const struct milestone *milestone);

/* Adds HALF_DAYS as days: "1.5". */
void audit_days_add(struct buf *out, int half_days, enum lang lang);

/* Adds "audit days, estimated: 1.5 (sites sampled: 3)" to OUT. */
void audit_days_describe(struct buf *out, const struct audit_estimate *estimate,
                         enum lang lang);

#endif /* JALON_CORE_AUDIT_DAYS_H */
