/*
 * assets.h - the stylesheet and the script, embedded in the program.
 *
 * Layer: web, inside.  Their names hold a hash of what is in them, so that browsers keep
 * them for good and still see each change at once.
 */
#ifndef JALON_WEB_ASSETS_H
#define JALON_WEB_ASSETS_H

#include "jalon/base/err.h"

#define ASSET_NAME_SIZE 32

struct assets {
    char style[ASSET_NAME_SIZE];  /* "style-0123456789ab.css" */
    char script[ASSET_NAME_SIZE]; /* "app-0123456789ab.js" */
};

/* Works out the names. */
void assets_init(struct assets *assets);

struct visit;

/* The page that serves them. */
int page_asset(struct visit *visit, struct err *err);

#endif /* JALON_WEB_ASSETS_H */
