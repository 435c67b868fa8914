#include "readiness.h"

#include "jalon/store/ledger.h"

#define TRUST_S 5

int readiness_writable(struct publish *publish, struct instant now, struct err *err)
{
    if (now.s < publish->writable_until.s)
        return 0;
    if (store_try_write(publish->parts.store, now, err) != 0)
        return -1;
    publish->writable_until.s = now.s + TRUST_S;
    return 0;
}

static int take_at(void *context, const struct notice *notice, struct err *err)
{
    struct instant *at = context;

    (void)err;
    *at = notice->at;
    return 0;
}

int readiness_oldest_queued(struct instant *out, struct store *store, struct err *err)
{
    const struct notice_filter filter = {
        .has_state = true, .state = NOTICE_QUEUED, .limit = 1};

    *out = (struct instant){0};
    return store_notices_each(store, &filter, take_at, out, err);
}
