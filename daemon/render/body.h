/*
 * body.h - a card as the two bodies of a mail.
 *
 * Layer: render.  UTF-8 with LF line ends, not yet encoded for the way.
 */
#ifndef JALON_RENDER_BODY_H
#define JALON_RENDER_BODY_H

#include "card.h"

/* Plain text: paragraphs, and a digest's items in aligned columns. */
void body_text(struct buf *out, const struct card *card);

/* A whole HTML page that depends on nothing outside itself.  It leaves the colours of
 * text and ground to the reader's program, so that dark ones stay dark. */
void body_html(struct buf *out, const struct card *card);

#endif /* JALON_RENDER_BODY_H */
