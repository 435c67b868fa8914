/*
 * preview.h - what a change would come to, before it is confirmed.
 *
 * Layer: web, inside.  The change is made in a batch, which is then rolled back: what is
 * shown is what the engine does, and not a second reckoning.
 */
#ifndef JALON_WEB_PREVIEW_H
#define JALON_WEB_PREVIEW_H

#include "client.h"
#include "jalon/store/milestones.h"

/* A change of one client; notes the dates that move. */
typedef int (*preview_cb)(void *change, struct move_list *moves, struct err *err);

/* Fills MOVES, for move_list_done(), with what CHANGE would move, and leaves nothing
 * behind.  0, or -1 with why CHANGE is not taken. */
int preview_run(struct move_list *moves, struct visit *visit, preview_cb cb, void *change,
                struct err *err);

/* Adds what is recorded or retracted, in words. */
void preview_add_fact(struct visit *visit, const struct fact *fact);

/* Adds MOVES as a table, or a word that no date moves. */
void preview_add(const struct client *client, const struct move_list *moves);

/* Ends a form with a button called TEXT, a msgid, that confirms, and a way back. */
void preview_add_buttons(const struct client *client, const char *text);

#endif /* JALON_WEB_PREVIEW_H */
