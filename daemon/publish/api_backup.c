/* /api/v1/backup: a consistent copy of the database, made beside it and sent from there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "handlers.h"
#include "request.h"

/* Opens the copy at PATH and removes its name, so that it goes when it was sent. */
static int open_copy(const char *path, struct stat *status, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd >= 0 && fstat(fd, status) == 0) {
        (void)unlink(path);
        return fd;
    }
    (void)err_set(err, ERR_IO, "cannot read the copy %s: %s", path, strerror(errno));
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

int backup_get(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    char name[TOKEN_TEXT_SIZE];
    struct buf path = {0};
    struct stat status;
    int fd = -1;

    /* Nobody can guess the name, and a copy left by a crash is not taken for another. */
    secret_token(name);
    buf_addf(&path, "%s.copy-%s", parts->conf->database, name);
    if (store_backup(parts->store, buf_text(&path), err) == 0)
        fd = open_copy(buf_text(&path), &status, err);
    if (fd < 0)
        (void)unlink(buf_text(&path));
    buf_done(&path);
    if (fd < 0)
        return -1;
    out->status = MHD_HTTP_OK;
    out->streamed = MHD_create_response_from_fd64((uint64_t)status.st_size, fd);
    response_header(out, MHD_HTTP_HEADER_CONTENT_TYPE, "application/vnd.sqlite3");
    return 0;
}
