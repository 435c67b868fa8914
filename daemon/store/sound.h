/*
 * sound.h - where the database's files lie, to see that they stay there.
 *
 * Layer: store, inside.  What else stands in the way of relying on it, a damaged page,
 * is noted by the statement that met it.
 */
#ifndef JALON_STORE_SOUND_H
#define JALON_STORE_SOUND_H

#include "handle.h"

/* Notes which files STORE, which is open, has under its path: what store_sound()
 * compares with. */
void sound_note_files(struct store *store);

/* Whether the log beside the file of STORE, which was not read from yet, is its own: 0,
 * or -1 with ERR_STORE.  A copy that was put in the place of a database has none before
 * it is opened here for the first time. */
int sound_check_log(const struct store *store, struct err *err);

#endif /* JALON_STORE_SOUND_H */
