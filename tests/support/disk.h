/*
 * disk.h - a disk under SQLite whose reads fail when they are told to.
 *
 * It is the system's own but for xRead.  Installed before a database is opened, it serves
 * all that the program opens from then on.
 */
#ifndef JALON_TESTS_DISK_H
#define JALON_TESTS_DISK_H

#include "support/test.h"

#include <sqlite3.h>
#include <stdbool.h>

static struct {
    sqlite3_vfs vfs, *real;
    sqlite3_io_methods methods[2]; /* of other files and of a database: the system's, but
                                    * with the read below */
    int (*read)(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset);
    bool broken;
    int left;   /* reads that still work while it is broken */
    int failed; /* reads that did not since it broke */
} disk;

static inline int disk_read(sqlite3_file *file, void *bytes, int length,
                            sqlite3_int64 offset)
{
    if (disk.broken && disk.left-- <= 0) {
        disk.failed++;
        return SQLITE_IOERR_READ;
    }
    return disk.read(file, bytes, length, offset);
}

static inline int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file,
                            int flags, int *out)
{
    int rc = disk.real->xOpen(disk.real, path, file, flags, out);

    (void)vfs;
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_io_methods *methods = &disk.methods[(flags & SQLITE_OPEN_MAIN_DB) != 0];
    *methods = *file->pMethods;
    disk.read = methods->xRead;
    methods->xRead = disk_read;
    file->pMethods = methods;
    return rc;
}

static inline void disk_install(void)
{
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "failing";
    disk.vfs.xOpen = disk_open;
    assert_int_equal(sqlite3_vfs_register(&disk.vfs, 1), SQLITE_OK);
}

static inline void disk_mend(void)
{
    disk.broken = false;
}

/* From now on only the first READS work. */
static inline void disk_break(int reads)
{
    disk.broken = true;
    disk.left = reads;
    disk.failed = 0;
}

/* Somebody else writes to the database at PATH: what others know of its pages is old, and
 * they read them anew. */
static inline void disk_forget(const char *path)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db,
                     "INSERT INTO settings (name, value) VALUES ('touched', '1') "
                     "ON CONFLICT DO UPDATE SET value = value + 1",
                     NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

#endif /* JALON_TESTS_DISK_H */
