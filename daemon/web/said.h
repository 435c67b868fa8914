/*
 * said.h - what a page says after a form was sent and the browser was sent on.
 *
 * Layer: web, inside.  The address holds a word, never a sentence: a link from outside
 * can have nothing said that is not in the table.
 */
#ifndef JALON_WEB_SAID_H
#define JALON_WEB_SAID_H

#include "visit.h"

/* The sentence for the word SAID, in LANG; NULL where SAID is none or NULL. */
const char *said_text(const char *said, enum lang lang);

/* Redirects to PATH, one of our own, which may have a query, where SAID is said. */
void said_redirect(struct visit *visit, const char *path, const char *said);

#endif /* JALON_WEB_SAID_H */
