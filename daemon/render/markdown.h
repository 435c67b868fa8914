/*
 * markdown.h - plain text where Markdown and mentions are read.
 *
 * Layer: render.  For Mattermost and Discord: each has a Markdown of its own, and both
 * take a backslash before a character of meaning.
 */
#ifndef JALON_RENDER_MARKDOWN_H
#define JALON_RENDER_MARKDOWN_H

#include "chat.h"

/* Each character of meaning escaped by a backslash. */
extern const struct markup markup_markdown;

/* A JSON string of CHAT's lines, one paragraph or item each, and of its links. */
json_t *markdown_text(const struct chat *chat);

#endif /* JALON_RENDER_MARKDOWN_H */
