/*
 * client.h - the tool's side of the HTTP API.
 *
 * Layer: the tool, internal.  Over the daemon's Unix socket, or over TCP with a token.
 * Paths stand after /api/v1; what is put into them goes through client_path().
 */
#ifndef JALON_JALON_CLIENT_H
#define JALON_JALON_CLIENT_H

#include <stdio.h>

#include <jansson.h>

#include "jalon/base/buf.h"
#include "tool.h"

/* The ?limit= of lists that may be long; others are one page. */
#define CLIENT_PAGE "500"

struct client;

/* A client of the daemon that TOOL names; nothing is sent yet.
 * Returns 0 with *OUT for client_close(), or -1. */
int client_open(struct client **out, const struct tool *tool, struct err *err);

/* From now on an exchange of CLIENT that takes longer than SECONDS has failed. */
void client_hurry(struct client *client, int seconds);

/* Frees CLIENT; not NULL. */
void client_close(struct client *client);

/* Adds FORMAT to OUT with each %s replaced by the next text, percent-encoded:
 * "/organizations/%s/acks/%s". */
void client_path(struct buf *out, const char *format, ...);

/* Adds "?KEY=VALUE", or "&KEY=VALUE" after the first; nothing where VALUE is NULL. */
void client_query(struct buf *out, const char *key, const char *value);

/* Sends METHOD PATH with BODY as JSON, or without a body where it is NULL.
 * Returns 0 with the answer in *REPLY for json_decref() (NULL where it has none), or -1
 * with what the daemon said.  REPLY may be NULL. */
int client_call(struct client *client, const char *method, const char *path,
                const json_t *body, json_t **reply, struct err *err);

/* Sends POST PATH with what FILE holds, from where it stands to its end.  An answer that
 * lines were rejected is a reply, too.  Returns as client_call() does. */
int client_upload(struct client *client, const char *path, FILE *file, json_t **reply,
                  struct err *err);

/* Writes what GET PATH answers to FILE as it comes.  Returns 0, or -1: FILE may hold a
 * part of it then, which the caller has to throw away. */
int client_download(struct client *client, const char *path, FILE *file, struct err *err);

/* Called with the items of one page, borrowed for the call. */
typedef void (*client_page_cb)(void *context, const json_t *items);

/* Calls CB with each page of the list at PATH, following "next", until standard output
 * fails.  Returns 0, or -1 after the pages that came. */
int client_pages(struct client *client, const char *path, client_page_cb cb,
                 void *context, struct err *err);

#endif /* JALON_JALON_CLIENT_H */
