/*
 * uploads.h - files that were looked at, and wait to be confirmed.
 *
 * Layer: web, inside.  Kept in memory, a few at a time and not for long: the oldest makes
 * room for a new one.  Each belongs to whoever sent it.
 */
#ifndef JALON_WEB_UPLOADS_H
#define JALON_WEB_UPLOADS_H

#include "jalon/base/buf.h"
#include "jalon/engine/import.h"
#include "jalon/sys/secret.h"

#define UPLOADS_MAX     4
#define UPLOADS_VALID_S (15 * 60)

struct uploads {
    struct upload {
        char token[TOKEN_TEXT_SIZE]; /* "": none */
        char owner[SHA256_TEXT_SIZE];
        struct instant until;
        char *name; /* of the file */
        char *text;
        struct import_file file; /* over text */
        struct buf refused;      /* what was refused, as CSV */
    } items[UPLOADS_MAX];
};

/* A place for a new one of OWNER, with a token of its own; the rest is the caller's to
 * fill, its texts taken. */
struct upload *uploads_add(struct uploads *uploads, const char *owner,
                           struct instant now);

/* The one that OWNER was given TOKEN for, or NULL. */
struct upload *uploads_find(struct uploads *uploads, const char *token, const char *owner,
                            struct instant now);

/* Forgets UPLOAD, and all of them. */
void uploads_remove(struct upload *upload);
void uploads_done(struct uploads *uploads);

#endif /* JALON_WEB_UPLOADS_H */
