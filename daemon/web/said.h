/*
 * said.h - what a page says after a form was sent and the browser was sent on.
 *
 * Layer: web, inside.  The address holds a word, never a sentence: a link from outside
 * can have nothing said that is not in the table.
 */
#ifndef JALON_WEB_SAID_H
#define JALON_WEB_SAID_H

#include "visit.h"

/* Adds the sentence for the word in the query of VISIT; nothing where there is none. */
void said_add(struct visit *visit);

/* Redirects to PATH, one of our own, which may have a query, where SAID is said. */
void said_redirect(struct visit *visit, const char *path, const char *said);

#endif /* JALON_WEB_SAID_H */
