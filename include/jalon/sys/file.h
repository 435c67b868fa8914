/*
 * file.h - whole files, read and written safely, and the data that Jalon ships.
 *
 * Layer: sys.
 */
#ifndef JALON_SYS_FILE_H
#define JALON_SYS_FILE_H

#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

/* Adds what PATH holds to OUT; at most LIMIT bytes.  0, or -1 with ERR_IO. */
int file_read(struct buf *out, const char *path, size_t limit, struct err *err);

/* Reads a secret: the first line of PATH, without its newline; a file that others may
 * read is refused.  "%d/NAME" is a systemd credential ($CREDENTIALS_DIRECTORY). */
int file_read_secret(struct buf *out, const char *path, struct err *err);

/* Writes PATH anew: a temporary file beside it, fsync, rename, fsync of the folder. */
int file_write(const char *path, const void *bytes, size_t length, unsigned mode,
               struct err *err);

/* Adds the shipped data file NAME ("rules/qualiopi.ini", "jours_feries.csv"): the
 * installed one, or the copy in the program where none is installed.  ERR_NOT_FOUND
 * where there is no such name.  *PATH, if not NULL, is set to what it was read from. */
int file_read_shipped(struct buf *out, const char *name, const char **path,
                      struct err *err);

/* The value of environment variable NAME, or NULL where it is unset or empty. */
const char *file_environment(const char *name);

#endif /* JALON_SYS_FILE_H */
