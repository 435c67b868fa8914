/*
 * ics.h - the content lines of RFC 5545: escaped, folded, ended by CR LF.
 *
 * Layer: feed, internal.  Whatever the texts hold, a line never breaks out of itself:
 * control characters are dropped, newlines become "\n", and what a URI may not hold is
 * percent-encoded.  Names of properties are the caller's own and trusted.
 */
#ifndef JALON_FEED_ICS_H
#define JALON_FEED_ICS_H

#include "jalon/base/buf.h"
#include "jalon/core/date.h"
#include "jalon/core/instant.h"

/* Each adds one line to OUT. */

/* LINE as it is: "BEGIN:VEVENT".  It is short enough not to be folded. */
void ics_line(struct buf *out, const char *line);

/* "NAME:VALUE" with VALUE of each type.  An instant lies after 1970. */
void ics_text(struct buf *out, const char *name, const char *value);
void ics_number(struct buf *out, const char *name, long long value);
void ics_uri(struct buf *out, const char *name, const char *value);
void ics_instant(struct buf *out, const char *name, struct instant value);

/* "NAME;VALUE=DATE:20270301". */
void ics_date(struct buf *out, const char *name, struct date value);

#endif /* JALON_FEED_ICS_H */
