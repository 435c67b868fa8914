#include "aside.h"

#include <stdlib.h>

#include "jalon/base/mem.h"

static void run(uv_work_t *work)
{
    struct aside *aside = work->data;

    aside->run(aside);
}

static void after(uv_work_t *work, int status)
{
    struct aside *aside = work->data;
    struct request *request = aside->waiting.request;

    (void)status;
    if (request) {
        aside->answer(aside, request);
        request_resume(request);
    }
    free(aside->database);
    aside->done(aside);
}

void aside_start(struct aside *aside, struct request *request)
{
    const struct publish_parts *parts = &request->publish->parts;

    aside->database = mem_strdup(parts->conf->database);
    aside->err.lang = request->lang;
    aside->work.data = aside;
    request_wait(request, &aside->waiting);
    (void)uv_queue_work(parts->loop, &aside->work, run, after);
}
