#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "jalon/base/buf.h"
#include "jalon/sys/reason.h"

static int refuse(const char *path, struct err *err)
{
    return err_set(err, ERR_REFUSED, "another daemon is using it (%s is locked)", path);
}

static int take_name(int *out, const char *path, struct err *err)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (lock < 0)
        return err_set(err, ERR_IO, "cannot open %s: %s", path,
                       reason_to_make(err->lang, errno));
    /* POSIX lets go of it when the process ends, however it ends, but also when any
     * descriptor of the same file is closed: nothing else here may open it. */
    if (fcntl(lock, F_SETLK, &whole) == 0) {
        *out = lock;
        return 0;
    }
    if (errno == EACCES || errno == EAGAIN)
        (void)refuse(path, err);
    else
        (void)err_set(err, ERR_IO, "cannot lock %s: %s", path,
                      reason_of(err->lang, errno));
    (void)close(lock);
    return -1;
}

/* A hard link has a .lock of its own, and a log of its own, too, which SQLite would not
 * know of.  Not by fcntl(2), whose locks on this file are SQLite's. */
static int take_file(int *out, const char *path, struct err *err)
{
    *out = open(path, O_RDONLY | O_CLOEXEC);
    if (*out < 0)
        return err_set(err, ERR_IO, "cannot open %s: %s", path,
                       reason_of(err->lang, errno));
    /* Where the file system has no such locks, the one by name has to do.  NFS, too,
     * which would make SQLite's of it, has none for a descriptor that reads. */
    if (flock(*out, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return 0;
    return refuse(path, err);
}

int lock_take(struct lock *out, const char *path, struct err *err)
{
    struct buf name = {0};

    buf_addf(&name, "%s.lock", path);
    int rc = take_name(&out->name, buf_text(&name), err);
    buf_done(&name);
    return rc ? rc : take_file(&out->file, path, err);
}

void lock_release(const struct lock *lock)
{
    /* The file stays: were it removed, two daemons could each hold a lock of that name.
     */
    if (lock->name >= 0)
        (void)close(lock->name);
    if (lock->file >= 0)
        (void)close(lock->file);
}
