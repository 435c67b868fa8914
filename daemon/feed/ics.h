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

/* Writes lines to OUT. */
struct ics {
    struct buf *out; /* borrowed while the writer lives */
    struct buf line; /* the line under way, before it is folded */
};

void ics_init(struct ics *ics, struct buf *out);
void ics_done(struct ics *ics);

/* Adds LINE as it is: "BEGIN:VEVENT".  It is short enough not to be folded. */
void ics_line(struct ics *ics, const char *line);

/* Adds "NAME:VALUE" with VALUE of each type.  An instant lies after 1970. */
void ics_text(struct ics *ics, const char *name, const char *value);
void ics_number(struct ics *ics, const char *name, long long value);
void ics_uri(struct ics *ics, const char *name, const char *value);
void ics_instant(struct ics *ics, const char *name, struct instant value);

/* Adds "NAME;VALUE=DATE:20270301". */
void ics_date(struct ics *ics, const char *name, struct date value);

#endif /* JALON_FEED_ICS_H */
