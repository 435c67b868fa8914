/*
 * about.h - what a notice speaks of, in words.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_ABOUT_H
#define JALON_WEB_ABOUT_H

#include "client.h"
#include "jalon/store/ledger.h"

/* Adds a list of what NOTICE speaks of, each item with its client; of many, all but the
 * first are folded away. */
void about_add(struct visit *visit, const struct notice *notice);

/* Adds what it says of CLIENT alone; its subject, where it speaks of no date. */
void about_add_of(const struct client *client, const struct notice *notice);

#endif /* JALON_WEB_ABOUT_H */
