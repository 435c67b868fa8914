/*
 * fact_form.h - the form for a fact of each kind, and the fact that was filled in.
 *
 * Layer: web, inside.  Its fields are called as the keys of the document, which checks
 * them: what a form may hold is said in one place.
 */
#ifndef JALON_WEB_FACT_FORM_H
#define JALON_WEB_FACT_FORM_H

#include "asking.h"

/* Adds the fields for a fact of KIND, at first filled in with what the address says. */
void fact_form_add(struct asking *asking, enum fact_kind kind);

/* Adds a link to the form for a fact of KIND that is about MILESTONE, and says so. */
void fact_form_link(struct visit *visit, const char *organization, enum fact_kind kind,
                    const struct milestone *milestone);

/* Reads what was sent into *OUT for fact_done().  0, or -1 with ERR_INVALID. */
int fact_form_read(struct fact *out, const struct visit *visit, struct err *err);

/* Adds what was sent as hidden fields, for the form that confirms it. */
void fact_form_keep(struct visit *visit);

/* Adds a link, TEXT, to the form of ORGANIZATION as it was filled in in VISIT. */
void fact_form_link_back(struct visit *visit, const char *organization, const char *text);

#endif /* JALON_WEB_FACT_FORM_H */
