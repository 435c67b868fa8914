/*
 * asking.h - a form about a client that is asked for, and asked for again where what was
 * filled in is wrong: kept, with what is wrong beside its field.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_ASKING_H
#define JALON_WEB_ASKING_H

#include "jalon/core/organization.h"
#include "visit.h"

/* A form being written; all borrowed. */
struct asking {
    struct visit *visit;
    const struct organization *organization; /* as it is on record */
    const char *wrong; /* with what was sent, "siret: …"; NULL: nothing so far */
    bool said;         /* what is wrong, beside its field */
};

/* What the field NAME was filled in with; RECORDED, where the form is asked for first. */
const char *asking_value(const struct asking *asking, const char *name,
                         const char *recorded);

/* Begins the label of the field NAME with TEXT, already in the visit's language, and what
 * is wrong with it. */
void asking_label(struct asking *asking, const char *name, const char *text);

/* Adds a box to be ticked for each category of training; RECORDED are so at first. */
void asking_categories(struct asking *asking, unsigned recorded);

/* Adds what is wrong where no field's label has said it. */
void asking_end(struct asking *asking);

#endif /* JALON_WEB_ASKING_H */
