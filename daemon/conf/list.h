/*
 * list.h - several values on one line, separated by commas.
 *
 * Layer: conf.  Pure.
 */
#ifndef JALON_CONF_LIST_H
#define JALON_CONF_LIST_H

#include <stddef.h>

#include "jalon/base/err.h"

struct list {
    char **items; /* without blanks at their ends, none empty */
    size_t count;
};

/* Splits TEXT into *OUT, for list_done().  Returns 0, or -1 with *OUT untouched and
 * ERR_INVALID: nothing between two commas, or nothing at all. */
int list_parse(struct list *out, const char *text, struct err *err);

/* Splits TEXT at its first SEPARATOR into two texts without blanks at their ends, which
 * the caller frees.  Returns 0, or -1 where there is none or one of them is empty. */
int list_split(char **before, char **after, const char *text, char separator);

void list_done(struct list *list);

#endif /* JALON_CONF_LIST_H */
