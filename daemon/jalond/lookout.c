#include "lookout.h"

#define EVERY_MS 2000

static void on_timer(uv_timer_t *timer)
{
    struct lookout *lookout = timer->data;
    struct err ignored = {0};

    if (store_sound(lookout->store, &ignored) == 0)
        return;
    (void)uv_timer_stop(timer);
    lookout->lost(lookout->context);
}

void lookout_init(struct lookout *lookout, uv_loop_t *loop)
{
    uv_timer_init(loop, &lookout->timer);
    lookout->timer.data = lookout;
}

void lookout_start(struct lookout *lookout, const struct store *store,
                   void (*lost)(void *context), void *context)
{
    lookout->store = store;
    lookout->lost = lost;
    lookout->context = context;
    uv_timer_start(&lookout->timer, on_timer, EVERY_MS, EVERY_MS);
}

void lookout_stop(struct lookout *lookout)
{
    uv_close((uv_handle_t *)&lookout->timer, NULL);
}
