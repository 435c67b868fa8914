/*
 * lookout.h - sees at once that the database can no longer be relied on.
 *
 * Layer: jalond.  Whatever is written to a file that was deleted or replaced is gone with
 * the process, and what is sent then is in no ledger.  The system says when something in
 * the folder of the database comes, goes or gets another name: nothing is polled.
 */
#ifndef JALON_JALOND_LOOKOUT_H
#define JALON_JALOND_LOOKOUT_H

#include <uv.h>

#include "jalon/store/store.h"

struct lookout {
    uv_fs_event_t folder;
    uv_prepare_t turn; /* each turn of the loop may have met a damaged page */
    const struct store *store;
    void (*lost)(void *context);
    void *context;
};

/* Makes LOOKOUT ready on LOOP; it looks at nothing yet. */
void lookout_init(struct lookout *lookout, uv_loop_t *loop);

/* Watches over STORE, borrowed, whose file is DATABASE, and calls LOST once when
 * store_sound() says no.  A folder that cannot be watched is logged: it is looked at then
 * before something is sent, and no sooner. */
void lookout_start(struct lookout *lookout, const struct store *store,
                   const char *database, void (*lost)(void *context), void *context);

/* Ends it; LOOKOUT must outlive the next turn of the loop. */
void lookout_stop(struct lookout *lookout);

#endif /* JALON_JALOND_LOOKOUT_H */
