/*
 * rule_json.h - rows of the rule file as JSON.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_RULE_JSON_H
#define JALON_PUBLISH_RULE_JSON_H

#include "jalon/base/buf.h"
#include "jalon/core/rules.h"

/* Adds ROW of rule ID as an object. */
void rule_json_row(struct buf *out, enum rule_id id, const struct rule_row *row);

/* Adds REFERENTIAL as an object. */
void rule_json_referential(struct buf *out, const struct referential *referential);

#endif /* JALON_PUBLISH_RULE_JSON_H */
