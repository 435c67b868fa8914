#include "uploads.h"

#include <stdio.h>
#include <stdlib.h>

static struct upload *oldest(struct uploads *uploads)
{
    struct upload *found = &uploads->items[0];

    for (size_t i = 1; i < UPLOADS_MAX; i++)
        if (uploads->items[i].until.s < found->until.s)
            found = &uploads->items[i];
    return found;
}

struct upload *uploads_add(struct uploads *uploads, const char *owner, struct instant now)
{
    struct upload *upload = oldest(uploads);

    uploads_remove(upload);
    secret_token(upload->token);
    (void)snprintf(upload->owner, sizeof(upload->owner), "%s", owner);
    upload->until = (struct instant){now.s + UPLOADS_VALID_S};
    return upload;
}

struct upload *uploads_find(struct uploads *uploads, const char *token, const char *owner,
                            struct instant now)
{
    for (size_t i = 0; i < UPLOADS_MAX; i++) {
        struct upload *upload = &uploads->items[i];
        if (*upload->token && now.s < upload->until.s &&
            secret_equal(upload->token, token) && secret_equal(upload->owner, owner))
            return upload;
    }
    return NULL;
}

void uploads_remove(struct upload *upload)
{
    free(upload->name);
    free(upload->text);
    buf_done(&upload->refused);
    *upload = (struct upload){0};
}

void uploads_done(struct uploads *uploads)
{
    for (size_t i = 0; i < UPLOADS_MAX; i++)
        uploads_remove(&uploads->items[i]);
}
