/*
 * file.h - whole files, read and written safely, and the data that Jalon ships.
 *
 * Layer: sys.  What is added to a buf is added after what it holds; on failure the buf
 * is as it was.  Every read has a limit: the paths come from a configuration, and one
 * that says /dev/zero must end in a sentence.
 */
#ifndef JALON_SYS_FILE_H
#define JALON_SYS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

/* Adds what PATH holds to OUT; at most LIMIT bytes.  0, or -1 with ERR_NOT_FOUND where
 * there is no such file, ERR_INVALID where it is longer, else ERR_IO. */
int file_read(struct buf *out, const char *path, size_t limit, struct err *err);

/* Fill ERR with what it says of PATH that errno was NUMBER, in the reader's language: for
 * those who read or write by other means.  Return -1, with the codes of file_read(). */
int file_cannot_read(const char *path, int number, struct err *err);
int file_cannot_write(const char *path, int number, struct err *err);

/* Whether PATH is a file on which more than its owner and group have a right.  Asked when
 * the configuration is checked, which then warns; no answer for what cannot be looked at,
 * since reading it says so better. */
bool file_is_exposed(const char *path);

/* As file_read() for a file of secrets: at most 64 KiB.  "%d/NAME" is the systemd
 * credential NAME, of the folder $CREDENTIALS_DIRECTORY. */
int file_read_private(struct buf *out, const char *path, struct err *err);

/* Adds the one secret in PATH, read as above: its first line without the newline, which
 * may not be empty (ERR_INVALID). */
int file_read_secret(struct buf *out, const char *path, struct err *err);

/* Writes the LENGTH BYTES as PATH, with the permissions MODE: a temporary file beside it,
 * fsync, rename, fsync of the folder.  0, or -1 with ERR_IO; PATH is then as it was,
 * unless only the last of these steps failed. */
int file_write(const char *path, const void *bytes, size_t length, unsigned mode,
               struct err *err);

/* Creates PATH, empty and for its owner's eyes alone, where it is not there yet; FRESH:
 * it may not be.  For SQLite, which would create it with the rights of the umask.  0, or
 * -1 with ERR_IO. */
int file_create(const char *path, bool fresh, struct err *err);

/* Puts what PATH holds on disk.  0, or -1 with ERR_IO. */
int file_sync(const char *path, struct err *err);

/* Adds the folder that PATH lies in to OUT: "data/" of "data/jalon.db", "." of
 * "jalon.db". */
void file_add_folder(struct buf *out, const char *path);

/* Puts the folder of PATH on disk: a rename is there only once its folder is.  0, or -1
 * with errno. */
int file_sync_folder(const char *path);

/* Adds the shipped data file NAME ("rules/qualiopi.ini", "jours_feries.csv"): the
 * installed one, or the copy in the program where none is installed.  ERR_NOT_FOUND
 * where there is no such name.  *PATH, if not NULL, is set to what it was read from, in
 * static storage. */
int file_read_shipped(struct buf *out, const char *name, const char **path,
                      struct err *err);

/* The value of environment variable NAME, or NULL where it is unset or empty. */
const char *file_environment(const char *name);

#endif /* JALON_SYS_FILE_H */
