/*
 * form.h - what a form was filled in with.
 *
 * Layer: web, inside.  Pure.  Reads application/x-www-form-urlencoded, and
 * multipart/form-data where a file comes along.  Browsers are trusted to nothing: what
 * is not well formed is refused.
 */
#ifndef JALON_WEB_FORM_H
#define JALON_WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/err.h"

#define FORM_FIELDS_MAX 64

struct form_field {
    char *name;
    char *value;   /* with a NUL after it, and none inside unless it is a file */
    size_t length; /* of value */
    char *file;    /* the file's name as the browser tells it; NULL: no file */
};

/* Zeroed, it is an empty form. */
struct form {
    struct form_field fields[FORM_FIELDS_MAX];
    size_t count;
};

/* Reads the LENGTH bytes of BODY, sent as CONTENT_TYPE (NULL: unknown), into *OUT for
 * form_done().  0, or -1 with ERR_INVALID: another type, too many fields, text that is
 * not UTF-8 or holds control characters other than tab and newline. */
int form_parse(struct form *out, const char *content_type, const char *body,
               size_t length, struct err *err);

void form_done(struct form *form);

/* The first field called NAME, or NULL. */
const struct form_field *form_field(const struct form *form, const char *name);

/* Its text; NULL where it is absent or, which to a browser is the same, empty. */
const char *form_text(const struct form *form, const char *name);

#endif /* JALON_WEB_FORM_H */
