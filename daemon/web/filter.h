/*
 * filter.h - the bar of choices above a list, and links that keep what was chosen.
 *
 * Layer: web, inside.  A filter is a form with GET: its choices stand in the address, to
 * be kept as a bookmark.
 */
#ifndef JALON_WEB_FILTER_H
#define JALON_WEB_FILTER_H

#include "visit.h"

/* A bar is filter_begin(), some of the choices, and filter_end(). */
void filter_begin(struct visit *visit, const char *action);
void filter_end(struct visit *visit);

/* A choice among VALUES, named in TEXTS, already in the visit's language; LABEL, a msgid.
 */
void filter_choice(struct visit *visit, const char *name, const char *label,
                   const char *const *values, const char *const *texts, size_t count);

/* Choices that need a look at the store or a list of their own. */
int filter_owner(struct visit *visit, struct err *err);
int filter_tag(struct visit *visit, struct err *err);
void filter_kind(struct visit *visit);
void filter_state(struct visit *visit);
void filter_silence(struct visit *visit);
void filter_search(struct visit *visit);

/* Adds "?owner=alice&tag=nord" to LINK: those of NAMES, one blank between, that the
 * visit's address has; nothing where it has none.  Returns what comes before a further
 * one, '?' or '&'. */
char filter_keep(struct buf *link, const struct visit *visit, const char *names);

#endif /* JALON_WEB_FILTER_H */
