/*
 * reason.h - what the system says went wrong, in the reader's language.
 *
 * Layer: sys.  strerror() speaks the language of the process, and a daemon answers in
 * two.
 */
#ifndef JALON_SYS_REASON_H
#define JALON_SYS_REASON_H

#include "jalon/base/tr.h"

/* What errno NUMBER means, in LANG where it is one that people meet, else in the system's
 * own words.  Static storage, or valid until the next call. */
const char *reason_of(enum lang lang, int number);

/* The same of something that was to be made or written: it need not be there yet, so that
 * what is missing is its folder. */
const char *reason_to_make(enum lang lang, int number);

#endif /* JALON_SYS_REASON_H */
