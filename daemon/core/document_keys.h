/*
 * document_keys.h - the keys of the organization document, as tables.
 *
 * Layer: core, inside it only.  One row per key says where its value lies, what kind of
 * value it is and what is allowed; reading, checking and writing walk the same rows
 * (document_parse.c, document_check.c, document_format.c).
 */
#ifndef JALON_CORE_DOCUMENT_KEYS_H
#define JALON_CORE_DOCUMENT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"
#include "organization_names.h"

struct key;

/* A rule that TEXT keeps, or else -1 with ERR_INVALID. */
typedef int (*text_rule)(const char *text, struct err *err);

/* What can be done with one kind of value.  MEMBER points at the struct's member. */
struct value_type {
    bool (*is_set)(const void *member, const struct key *key);

    /* Fills MEMBER from JSON; refuses what the member could not hold. */
    int (*read)(void *member, const struct key *key, const json_t *json, struct err *err);

    /* Whether a set MEMBER keeps the key's rule; NULL where nothing can be wrong. */
    int (*check)(const void *member, const struct key *key, struct err *err);

    /* Adds a set MEMBER as JSON. */
    void (*write)(struct buf *out, const void *member, const struct key *key);
};

struct shape;

/* A row.  Which members count depends on the type; the others are zero. */
struct key {
    const char *name; /* in the document; "" of the one key of a bare shape */
    const struct value_type *type; /* NULL where the value is a list */
    size_t offset;                 /* of the member in its struct */
    bool required;                 /* an object without it is refused */
    text_rule rule;                /* of a text */
    const struct names *names;     /* of an enum */
    int64_t min, max;          /* of a number; max: characters of a text without rule */
    size_t count;              /* offset of a list's size_t count */
    const struct shape *items; /* what a list holds */
};

struct place;

/* A kind of object, or of bare values in a list. */
struct shape {
    const struct key *keys;
    size_t key_count;
    bool bare;   /* written as the value of its one key, whose name is "" */
    size_t size; /* of the struct */
    void (*init)(void *object); /* all absent; NULL where zeros mean that */

    /* What concerns several keys; fails with PLACE in ERR.  May be NULL. */
    int (*check)(const void *object, const struct place *place, struct err *err);
};

/* The two objects that stand alone: a line of JSON is one or the other. */
extern const struct shape document_organization;
extern const struct shape document_fact;

/* The types of members, in document_value.c. */
extern const struct value_type document_text;       /* char * */
extern const struct value_type document_chars;      /* char [], with a rule */
extern const struct value_type document_date;       /* struct date */
extern const struct value_type document_int;        /* int, -1 absent */
extern const struct value_type document_int64;      /* int64_t, -1 absent */
extern const struct value_type document_bool;       /* bool, false absent */
extern const struct value_type document_enum;       /* an enum, with its names */
extern const struct value_type document_categories; /* unsigned, of enum category */

/* The rules of texts, in document_rules.c.  They see one value alone and ask nobody: a
 * time zone is judged by its form, and whether the machine has it is for its user to say.
 * Spreadsheets and forms are held to the same ones. */
int document_rule_id(const char *text, struct err *err);
int document_rule_siret(const char *text, struct err *err);
int document_rule_nda(const char *text, struct err *err);
int document_rule_language(const char *text, struct err *err);
int document_rule_timezone(const char *text, struct err *err);
int document_rule_email(const char *text, struct err *err);
int document_rule_instant(const char *text, struct err *err);

/* Where in the document something stands: a chain on the stack, from the leaf up. */
struct place {
    const struct place *up; /* NULL at the top */
    const char *name;       /* of a key; NULL for an item of a list */
    size_t index;           /* of an item */
};

/* Puts "facts[2].on" before ERR's sentence; nothing where PLACE is NULL.  Returns -1. */
int document_wrap(const struct place *place, struct err *err);

/* Whether what OBJECT, of SHAPE, holds is as the rules want it.  Returns 0, or -1 with
 * ERR_INVALID and the place before its sentence. */
int document_check_object(const void *object, const struct shape *shape,
                          const struct place *place, struct err *err);

#endif /* JALON_CORE_DOCUMENT_KEYS_H */
