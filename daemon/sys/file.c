#include "jalon/sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jalon/base/text.h"
#include "jalon/sys/reason.h"

#define SECRET_LIMIT     (64U * 1024) /* a password, a key; not a disk by mistake */
#define SHIPPED_LIMIT    (16U * 1024 * 1024) /* of the rules and the holidays */
#define CREDENTIAL_START "%d/"               /* as a unit file writes it */

extern const unsigned char shipped_rules[], shipped_holidays[];
extern const size_t shipped_rules_size, shipped_holidays_size;

/* -- errors ---------------------------------------------------------------------- */

int file_cannot_read(const char *path, int number, struct err *err)
{
    return err_set(err, number == ENOENT ? ERR_NOT_FOUND : ERR_IO,
                   N_("cannot read %s: %s"), path, reason_of(err->lang, number));
}

int file_cannot_write(const char *path, int number, struct err *err)
{
    return err_set(err, ERR_IO, N_("cannot write %s: %s"), path,
                   reason_to_make(err->lang, number));
}

/* -- reading --------------------------------------------------------------------- */

static ssize_t read_some(int fd, void *bytes, size_t size)
{
    ssize_t got;

    do {
        got = read(fd, bytes, size);
    } while (got < 0 && errno == EINTR);
    return got;
}

/* Into a buf of its own, so that OUT is as it was on failure.  The size is not asked for
 * first: a pipe and /proc have none, and a file may grow meanwhile. */
static int read_open(struct buf *out, int fd, const char *path, size_t limit,
                     struct err *err)
{
    struct buf whole = {0};
    char chunk[16 * 1024];
    ssize_t got;
    int rc = -1;

    while ((got = read_some(fd, chunk, sizeof(chunk))) > 0) {
        buf_add_bytes(&whole, chunk, (size_t)got);
        /* Refused rather than cut: half a configuration is a valid one, too. */
        if (whole.length > limit) {
            err_set(err, ERR_INVALID, N_("%s is longer than %zu bytes"), path, limit);
            goto out;
        }
    }
    if (got < 0) {
        file_cannot_read(path, errno, err);
        goto out;
    }
    buf_add_bytes(out, buf_text(&whole), whole.length);
    rc = 0;
out:
    buf_done(&whole);
    return rc;
}

int file_read(struct buf *out, const char *path, size_t limit, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return file_cannot_read(path, errno, err);
    int rc = read_open(out, fd, path, limit, err);
    (void)close(fd);
    return rc;
}

/* -- secrets --------------------------------------------------------------------- */

bool file_is_exposed(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_mode & S_IRWXO);
}

/* systemd.exec(5), LoadCredential=: a folder that this unit alone may read. */
static int read_credential(struct buf *out, const char *name, struct err *err)
{
    const char *folder = file_environment("CREDENTIALS_DIRECTORY");
    struct buf path = {0};

    if (!folder)
        return err_set(err, ERR_NOT_FOUND,
                       N_("there is no credential %s: the service manager gave none "
                          "($CREDENTIALS_DIRECTORY is not set)"),
                       name);
    buf_addf(&path, "%s/%s", folder, name);
    int rc = file_read(out, buf_text(&path), SECRET_LIMIT, err);
    buf_done(&path);
    return rc;
}

int file_read_private(struct buf *out, const char *path, struct err *err)
{
    if (text_starts(path, CREDENTIAL_START))
        return read_credential(out, path + strlen(CREDENTIAL_START), err);
    return file_read(out, path, SECRET_LIMIT, err);
}

int file_read_secret(struct buf *out, const char *path, struct err *err)
{
    struct buf whole = {0};
    int rc = -1;

    if (file_read_private(&whole, path, err) != 0)
        goto out;
    size_t length = strcspn(buf_text(&whole), "\r\n");
    if (length == 0) {
        err_set(err, ERR_INVALID, N_("the first line of %s is empty"), path);
        goto out;
    }
    buf_add_bytes(out, whole.data, length);
    rc = 0;
out:
    buf_done(&whole);
    return rc;
}

