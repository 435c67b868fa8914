/*
 * args.h - the words and options of one command line.
 *
 * Layer: the tool, internal.  Which options a command takes is read from its usage:
 * "[--from DATE]" takes a day, "[--format jsonl|csv]" one of these words, "[--owner
 * OWNER]" any value, "[--dry-run]" none.  What help prints is therefore what the tool
 * accepts.
 */
#ifndef JALON_JALON_ARGS_H
#define JALON_JALON_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/err.h"

#define ARGS_OPTIONS_MAX 16

struct option {
    const char *name;  /* "--from" */
    size_t length;     /* of name: that of "--from=DATE" is not cut off */
    const char *value; /* "" where it takes none */
};

/* All texts are borrowed from the command line. */
struct args {
    char **words; /* what is no option, in order */
    size_t word_count;
    struct option options[ARGS_OPTIONS_MAX];
    size_t option_count;
};

/* Adds the options that stand before the first other word of the COUNT at WORDS, as the
 * NULL-terminated USAGES have them, to ARGS.
 * Returns how many words they took, or -1 with ERR_INVALID: an unknown option, one
 * without its value or with another than its usage has, or more than ARGS_OPTIONS_MAX. */
int args_head(struct args *args, char *const *words, size_t count,
              const char *const *usages, struct err *err);

/* The same for all of WORDS; what is no option becomes ARGS's words, moved to the front
 * of WORDS.  After "--" nothing is an option.  Returns 0 or -1. */
int args_parse(struct args *args, char **words, size_t count, const char *const *usages,
               struct err *err);

/* The value of option NAME, the last one given: "" for one without, NULL where it was
 * not given. */
const char *args_option(const struct args *args, const char *name);

static inline bool args_flag(const struct args *args, const char *name)
{
    return args_option(args, name) != NULL;
}

/* Word INDEX, or NULL where there are fewer. */
const char *args_word(const struct args *args, size_t index);

#endif /* JALON_JALON_ARGS_H */
