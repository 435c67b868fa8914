/*
 * require.h - what ends a simulation where it does not hold.
 */
#ifndef JALON_TESTS_SIM_REQUIRE_H
#define JALON_TESTS_SIM_REQUIRE_H

#include <stdio.h>
#include <stdlib.h>

#include "jalon/base/err.h"

/* CONDITION holds, or the words that follow are printed as to printf. */
#define REQUIRE(condition, ...)                                                          \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            (void)fprintf(stderr, "broken: " __VA_ARGS__);                               \
            (void)fputc('\n', stderr);                                                   \
            abort();                                                                     \
        }                                                                                \
    } while (0)

static inline void require_ok(int rc, const struct err *err, const char *what)
{
    REQUIRE(rc == 0, "%s: %s", what, err->text);
}

#endif /* JALON_TESTS_SIM_REQUIRE_H */