/* -- writing --------------------------------------------------------------------- */

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        bytes += put;
        length -= (size_t)put;
    }
    return 0;
}

/* Its own sentence and not file_cannot_write()'s: nothing was to be written yet, and
 * O_EXCL fails for a file that is there. */
int file_create(const char *path, bool fresh, struct err *err)
{
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | (fresh ? O_EXCL : 0);
    int fd = open(path, flags, 0600);

    if (fd < 0)
        return err_set(err, ERR_IO, N_("cannot open %s: %s"), path,
                       reason_to_make(err->lang, errno));
    (void)close(fd);
    return 0;
}

/* 0, or -1 with errno. */
static int flush(const char *path, int flags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);

    if (fd < 0)
        return -1;
    int rc = fsync(fd);
    int error = errno; /* close() may write over what went wrong */
    (void)close(fd);
    errno = error;
    return rc;
}

int file_sync(const char *path, struct err *err)
{
    return flush(path, 0) == 0 ? 0 : file_cannot_write(path, errno, err);
}

void file_add_folder(struct buf *out, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash)
        buf_add_bytes(out, path, (size_t)(slash - path) + 1);
    else
        buf_add(out, ".");
}

int file_sync_folder(const char *path)
{
    struct buf folder = {0};

    file_add_folder(&folder, path);
    int rc = flush(buf_text(&folder), O_DIRECTORY);
    buf_done(&folder);
    return rc;
}

/* The mode before the bytes: mkstemp() gave 0600, and fchmod() minds no umask. */
static int fill(int fd, const void *bytes, size_t length, unsigned mode)
{
    if (fchmod(fd, (mode_t)mode) != 0 || write_all(fd, bytes, length) != 0)
        return -1;
    return fsync(fd);
}

/* Whoever reads PATH meanwhile sees the old bytes or the new ones, also after a crash. */
int file_write(const char *path, const void *bytes, size_t length, unsigned mode,
               struct err *err)
{
    struct buf temporary = {0};
    int rc = -1;

    buf_addf(&temporary, "%s.XXXXXX", path);
    int fd = mkstemp(temporary.data);
    if (fd < 0) {
        file_cannot_write(path, errno, err);
        goto out;
    }
    rc = fill(fd, bytes, length, mode);
    rc = close(fd) != 0 ? -1 : rc; /* NFS tells of a full disk only here */
    if (rc != 0 || rename(temporary.data, path) != 0 || file_sync_folder(path) != 0) {
        rc = file_cannot_write(path, errno, err);
        (void)unlink(temporary.data);
    }
out:
    buf_done(&temporary);
    return rc;
}

/* -- shipped data ---------------------------------------------------------------- */

/* Embedded as well as installed: the tool plans without a daemon, and a program that was
 * just built runs from where it lies. */
static const struct shipped {
    const char *name, *installed;
    const unsigned char *bytes;
    const size_t *size;
} shipped[] = {
    {"rules/qualiopi.ini", JALON_DATA_DIRECTORY "/rules/qualiopi.ini", shipped_rules,
     &shipped_rules_size   },
    {"jours_feries.csv",   JALON_DATA_DIRECTORY "/jours_feries.csv",   shipped_holidays,
     &shipped_holidays_size},
};

static const struct shipped *find_shipped(const char *name)
{
    for (size_t i = 0; i < sizeof(shipped) / sizeof(shipped[0]); i++)
        if (text_equal(name, shipped[i].name))
            return &shipped[i];
    return NULL;
}

int file_read_shipped(struct buf *out, const char *name, const char **path,
                      struct err *err)
{
    const struct shipped *file = find_shipped(name);

    if (!file)
        return err_set(err, ERR_NOT_FOUND, N_("no file called %s is shipped"), name);
    bool installed = access(file->installed, F_OK) == 0;
    if (path)
        *path = installed ? file->installed : file->name;
    if (installed)
        return file_read(out, file->installed, SHIPPED_LIMIT, err);
    buf_add_bytes(out, file->bytes, *file->size);
    return 0;
}

const char *file_environment(const char *name)
{
    const char *value = getenv(name);

    return value && *value ? value : NULL;
}
