/*
 * err.h - what went wrong, in a sentence for a person and a code for the caller.
 *
 * Layer: base.  A struct err lives on the caller's stack and owns nothing.  A function
 * that can fail returns 0, or -1 with its struct err filled.  Return an error or log
 * it, never both.
 */
#ifndef JALON_BASE_ERR_H
#define JALON_BASE_ERR_H

#include "jalon/base/tr.h"

#define ERR_TEXT_SIZE 512 /* longer sentences are cut */

/* What the caller should do about it. */
enum err_code {
    ERR_NONE,      /* nothing failed */
    ERR_INVALID,   /* the input is wrong: tell whoever gave it */
    ERR_NOT_FOUND, /* there is no such thing */
    ERR_CONFLICT,  /* it clashes with what is already there */
    ERR_REFUSED,   /* allowed, but only when asked for with force or with more rights */
    ERR_IO,        /* a file or a socket failed */
    ERR_STORE,     /* the database failed */
    ERR_TEMPORARY, /* try again later */
    ERR_PERMANENT, /* trying again cannot help */
};

/* Made as {0} or {.lang = LANG_FR}: whoever will show the sentence chooses its language,
 * and those who fill it only know that there is one. */
struct err {
    enum err_code code; /* ERR_NONE until something fails */
    enum lang lang;     /* the language of text, chosen by whoever made the struct */
    char text[ERR_TEXT_SIZE]; /* one sentence, without a final full stop or newline */
};

/* Fills ERR with CODE and the sentence that FORMAT (an English msgid, translated into
 * ERR's language) gives.  The arguments are printed as they are and may be anything that
 * somebody typed: control characters become '?'.  None may lie in ERR itself.
 * Returns -1, so that a failing branch is one line. */
int err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts context before ERR's sentence: "certificate 12: there is no day 2026-02-30".
 * FORMAT is a msgid as above, the code stays.  Returns -1. */
int err_wrap(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif /* JALON_BASE_ERR_H */
