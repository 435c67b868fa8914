/*
 * test.h - cmocka in the order of headers that it needs, and what the tests share.
 */
#ifndef JALON_TESTS_TEST_H
#define JALON_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif /* JALON_TESTS_TEST_H */
