/*
 * explain.h - a milestone or an alert in words: why this date, and what it is.
 *
 * Layer: core.  Pure; the language is an argument.  All sentences come without a final
 * full stop; `why` writes its dates as programs do, explain_date() as a person does.
 */
#ifndef JALON_CORE_EXPLAIN_H
#define JALON_CORE_EXPLAIN_H

#include "jalon/base/buf.h"
#include "jalon/base/tr.h"
#include "jalon/core/plan.h"

/* Adds the arithmetic and the source: "début du certificat le 2024-03-15 + 22 mois =
 * 2026-01-15; fin de la fenêtre le 2026-01-15 − 1 jour = 2026-01-14; arrêté du 6 juin
 * 2019 modifié, art. 2". */
void explain_why(struct buf *out, const struct milestone *milestone, enum lang lang);

/* Adds one line of arithmetic a time, for `jalon explain` and the page; INDEX is below
 * explain_step_count(). */
size_t explain_step_count(const struct milestone *milestone);

/* Adds line INDEX, its dates as programs write them. */
void explain_step(struct buf *out, const struct milestone *milestone, size_t index,
                  enum lang lang);

/* The same with its dates as a person reads them. */
void explain_step_in_words(struct buf *out, const struct milestone *milestone,
                           size_t index, enum lang lang);

/* Adds why ALERT stands, in one sentence, names and days in it. */
void explain_alert(struct buf *out, const struct alert *alert, enum lang lang);

/* The same with its days as a person reads them. */
void explain_alert_in_words(struct buf *out, const struct alert *alert, enum lang lang);

/* Adds what the milestone is, in a few words: "audit de surveillance". */
void explain_title(struct buf *out, const struct milestone *milestone, enum lang lang);

/* Adds what is to be done, in a sentence without its date: "Faire réaliser l'audit de
 * surveillance par le certificateur"; where the state is booked, that the audit is to be
 * prepared. */
void explain_action(struct buf *out, const struct milestone *milestone, enum lang lang);

/* Adds what happens otherwise: "sinon le certificat est suspendu"; or what has happened
 * since the milestone was missed. */
void explain_otherwise(struct buf *out, const struct milestone *milestone,
                       enum lang lang);

/* What to say beside a date that rests on a row marked `confirm = yes`: wherever such a
 * date is shown, this is, too.  Static storage. */
const char *explain_confirm(enum lang lang);

/* "by law", "advice", … and "open", "missed", … for a person.  Static storage. */
const char *explain_force(enum force force, enum lang lang);
const char *explain_state(enum milestone_state state, enum lang lang);

/* Adds DATE as a person reads it: "14/01/2026" in French, "14 January 2026" in English;
 * nothing where it is not set. */
void explain_date(struct buf *out, struct date date, enum lang lang);

/* Adds TEXT with each {N} replaced by VALUES[N], which exists.  Not printf: a translation
 * may order them otherwise, and a table of formats escapes the compiler's checks. */
void explain_fill(struct buf *out, const char *text, const char *const *values);

#endif /* JALON_CORE_EXPLAIN_H */
