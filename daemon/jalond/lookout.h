/*
 * lookout.h - sees within seconds that the database can no longer be relied on.
 *
 * Layer: jalond.  Whatever is written to a file that was deleted or replaced is gone with
 * the process, and what is sent then is in no ledger.
 */
#ifndef JALON_JALOND_LOOKOUT_H
#define JALON_JALOND_LOOKOUT_H

#include <uv.h>

#include "jalon/store/store.h"

struct lookout {
    uv_timer_t timer;
    const struct store *store;
    void (*lost)(void *context);
    void *context;
};

/* Makes LOOKOUT ready on LOOP; it looks at nothing yet. */
void lookout_init(struct lookout *lookout, uv_loop_t *loop);

/* Looks at STORE, borrowed, every few seconds, and calls LOST once when store_sound()
 * says no. */
void lookout_start(struct lookout *lookout, const struct store *store,
                   void (*lost)(void *context), void *context);

void lookout_stop(struct lookout *lookout);

#endif /* JALON_JALOND_LOOKOUT_H */
