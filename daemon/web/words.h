/*
 * words.h - small things said on several pages.
 *
 * Layer: web, inside.  Pure.
 */
#ifndef JALON_WEB_WORDS_H
#define JALON_WEB_WORDS_H

#include "jalon/base/buf.h"
#include "jalon/core/plan.h"
#include "jalon/store/ledger.h"

/* Adds what milestones of KIND are about, without a particular one. */
void words_add_kind(struct buf *out, enum milestone_kind kind, enum lang lang);

/* Adds what the milestone called ID ("nc.fix/NC 3") is about; one that is none of ours,
 * as it is. */
void words_add_milestone(struct buf *out, const char *id, enum lang lang);

/* Adds how far DAY lies from TODAY: "in 12 days", "today", "3 days late". */
void words_add_left(struct buf *out, struct date day, struct date today, enum lang lang);

/* Adds why an AUDIT booked for DAY is refused, where PLAN tells: its window; otherwise
 * what WHY says. */
void words_add_refusal(struct buf *out, const struct plan *plan, enum audit audit,
                       struct date day, const struct err *why);

/* "sent", "waiting", … for a person. */
const char *words_notice_state(enum notice_state state, enum lang lang);

/* What NOTICE's server answered, or why it was withdrawn, for a person; or NULL. */
const char *words_notice_answer(const struct notice *notice, enum lang lang);

/* CHANNEL, as the ledger names it, for a person. */
const char *words_channel(const char *channel, enum lang lang);

/* MONTH, 1 to 12, in three or four letters. */
const char *words_month(int month, enum lang lang);

/* How far a row of the rules can be trusted. */
const char *words_trust(enum trust trust, enum lang lang);

#endif /* JALON_WEB_WORDS_H */
