/*
 * options.h - the command line of jalond.
 *
 * Layer: jalond.
 */
#ifndef JALON_JALOND_OPTIONS_H
#define JALON_JALOND_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "jalon/base/err.h"
#include "jalon/core/instant.h"

struct options {
    const char *config; /* NULL: the installed one, or the defaults where there is none */
    bool check;         /* --check-config */
    bool version;
    bool help;
    bool has_now;
    struct instant now; /* --now */
    int64_t speed;      /* --speed; 1 where it is not given */
};

/* Reads ARGV, whose texts are borrowed.  0, or -1 with ERR_INVALID. */
int options_parse(struct options *out, int argc, char **argv, struct err *err);

/* Prints the help on standard output. */
void options_help(enum lang lang);

#endif /* JALON_JALOND_OPTIONS_H */
