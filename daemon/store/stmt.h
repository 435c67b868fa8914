/*
 * stmt.h - running a named statement: bind the next parameter, read a column by name.
 *
 * Layer: store, inside.  A statement fails late: what goes wrong in opening or binding
 * is told by the step that follows, so that a caller has one place to look.
 *
 *     struct stmt stmt = stmt_open(store, STATEMENT_SETTING);
 *     stmt_bind_text(&stmt, name);
 *     while ((step = stmt_step(&stmt, err)) == STMT_ROW)
 *         ...
 *     stmt_close(&stmt);
 */
#ifndef JALON_STORE_STMT_H
#define JALON_STORE_STMT_H

#include <stddef.h>

#include "handle.h"
#include "jalon/core/date.h"

/* What a step came to: the three ends are not to be mixed up, or a failure reads as an
 * empty list. */
enum stmt_step {
    STMT_FAILED = -1, /* err says why */
    STMT_DONE = 0,    /* there is no further row */
    STMT_ROW = 1,     /* columns can be read until the next step */
};

/* A statement being run; lives on the caller's stack and in no callback. */
struct stmt {
    struct store *store; /* borrowed while the statement is open */
    enum statement name;
    sqlite3_stmt *handle; /* NULL where it could not be prepared */
    bool spare;           /* a second copy, while the kept one is being read */
    int bound;            /* parameters bound so far */
    int read;             /* the column after the one last read */
    int failure; /* SQLite's code for what failed before the step, or SQLITE_OK */
};

/* What SQLite's CODE for a failure means to a caller: a full or a broken disk, as a lock,
 * may heal by itself. */
enum err_code stmt_meaning(int code);

/* A statement ready for binding, to be ended with stmt_close() or stmt_run(). */
struct stmt stmt_open(struct store *store, enum statement name);

/* Ends STMT; also one that was ended already. */
void stmt_close(struct stmt *stmt);

/* Bind the next parameter.  TEXT and BYTES are borrowed until STMT ends; NULL and an
 * unset date bind SQL's NULL. */
void stmt_bind_text(struct stmt *stmt, const char *text);
void stmt_bind_bytes(struct stmt *stmt, const void *bytes, size_t length);
void stmt_bind_int(struct stmt *stmt, int64_t value);
void stmt_bind_date(struct stmt *stmt, struct date date);

/* Runs to the next row.  What failed before is told here, and a page that cannot be read
 * marks the store as damaged. */
enum stmt_step stmt_step(struct stmt *stmt, struct err *err);

/* Steps a statement that gives no row, and ends it.  Returns 0, or -1. */
int stmt_run(struct stmt *stmt, struct err *err);

/* The same, but fails at once, with ERR_TEMPORARY, where another program has the database
 * locked: for what may be left undone and must not keep everybody waiting. */
int stmt_run_now(struct stmt *stmt, struct err *err);

/* As stmt_run(), with the number of rows that it changed in *CHANGED. */
int stmt_run_changed(int64_t *changed, struct stmt *stmt, struct err *err);

/* Whether the statement has a row, and ends it; false also where it failed. */
bool stmt_any(struct stmt *stmt);

/* The number in the column "count" of the statement's one row, and ends it; 0 also where
 * it failed. */
int64_t stmt_count(struct stmt *stmt);

/* Read the column called NAME, which the statement must have.  Texts are borrowed until
 * the next step; SQL's NULL is NULL, 0, DATE_NONE, or no instant (s 0). */
const char *stmt_text(struct stmt *stmt, const char *name);
char *stmt_text_copy(struct stmt *stmt, const char *name);
int64_t stmt_int(struct stmt *stmt, const char *name);
struct date stmt_date(struct stmt *stmt, const char *name);
struct instant stmt_instant(struct stmt *stmt, const char *name);

/* The bytes of a column, borrowed until the next step; NULL for SQL's NULL. */
const char *stmt_bytes(size_t *length, struct stmt *stmt, const char *name);

/* The same, copied with a NUL after them. */
char *stmt_bytes_copy(size_t *length, struct stmt *stmt, const char *name);

#endif /* JALON_STORE_STMT_H */
