#include "lookout.h"

#include "jalon/base/buf.h"
#include "jalon/sys/file.h"
#include "jalon/sys/log.h"

static void look(struct lookout *lookout)
{
    struct err ignored = {0};

    if (store_sound(lookout->store, &ignored) == 0)
        return;
    /* Once is enough: the daemon ends. */
    (void)uv_fs_event_stop(&lookout->folder);
    (void)uv_prepare_stop(&lookout->turn);
    lookout->lost(lookout->context);
}

/* Files that only grow or shrink are the daemon's own daily work. */
static void on_event(uv_fs_event_t *folder, const char *name, int events, int status)
{
    (void)name;
    if (status != 0 || (events & UV_RENAME))
        look(folder->data);
}

static void on_turn(uv_prepare_t *turn)
{
    struct lookout *lookout = turn->data;

    if (store_is_damaged(lookout->store))
        look(lookout);
}

void lookout_init(struct lookout *lookout, uv_loop_t *loop)
{
    (void)uv_fs_event_init(loop, &lookout->folder);
    (void)uv_prepare_init(loop, &lookout->turn);
    lookout->folder.data = lookout->turn.data = lookout;
}

void lookout_start(struct lookout *lookout, const struct store *store,
                   const char *database, void (*lost)(void *context), void *context)
{
    struct buf folder = {0};

    lookout->store = store;
    lookout->lost = lost;
    lookout->context = context;
    file_add_folder(&folder, database);
    int failed = uv_fs_event_start(&lookout->folder, on_event, buf_text(&folder), 0);
    if (failed)
        log_warning("the folder of the database cannot be watched: %s",
                    uv_strerror(failed));
    buf_done(&folder);
    (void)uv_prepare_start(&lookout->turn, on_turn);
}

void lookout_stop(struct lookout *lookout)
{
    uv_close((uv_handle_t *)&lookout->folder, NULL);
    uv_close((uv_handle_t *)&lookout->turn, NULL);
}
