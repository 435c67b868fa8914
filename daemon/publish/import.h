/*
 * import.h - many organizations at once, from a file.
 *
 * Layer: publish.  All or nothing, unless asked to keep going past lines that are
 * rejected; what was done is told line by line.
 */
#ifndef JALON_PUBLISH_IMPORT_H
#define JALON_PUBLISH_IMPORT_H

#include "hub.h"
#include "jalon/base/buf.h"
#include "jalon/engine/engine.h"

struct import {
    const struct publish_parts *parts;
    struct actor actor;
    int64_t changes[3]; /* organizations by enum change */
    int64_t rejected;
    struct buf rejections; /* {"line","reason"}, one after the other, commas between */
};

/* Reads the LENGTH bytes of FILE in one form of file and writes each organization.
 * 0 whatever was rejected, or -1 where going on is of no use. */
typedef int (*import_cb)(struct import *import, const char *file, size_t length,
                         struct err *err);

int import_json_lines(struct import *import, const char *file, size_t length,
                      struct err *err);
int import_csv(struct import *import, const char *file, size_t length, struct err *err);
int import_public_list(struct import *import, const char *file, size_t length,
                       struct err *err);

#endif /* JALON_PUBLISH_IMPORT_H */
