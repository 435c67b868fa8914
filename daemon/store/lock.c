#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "jalon/base/buf.h"
#include "jalon/sys/reason.h"

static int take(int *out, const char *path, struct err *err)
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
        (void)err_set(err, ERR_REFUSED, "another daemon is using it (%s is locked)",
                      path);
    else
        (void)err_set(err, ERR_IO, "cannot lock %s: %s", path,
                      reason_of(err->lang, errno));
    (void)close(lock);
    return -1;
}

int lock_take(int *out, const char *path, struct err *err)
{
    struct buf name = {0};

    buf_addf(&name, "%s.lock", path);
    int rc = take(out, buf_text(&name), err);
    buf_done(&name);
    return rc;
}

void lock_release(int lock)
{
    /* The file stays: were it removed, two daemons could each hold a lock of that name.
     */
    if (lock >= 0)
        (void)close(lock);
}
