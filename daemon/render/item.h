/*
 * item.h - one step of one milestone in words: when, what, and what for.
 *
 * Layer: render.  Plain text throughout, to be escaped for the place it lands in.
 */
#ifndef JALON_RENDER_ITEM_H
#define JALON_RENDER_ITEM_H

#include <stdbool.h>

#include "jalon/render/render.h"

/* The day that ITEM is about: the opening, the booked day, or the last safe day, and the
 * due day once that has passed. */
struct date item_day(const struct render_item *item);

/* Whether that day is one that was missed. */
bool item_is_late(const struct render_item *item);

/* "J-30", "Jour J", "J+3". */
void item_urgency(struct buf *out, const struct render_item *item, enum lang lang);

/* The day that ITEM is about, and whether its rule is still to be confirmed. */
void item_date(struct buf *out, const struct render_item *item, enum lang lang);

/* "J-30 · Acme Formation · audit de surveillance au plus tard le 14/01/2026". */
void item_headline(struct buf *out, const struct render_item *item, enum lang lang);

/* What to do, by when, and what happens otherwise; a whole sentence. */
void item_call(struct buf *out, const struct render_item *item, enum lang lang);

/* Whether ITEM is about the day of a booked audit. */
bool item_is_booked(const struct render_item *item);

/* Whether ITEM waits for an audit that has a day, past ones included; that of an attempt
 * that was refused or given up is none. */
bool item_has_booking(const struct render_item *item);

/* What its reader should know besides: for which day an audit is booked where ITEM is
 * about another one, and that it is an escalation.  Often nothing. */
void item_notes(struct buf *out, const struct render_item *item, enum lang lang);

/* "avant l'échéance", "relance n° 2".  By today and not by the step alone: one that comes
 * late must not say that there is time. */
void item_step(struct buf *out, const struct render_item *item, enum lang lang);

/* The command that silences its reminders, as a shell takes it. */
void item_command(struct buf *out, const struct render_item *item);

/* Its organization's page below PUBLIC_URL. */
void item_url(struct buf *out, const struct render_item *item, const char *public_url);

/* The COUNT ITEMS, what was missed first, then by day: pointers to them, for the caller
 * to free. */
const struct render_item **item_sorted(const struct render_item *items, size_t count);

#endif /* JALON_RENDER_ITEM_H */
