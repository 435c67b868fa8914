/*
 * organization_names.h - the names that a document uses for the values of enums.
 *
 * Layer: core, inside it only: organization.c has the tables, document_value.c reads and
 * writes by them.
 */
#ifndef JALON_CORE_ORGANIZATION_NAMES_H
#define JALON_CORE_ORGANIZATION_NAMES_H

/* The name of value i is items[i]; "" where the value means that there is none. */
struct names {
    const char *const *items;
    unsigned count;
    unsigned none; /* the value that means absence; may be COUNT */
};

extern const struct names organization_fact_kinds;
extern const struct names organization_audits;
extern const struct names organization_modes;
extern const struct names organization_grades;

/* The value that TEXT names, or -1. */
int organization_name_find(const struct names *names, const char *text);

#endif /* JALON_CORE_ORGANIZATION_NAMES_H */
