/*
 * loading.h - a configuration while it is being read: where everything stood, and what
 * was wrong with it.
 *
 * Layer: conf.
 */
#ifndef JALON_CONF_LOADING_H
#define JALON_CONF_LOADING_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/conf/conf.h"
#include "jalon/core/ini.h"

/* Where a section, or a key in it, was given; the last place counts.  Owns its texts: the
 * line that they come from is gone when they are asked for. */
struct place {
    char *section, *name; /* name "" where the section has none */
    char *key;            /* NULL: the section itself */
    char *file;
    int line;
};

/* A load under way.  Errors are lines and not a struct err: all of them are wanted. */
struct loading {
    struct conf *conf;
    enum lang lang;      /* of the errors and warnings */
    struct buf *errors;  /* borrowed; lines as conf_load() promises */
    bool failed;         /* a line was added to errors */
    struct buf warnings; /* lines likewise, which do not make the loading fail */
    struct place *places;
    size_t place_count, place_capacity;
};

/* Notes that KEY (NULL: the section) stands at LINE. */
void loading_note(struct loading *loading, const struct ini_line *line, const char *key);

/* Where KEY of SECTION NAME stands, or NULL; borrowed until the next note. */
const struct place *loading_place(const struct loading *loading, const char *section,
                                  const char *name, const char *key);

/* Adds the error "FILE:LINE: ..." that FORMAT, a msgid, gives. */
void loading_error_at(struct loading *loading, const char *file, int line,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same at PLACE, or without a place where that is NULL. */
void loading_error(struct loading *loading, const struct place *place, const char *format,
                   ...) __attribute__((format(printf, 3, 4)));

/* Adds a warning likewise. */
void loading_warning(struct loading *loading, const struct place *place,
                     const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Frees everything but CONF. */
void loading_done(struct loading *loading);

/* Reads FILE and its conf.d into the objects of CONF, and adds to the errors. */
void loading_read(struct loading *loading, const char *file);

/* Checks what no line alone can show: what refers to something else, what is needed
 * together.  Adds to the errors and the warnings. */
void loading_check(struct loading *loading);

#endif /* JALON_CONF_LOADING_H */
