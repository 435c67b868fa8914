/*
 * tool.h - what every command of the tool is given, and how it ends.
 *
 * Layer: the tool, internal.  Data goes to standard output, words to standard error.
 */
#ifndef JALON_JALON_TOOL_H
#define JALON_JALON_TOOL_H

#include <stdio.h>

#include "jalon/base/err.h"
#include "jalon/base/tr.h"

/* The tool's answer to its caller; check has its own. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1, /* failed or refused */
    EXIT_USAGE = 2,  /* called wrongly */
};

enum output {
    OUTPUT_TABLE, /* columns, for people */
    OUTPUT_JSON,  /* an object a line, as the daemon said it */
    OUTPUT_CSV,   /* for spreadsheets: a heading, CRLF, no formulas */
    OUTPUT_COUNT, /* how many there are */
};

/* The options that every command takes; texts are borrowed from the command line. */
struct tool {
    enum lang lang;         /* of the words, by LC_ALL, LC_MESSAGES or LANG */
    enum output output;     /* of listings */
    const char *config;     /* NULL: none given */
    const char *socket;     /* NULL: none given */
    const char *url;        /* of the API over TCP; NULL: over the socket */
    const char *token_file; /* NULL: none given */
};

/* French, unless the environment asks for English. */
enum lang tool_lang(void);

/* An empty struct err that speaks TOOL's language. */
struct err tool_err(const struct tool *tool);

/* Says ERR's sentence on standard error.  Returns EXIT_FAILED. */
int tool_fail(const struct err *err);

/* The same for a wrong call.  Returns EXIT_USAGE. */
int tool_misuse(const struct err *err);

/* Says a sentence on standard error; FORMAT is a msgid. */
void tool_say(const struct tool *tool, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The file NAME as a stream, for tool_close(); "-" is standard input.  NULL with ERR
 * where it cannot be read. */
FILE *tool_open(const char *name, struct err *err);
void tool_close(FILE *file);

/* Fills ERR with the reason, which errno has, why NAME could not be read.  Returns -1. */
int tool_cannot_read(const char *name, struct err *err);

/* Writes out what is buffered.  Returns CODE, or EXIT_FAILED where that failed. */
int tool_finish(const struct tool *tool, int code);

#endif /* JALON_JALON_TOOL_H */
