/* /api/v1/backup: a consistent copy of the database, made beside it and sent from there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aside.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/sys/log.h"
#include "jalon/sys/reason.h"
#include "request.h"

struct copying {
    struct aside aside;
    char *path; /* of the copy */
};

static void run(struct aside *aside)
{
    const struct copying *copying = (const struct copying *)aside;

    aside->rc = store_copy(aside->database, copying->path, &aside->err);
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

static void answer(struct aside *aside, struct request *request)
{
    const struct copying *copying = (const struct copying *)aside;
    struct response *out = &request->response;
    struct stat status;
    int fd = aside->rc == 0 ? open_copy(copying->path, &status, &aside->err) : -1;

    if (fd < 0) {
        response_error(out, &aside->err);
        return;
    }
    if (!request->head)
        note_backup(request->publish->parts.store, request->now);
    response_stream(out, "application/vnd.sqlite3",
                    MHD_create_response_from_fd64((uint64_t)status.st_size, fd));
}

static void done(struct aside *aside)
{
    struct copying *copying = (struct copying *)aside;

    /* Without a name the copy goes when it was sent. */
    (void)unlink(copying->path);
    free(copying->path);
    free(copying);
}

int backup_get(struct request *request, struct response *out, struct err *err)
{
    struct copying *copying = mem_new(sizeof(*copying));
    char name[TOKEN_TEXT_SIZE];
    struct buf path = {0};

    (void)out;
    (void)err;
    /* Nobody can guess the name, and a copy left by a crash is not taken for another. */
    secret_token(name);
    buf_addf(&path, "%s.copy-%s", request->publish->parts.conf->database, name);
    copying->path = buf_take(&path);
    copying->aside = (struct aside){.run = run, .answer = answer, .done = done};
    aside_start(&copying->aside, request);
    return 0;
}
