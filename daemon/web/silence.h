/*
 * silence.h - what would go unheard, in words that say what to do.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_SILENCE_H
#define JALON_WEB_SILENCE_H

#include "jalon/core/silence.h"
#include "visit.h"

/* Adds, as a section of its own, each way in which somebody is not told: a channel that
 * fails, messages given up, clients whom no reminder reaches, reminders stopped for good,
 * Jalon itself behind or unwatched.  Where there is none, a line that says so. */
int silence_add(struct visit *visit, struct err *err);

/* Why somebody is not told, in a sentence about one client's dates; SILENCE is not
 * SILENCE_NONE. */
const char *silence_reason(enum silence silence, enum lang lang);

#endif /* JALON_WEB_SILENCE_H */
