/*
 * schema.h - the table of all sections and keys of the configuration.
 *
 * Layer: conf.  From it come the parser, the defaults and the example file.
 */
#ifndef JALON_CONF_SCHEMA_H
#define JALON_CONF_SCHEMA_H

#include <stddef.h>

#include "jalon/base/err.h"
#include "jalon/conf/conf.h"

struct conf_key;

/* Checks VALUE and stores it as KEY of OBJECT, in place of what stood there.
 * Returns 0, or -1 with OBJECT untouched and ERR_INVALID. */
typedef int (*conf_set_cb)(void *object, const struct conf_key *key, const char *value,
                           struct err *err);

/* One row: a key, what it means and how it is read.  A new key is a new row and a member;
 * parser, example file and its test follow. */
struct conf_key {
    const char *name;
    conf_set_cb set;
    size_t offset;            /* of the member in its object */
    const char *initial;      /* the default, or NULL where there is none */
    const char *example;      /* what the example file shows where there is no default */
    const char *help;         /* lines for the example file */
    const char *const *names; /* the values of a choice, up to NULL */
    int min, max;             /* the limits of a number */
};

/* A section and the struct that it fills in. */
struct conf_section {
    const char *name;
    const char *example;         /* a name for the example file; NULL: it has no name */
    const char *help;            /* lines for the example file */
    const struct conf_key *keys; /* up to one without a name */

    /* The object that section NAME fills in, or NULL where it is not there yet. */
    void *(*find)(struct conf *conf, const char *name);

    /* Makes that object, all absent.  Returns 0, or -1 with ERR_INVALID: none may have
     * that name.  NULL where the object is always there. */
    int (*create)(struct conf *conf, const char *name, struct err *err);
};

/* All sections, up to one without a name. */
extern const struct conf_section conf_sections[];

/* The steps that a milestone kind has as long as no [ladder] says otherwise, and a line
 * on why; by enum milestone_kind. */
struct default_ladder {
    const char *steps;
    const char *help;
};

extern const struct default_ladder default_ladders[MILESTONE_KIND_COUNT];

/* Stores the defaults of SECTION's keys in OBJECT, which is of that section. */
void section_set_defaults(const struct conf_section *section, void *object);

#endif /* JALON_CONF_SCHEMA_H */
