#include "sound.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "jalon/base/buf.h"
#include "jalon/base/text.h"
#include "jalon/sys/file.h"
#include "stmt.h"

#define RESCUED ".rescued-"

/* The log counts as the database does: what was committed last is in no other place. */
static const char *const endings[] = {"", "-wal"};

/* "Database File Format", 1.3: what a file starts with, and its two version numbers where
 * it is written without a log. */
static const char magic[] = "SQLite format 3";
static const unsigned char without_log[] = {1, 1};
#define VERSIONS_AT 18
#define HEADER_SIZE (VERSIONS_AT + sizeof(without_log))

/* What the results of all that is under way at once may take. */
#define ROOM_BYTES 1048576

static_assert(sizeof(endings) / sizeof(endings[0]) == STORE_FILES,
              "an ending for each file");

static int look(struct stat *out, const struct store *store, size_t file)
{
    struct buf path = {0};

    buf_addf(&path, "%s%s", store->path, endings[file]);
    int rc = stat(buf_text(&path), out);
    buf_done(&path);
    return rc;
}

/* -- before there is one --------------------------------------------------------- */

/* An empty log holds nothing that could be missed. */
static bool is_trace(const char *folder, const char *name, const char *database)
{
    size_t length = strlen(database);
    struct buf path = {0};
    struct stat found;

    if (!text_starts(name, database))
        return false;
    if (text_starts(name + length, RESCUED))
        return true;
    buf_addf(&path, "%s/%s", folder, name);
    bool is_log = text_equal(name + length, endings[1]) &&
                  stat(buf_text(&path), &found) == 0 && found.st_size > 0;
    buf_done(&path);
    return is_log;
}

/* Adds the name of a trace of DATABASE in FOLDER to OUT; nothing where there is none. */
static void find_trace(struct buf *out, const char *folder, const char *database)
{
    DIR *all = opendir(folder);
    struct dirent *entry;

    while (all && !out->length && (entry = readdir(all)))
        if (is_trace(folder, entry->d_name, database))
            buf_add(out, entry->d_name);
    if (all)
        (void)closedir(all);
}

int sound_check_beginning(const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/');
    struct buf folder = {0};
    struct buf trace = {0};
    struct stat found;
    int rc = 0;

    if (stat(path, &found) == 0 || errno != ENOENT)
        return 0;
    file_add_folder(&folder, path);
    find_trace(&trace, buf_text(&folder), slash ? slash + 1 : path);
    if (trace.length)
        rc = err_set(err, ERR_STORE,
                     N_("it is gone, and %s of it is left: put a copy back in its place, "
                        "or move that away to begin with an empty one"),
                     buf_text(&trace));
    buf_done(&folder);
    buf_done(&trace);
    return rc;
}

/* -- while it is open ------------------------------------------------------------ */

void sound_note_files(struct store *store)
{
    struct stat found;

    for (size_t i = 0; store->path && i < STORE_FILES; i++)
        if (look(&found, store, i) == 0)
            store->files[i] = (struct file_id){found.st_dev, found.st_ino};
}

/* A disk that cannot be asked for once is no file that went. */
static bool is_in_place(const struct store *store, size_t file)
{
    const struct file_id *noted = &store->files[file];
    struct stat found;

    if (look(&found, store, file) != 0)
        return (errno != ENOENT && errno != ENOTDIR) || noted->inode == 0;
    return found.st_dev == noted->device && found.st_ino == noted->inode;
}

/* The first HEADER_SIZE bytes of the file into OUT, zeroed; from the disk and no cache.
 * Returns SQLite's code. */
static int read_header(unsigned char *out, const struct store *store)
{
    sqlite3_file *file = NULL;

    /* Not by open(2): closing the file would let go of SQLite's locks on it. */
    (void)sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file->pMethods->xRead(file, out, HEADER_SIZE, 0);
}

/* A header that the power took is no such: SQLite mends it out of the log. */
static bool is_without_log(const unsigned char *header)
{
    return memcmp(header, magic, sizeof(magic)) == 0 &&
           memcmp(header + VERSIONS_AT, without_log, sizeof(without_log)) == 0;
}

int sound_check_log(const struct store *store, struct err *err)
{
    unsigned char header[HEADER_SIZE] = {0};
    struct stat log;

    if (!store->path || look(&log, store, 1) != 0 || log.st_size == 0)
        return 0;
    int code = read_header(header, store);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return err_set(err, stmt_meaning(code), "it cannot be read: %s",
                       sqlite3_errstr(code));
    if (!is_without_log(header))
        return 0;
    return err_set(err, ERR_STORE,
                   N_("%s%s is the log of another database, and would be written into "
                      "this one: move it away"),
                   store->path, endings[1]);
}

bool store_is_damaged(const struct store *store)
{
    return store->damaged;
}

int store_sound(const struct store *store, struct err *err)
{
    if (store->damaged)
        return err_set(err, ERR_STORE, N_("database %s is damaged"),
                       store->path ? store->path : ":memory:");
    for (size_t i = 0; store->path && i < STORE_FILES; i++)
        if (!is_in_place(store, i))
            return err_set(err, ERR_STORE,
                           N_("%s%s was moved, deleted or replaced while it was in use"),
                           store->path, endings[i]);
    return 0;
}

int store_try_read(const struct store *store, struct err *err)
{
    unsigned char header[HEADER_SIZE];

    if (!store->path || read_header(header, store) == SQLITE_OK)
        return 0;
    return err_set(err, ERR_TEMPORARY, N_("the disk does not give back what is in %s"),
                   store->path);
}

/* A disk that does not say how much it has left is taken to have enough. */
static int check_room(const struct store *store, struct err *err)
{
    struct statvfs disk;

    if (!store->path || statvfs(store->path, &disk) != 0 || disk.f_frsize == 0 ||
        disk.f_bavail >= ROOM_BYTES / disk.f_frsize)
        return 0;
    return err_set(err, ERR_TEMPORARY, N_("the disk of %s is full"), store->path);
}

int store_try_write(struct store *store, struct instant now, struct err *err)
{
    char text[INSTANT_TEXT_SIZE];

    if (store_sound(store, err) != 0 || check_room(store, err) != 0)
        return -1;
    return store_setting_put(store, "written", instant_format(text, now), err);
}

int store_rescue(struct buf *out, struct store *store, struct instant now,
                 struct err *err)
{
    char text[INSTANT_TEXT_SIZE];
    struct buf path = {0};

    buf_addf(&path, "%s" RESCUED "%s", store->path, instant_format(text, now));
    int rc = store_backup(store, buf_text(&path), err);
    if (rc == 0)
        buf_add(out, buf_text(&path));
    buf_done(&path);
    return rc;
}
