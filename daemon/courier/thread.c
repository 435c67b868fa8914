#include "thread.h"

#include <stdlib.h>

#include "jalon/sys/log.h"

void thread_start(uv_thread_t *thread, uv_thread_cb work, void *context)
{
    int failed = uv_thread_create(thread, work, context);

    if (!failed)
        return;
    log_error("no thread can be started: %s", uv_strerror(failed));
    abort();
}
