#include "tray.h"

#include <assert.h>

#include "wire.h"

void tray_open(struct tray *tray, tray_wake_cb wake, void *context)
{
    int failed = uv_mutex_init(&tray->lock);

    assert(failed == 0);
    tray->first = tray->last = NULL;
    tray->wake = wake;
    tray->context = context;
}

void tray_put(struct tray *tray, struct transfer *transfer)
{
    transfer->next = NULL;
    uv_mutex_lock(&tray->lock);
    bool was_empty = !tray->first;
    if (was_empty)
        tray->first = transfer;
    else
        tray->last->next = transfer;
    tray->last = transfer;
    uv_mutex_unlock(&tray->lock);
    if (was_empty)
        tray->wake(tray->context);
}

struct transfer *tray_take(struct tray *tray)
{
    uv_mutex_lock(&tray->lock);
    struct transfer *taken = tray->first;
    tray->first = NULL;
    uv_mutex_unlock(&tray->lock);
    return taken;
}

void tray_close(struct tray *tray)
{
    uv_mutex_destroy(&tray->lock);
}
