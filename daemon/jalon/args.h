/*
 * args.h - the words and options of one command.
 *
 * Layer: the tool, internal.  Which options a command takes is read from its usage:
 * "[--from DATE]" takes a value, "[--dry-run]" takes none.  What help prints is
 * therefore what the tool accepts.
 */
#ifndef JALON_JALON_ARGS_H
#define JALON_JALON_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/err.h"

#define ARGS_OPTIONS_MAX 16

struct option {
    const char *name;  /* "from", without its dashes */
    size_t length;     /* of name: "--from=DATE" is borrowed, not cut */
    const char *value; /* "" where it takes none */
};

/* All texts are borrowed from the command line. */
struct args {
    char **words; /* what is no option, in order */
    size_t word_count;
    struct option options[ARGS_OPTIONS_MAX];
    size_t option_count;
};

/* Takes the COUNT words at WORDS apart by USAGE into *OUT; WORDS is reordered and
 * borrowed.  "--" ends the options.
 * Returns 0, or -1 with ERR_INVALID: an unknown option, one without its value. */
int args_parse(struct args *out, char **words, size_t count, const char *usage,
               struct err *err);

/* The value of option NAME, "" for one without, NULL where it was not given. */
const char *args_option(const struct args *args, const char *name);

/* Word INDEX, or NULL where there are fewer. */
const char *args_word(const struct args *args, size_t index);

#endif /* JALON_JALON_ARGS_H */
