/*
 * json.h - JSON that can be read in a test.
 */
#ifndef JALON_TESTS_SUPPORT_JSON_H
#define JALON_TESTS_SUPPORT_JSON_H

#include "jalon/base/mem.h"

/* A copy of TEXT with " for each '; for the caller to free. */
static inline char *json(const char *text)
{
    char *copy = mem_strdup(text);

    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return copy;
}

#endif /* JALON_TESTS_SUPPORT_JSON_H */
