/*
 * fields.h - members of a JSON object, written one after the other.
 *
 * Layer: publish.  Each call adds "NAME":VALUE to OUT, which ends with an open object,
 * and the comma that it needs before it.
 */
#ifndef JALON_PUBLISH_FIELDS_H
#define JALON_PUBLISH_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "jalon/base/buf.h"
#include "jalon/core/date.h"
#include "jalon/core/instant.h"

/* The comma and the name alone; the value is the caller's to add. */
void field_name(struct buf *out, const char *name);

void field_text(struct buf *out, const char *name, const char *value); /* NULL: null */
void field_number(struct buf *out, const char *name, int64_t value);
void field_bool(struct buf *out, const char *name, bool value);
void field_date(struct buf *out, const char *name, struct date value);
void field_instant(struct buf *out, const char *name, struct instant value); /* 0: null */

/* The comma alone, for an item of a list. */
void field_comma(struct buf *out);

#endif /* JALON_PUBLISH_FIELDS_H */
