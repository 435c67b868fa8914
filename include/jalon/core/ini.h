/*
 * ini.h - the one form that configuration and rules are written in.
 *
 * Layer: core.  A thin contract over inih: sections are "[kind]" or "[kind "name"]", a
 * line is "key = value", comments begin with ';' or '#' on a line of their own or with
 * " ;" after a value.  A line stands for itself: no value goes on in the next one.
 * UTF-8, with or without BOM; lines end with LF or CR LF and have some 4,000 bytes at
 * most, a longer one being an error and not a cut value.  Text in memory only; sys/file
 * reads files.
 */
#ifndef JALON_CORE_INI_H
#define JALON_CORE_INI_H

#include <stddef.h>

#include "jalon/base/err.h"

/* One line.  All members are borrowed for the call. */
struct ini_line {
    const char *file;    /* as given to ini_read() */
    int line;            /* counted from 1 */
    int section_line;    /* the line of its section; tells two of one name apart */
    const char *section; /* "receiver" */
    const char *name;    /* "alice", or "" */
    const char *key;     /* "email"; NULL for a line that is not of the form */
    const char *value;   /* without blanks at its ends; where key is NULL, a msgid that
                            says what is wrong */
};

/* Cannot fail or stop: who has seen an error notes it in CONTEXT. */
typedef void (*ini_line_cb)(void *context, const struct ini_line *line);

/* Calls CB for each "key = value" of the LENGTH bytes at TEXT.  A line that is no
 * comment, no section and no "key = value", a malformed section, or a line outside of
 * sections comes with key NULL, so that a reader can report every error of a file at
 * once.  What follows a malformed section is left out up to the next section. */
void ini_read(const char *text, size_t length, const char *file, ini_line_cb cb,
              void *context);

/* The same, with ON_SECTION called for each well-formed section line, also of a section
 * without keys; its key is NULL and its value "". */
void ini_read_sections(const char *text, size_t length, const char *file,
                       ini_line_cb on_section, ini_line_cb on_line, void *context);

#endif /* JALON_CORE_INI_H */
