/* /api/v1/backup: a consistent copy of the database, made beside it and sent from there.
 * Another thread makes it: a big one takes seconds, and nobody is to wait for them. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/sys/log.h"
#include "jalon/sys/reason.h"
#include "request.h"

struct copying {
    uv_work_t work;
    struct waiting waiting;
    char *database, *path; /* from where to where */
    int rc;
    struct err err;
};

/* In a thread of the pool. */
static void copy(uv_work_t *work)
{
    struct copying *copying = work->data;

    copying->rc = store_copy(copying->database, copying->path, &copying->err);
}

/* Opens the copy at PATH. */
static int open_copy(const char *path, struct stat *status, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd >= 0 && fstat(fd, status) == 0)
        return fd;
    (void)err_set(err, ERR_IO, "cannot read the copy %s: %s", path,
                  reason_of(err->lang, errno));
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

/* A copy that is not noted is none the worse. */
static void note_backup(struct store *store, struct instant now)
{
    char text[INSTANT_TEXT_SIZE];
    struct err err = {0};

    if (store_setting_put(store, STORE_LAST_BACKUP, instant_format(text, now), &err) != 0)
        log_warning("the backup is not noted: %s", err.text);
}

static void answer(struct request *request, struct copying *copying)
{
    struct response *out = &request->response;
    struct stat status;
    int fd = copying->rc == 0 ? open_copy(copying->path, &status, &copying->err) : -1;

    if (fd < 0) {
        response_error(out, &copying->err);
        return;
    }
    if (!request->head)
        note_backup(request->publish->parts.store, request->now);
    response_stream(out, "application/vnd.sqlite3",
                    MHD_create_response_from_fd64((uint64_t)status.st_size, fd));
}

static void after_copy(uv_work_t *work, int status)
{
    struct copying *copying = work->data;
    struct request *request = copying->waiting.request;

    (void)status;
    if (request) {
        answer(request, copying);
        request_resume(request);
    }
    /* Without a name the copy goes when it was sent. */
    (void)unlink(copying->path);
    free(copying->database);
    free(copying->path);
    free(copying);
}

int backup_get(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    struct copying *copying = mem_new(sizeof(*copying));
    char name[TOKEN_TEXT_SIZE];
    struct buf path = {0};

    (void)out;
    (void)err;
    /* Nobody can guess the name, and a copy left by a crash is not taken for another. */
    secret_token(name);
    buf_addf(&path, "%s.copy-%s", parts->conf->database, name);
    copying->work.data = copying;
    copying->database = mem_strdup(parts->conf->database);
    copying->path = buf_take(&path);
    copying->err.lang = request->lang;
    request_wait(request, &copying->waiting);
    (void)uv_queue_work(parts->loop, &copying->work, copy, after_copy);
    return 0;
}
