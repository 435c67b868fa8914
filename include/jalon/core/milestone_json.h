/*
 * milestone_json.h - milestones and alerts as `jalon plan`, the API and the webhooks
 * print them.
 *
 * Layer: core.  One JSON object each, keys in the order of the contract.
 */
#ifndef JALON_CORE_MILESTONE_JSON_H
#define JALON_CORE_MILESTONE_JSON_H

#include "jalon/base/buf.h"
#include "jalon/base/tr.h"
#include "jalon/core/plan.h"

/* Each adds one object to OUT, without a newline; "why" and "source" are the texts in it,
 * "why" in LANG.  ORGANIZATION is the id. */
void milestone_format_json(struct buf *out, const char *organization,
                           const struct milestone *milestone, enum lang lang);
void alert_format_json(struct buf *out, const char *organization,
                       const struct alert *alert, enum lang lang);

#endif /* JALON_CORE_MILESTONE_JSON_H */
