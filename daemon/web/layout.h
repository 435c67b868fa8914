/*
 * layout.h - what all pages share: head, navigation, foot; and forms.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_LAYOUT_H
#define JALON_WEB_LAYOUT_H

#include "visit.h"

/* Begins the page TITLE, already in the visit's language, up to its <h1>.  STATUS is the
 * answer's; what was written before is dropped. */
void layout_begin(struct visit *visit, unsigned status, const char *title);

/* The same for a page that brings its own <h1>. */
void layout_bare_begin(struct visit *visit, const char *title);

/* Ends it: how Jalon itself is, the language, and who is signed in. */
void layout_end(struct visit *visit);

/* A paragraph that says TEXT, already in the visit's language, and is read out at once by
 * programs that read to those who do not see it: of what went wrong, or might. */
void layout_alarm(struct visit *visit, const char *text);

/* Begins a form that posts to ACTION, one of our own paths, and carries the token that
 * says so; to be ended with "</form>". */
void layout_form(struct visit *visit, const char *action);

/* The same for a form with a file. */
void layout_upload_form(struct visit *visit, const char *action);

/* A whole page that says what ERR does, with the status of its code. */
void layout_error(struct visit *visit, const struct err *err);

/* A whole page with STATUS that says TEXT, already in the visit's language. */
void layout_refusal(struct visit *visit, unsigned status, const char *text);

/* A whole page that asks for the same address again: a link from elsewhere, a mail's,
 * comes without our cookie, but one on a page of ours comes with it. */
void layout_ask_again(struct visit *visit);

/* Begins a region called NAME that scrolls sideways where it is too wide, by keyboard,
 * too; to be ended with "</section>". */
void layout_wide(struct visit *visit, const char *name);

/* Begins a table with the head COLUMNS, msgids; CAPTION, a msgid, is for those who
 * cannot see it.  To be ended with layout_table_end(). */
void layout_table(struct visit *visit, const char *caption, const char *const *columns,
                  size_t count);
void layout_table_end(struct visit *visit);

/* An <option> of a <select>, chosen where VALUE is CHOSEN. */
void layout_option(struct visit *visit, const char *value, const char *text,
                   const char *chosen);

#endif /* JALON_WEB_LAYOUT_H */
