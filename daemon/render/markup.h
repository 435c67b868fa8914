/*
 * markup.h - text made safe for the mark-up it lands in.
 *
 * Layer: render.  Names and notes come from forms and lists: one that holds "<b>", "@all"
 * or a link must be shown as it stands, whatever the mark-up.
 */
#ifndef JALON_RENDER_MARKUP_H
#define JALON_RENDER_MARKUP_H

#include <stddef.h>

#include "jalon/base/buf.h"

#define MARKUP_NO_LIMIT ((size_t)-1)

/* An '@' that no chat takes for the start of a mention. */
#define MARKUP_AT "@\u200B"

/* What stands for an ASCII character; NULL where it stands for itself. */
struct markup {
    const char *instead[128];
};

extern const struct markup markup_plain; /* nothing is special */
extern const struct markup markup_html;  /* element content and quoted attributes */

/* Adds TEXT in MARKUP to OUT: at most CHARACTERS characters as they are written, with a
 * final "…" where it was longer.  Control characters become spaces, and
 * what is no UTF-8 the replacement character. */
void markup_add(struct buf *out, const struct markup *markup, const char *text,
                size_t characters);

#endif /* JALON_RENDER_MARKUP_H */
