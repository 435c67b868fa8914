/*
 * fuzz.h - what a fuzz target offers.
 *
 * libFuzzer calls it with inputs of its own making, replay.c with the files of the
 * corpus.
 */
#ifndef JALON_TESTS_FUZZ_FUZZ_H
#define JALON_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Feeds SIZE bytes at DATA to the code under test; a broken promise aborts.
 * Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif /* JALON_TESTS_FUZZ_FUZZ_H */
