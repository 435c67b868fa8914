#include "recorder.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"

/* An open file: the system's own follows it in memory. */
struct file {
    sqlite3_file base;
    enum recorded_file which; /* FILE_COUNT: one that need not be noted */
    sqlite3_file *real;
};

static sqlite3_vfs recorder;
static sqlite3_vfs *real_vfs;
static struct op_list *ops;

static void note(enum op_kind kind, enum recorded_file file, int64_t offset,
                 const void *bytes, size_t length)
{
    if (file == FILE_COUNT)
        return;
    ops->items = mem_grow(ops->items, ops->count, &ops->capacity, sizeof(*ops->items));
    ops->items[ops->count++] = (struct op){
        .kind = kind,
        .file = file,
        .offset = offset,
        .length = length,
        .bytes = bytes ? mem_strndup(bytes, length) : NULL,
    };
}

void op_list_done(struct op_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].bytes);
    free(list->items);
}

void recorder_promise(int64_t number)
{
    note(OP_PROMISE, FILE_DATABASE, number, NULL, 0);
}

/* -- what is noted --------------------------------------------------------------- */

static struct file *recorded(sqlite3_file *base)
{
    return (struct file *)base;
}

static sqlite3_file *real(sqlite3_file *base)
{
    return recorded(base)->real;
}

static int on_write(sqlite3_file *base, const void *bytes, int length,
                    sqlite3_int64 offset)
{
    note(OP_WRITE, recorded(base)->which, offset, bytes, (size_t)length);
    return real(base)->pMethods->xWrite(real(base), bytes, length, offset);
}

static int on_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    note(OP_TRUNCATE, recorded(base)->which, size, NULL, 0);
    return real(base)->pMethods->xTruncate(real(base), size);
}

static int on_sync(sqlite3_file *base, int flags)
{
    note(OP_SYNC, recorded(base)->which, 0, NULL, 0);
    return real(base)->pMethods->xSync(real(base), flags);
}

static enum recorded_file which_file(const char *path)
{
    size_t length = path ? strlen(path) : 0;

    if (length > 4 && strcmp(path + length - 4, "-wal") == 0)
        return FILE_LOG;
    if (length > 3 && strcmp(path + length - 3, ".db") == 0)
        return FILE_DATABASE;
    return FILE_COUNT;
}

static int on_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
    (void)vfs;
    note(OP_DELETE, which_file(path), 0, NULL, 0);
    return real_vfs->xDelete(real_vfs, path, sync);
}

/* -- what is handed on ----------------------------------------------------------- */

static int on_close(sqlite3_file *base)
{
    return real(base)->pMethods->xClose(real(base));
}

static int on_read(sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset)
{
    return real(base)->pMethods->xRead(real(base), bytes, length, offset);
}

static int on_size(sqlite3_file *base, sqlite3_int64 *size)
{
    return real(base)->pMethods->xFileSize(real(base), size);
}

static int on_lock(sqlite3_file *base, int level)
{
    return real(base)->pMethods->xLock(real(base), level);
}

static int on_unlock(sqlite3_file *base, int level)
{
    return real(base)->pMethods->xUnlock(real(base), level);
}

static int on_check_lock(sqlite3_file *base, int *out)
{
    return real(base)->pMethods->xCheckReservedLock(real(base), out);
}

/* A hint of a file's size would make it grow past the recorder. */
static int on_control(sqlite3_file *base, int what, void *argument)
{
    if (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE)
        return SQLITE_OK;
    return real(base)->pMethods->xFileControl(real(base), what, argument);
}

static int on_sector(sqlite3_file *base)
{
    return real(base)->pMethods->xSectorSize(real(base));
}

/* The disk promises nothing. */
static int on_traits(sqlite3_file *base)
{
    (void)base;
    return 0;
}

static int on_shm_map(sqlite3_file *base, int page, int size, int extend,
                      void volatile **out)
{
    return real(base)->pMethods->xShmMap(real(base), page, size, extend, out);
}

static int on_shm_lock(sqlite3_file *base, int offset, int count, int flags)
{
    return real(base)->pMethods->xShmLock(real(base), offset, count, flags);
}

static void on_shm_barrier(sqlite3_file *base)
{
    real(base)->pMethods->xShmBarrier(real(base));
}

static int on_shm_unmap(sqlite3_file *base, int remove)
{
    return real(base)->pMethods->xShmUnmap(real(base), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector,
    .xDeviceCharacteristics = on_traits,
    .xShmMap = on_shm_map,
    .xShmLock = on_shm_lock,
    .xShmBarrier = on_shm_barrier,
    .xShmUnmap = on_shm_unmap,
};

static int on_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags,
                   int *out)
{
    struct file *file = recorded(base);

    (void)vfs;
    file->which = which_file(path);
    file->real = (sqlite3_file *)(file + 1);
    int rc = real_vfs->xOpen(real_vfs, path, file->real, flags, out);
    base->pMethods = rc == SQLITE_OK ? &methods : NULL;
    return rc;
}

void recorder_start(struct op_list *list)
{
    ops = list;
    real_vfs = sqlite3_vfs_find(NULL);
    recorder = *real_vfs;
    recorder.zName = "recorder";
    recorder.szOsFile += (int)sizeof(struct file);
    recorder.xOpen = on_open;
    recorder.xDelete = on_delete;
    (void)sqlite3_vfs_register(&recorder, 1);
}

void recorder_stop(void)
{
    (void)sqlite3_vfs_unregister(&recorder);
    (void)sqlite3_vfs_register(real_vfs, 1);
}
