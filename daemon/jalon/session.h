/*
 * session.h - one command's talk with the daemon.
 *
 * Layer: the tool, internal.  Most commands are one call and one listing: these
 * functions are all of such a command but its path and its columns.  Each says what went
 * wrong and returns an exit code.
 */
#ifndef JALON_JALON_SESSION_H
#define JALON_JALON_SESSION_H

#include <jansson.h>

#include "client.h"
#include "output.h"
#include "tool.h"

/* Sends METHOD PATH with BODY, which is taken and may be NULL.  The answer is in *REPLY,
 * which may be NULL, for json_decref(). */
int session_call(const struct tool *tool, const char *method, const char *path,
                 json_t *body, json_t **reply);

/* Sends DELETE PATH, which is taken. */
int session_delete(const struct tool *tool, struct buf *path);

/* Calls CB with each page of the list at PATH. */
int session_pages(const struct tool *tool, const char *path, client_page_cb cb,
                  void *context);

/* Prints the list at PATH, all its pages. */
int session_list(const struct tool *tool, const char *path, const struct column *columns);

/* Sends POST PATH with BODY, which is taken, and prints the secret that its answer holds
 * under KEY, and nothing else on the line, so that a script can take it. */
int session_secret(const struct tool *tool, const char *path, json_t *body,
                   const char *key);

/* Prints the dates that moved: "MILESTONE FIELD: BEFORE → AFTER". */
void session_print_moves(const struct tool *tool, const json_t *reply);

#endif /* JALON_JALON_SESSION_H */
