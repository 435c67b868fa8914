/*
 * sound.h - where the database's files lie, to see that they stay there.
 *
 * Layer: store, inside.  What else stands in the way of relying on it, a damaged page,
 * is noted by the statement that met it.
 */
#ifndef JALON_STORE_SOUND_H
#define JALON_STORE_SOUND_H

#include "handle.h"

/* Whether a database may be made as PATH: 0 where there is one already, or no trace of
 * one; -1 with ERR_STORE where its log or a copy that was rescued of it lies there, and
 * it does not.  Whoever starts the daemon anew then, at the next boot, would have an
 * empty one, and nobody would be told of what it knew. */
int sound_check_beginning(const char *path, struct err *err);

/* Notes which files STORE, which is open, has under its path: what store_sound()
 * compares with. */
void sound_note_files(struct store *store);

/* Whether the log beside the file of STORE, which was not read from yet, is its own: 0,
 * or -1 with ERR_STORE.  A copy that was put in the place of a database has none before
 * it is opened here for the first time. */
int sound_check_log(const struct store *store, struct err *err);

#endif /* JALON_STORE_SOUND_H */
