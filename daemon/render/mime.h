/*
 * mime.h - the parts of a mail's header and body, encoded.
 *
 * Layer: render.  No control character of a value reaches a header line: in text it
 * becomes a space, elsewhere it is dropped.
 */
#ifndef JALON_RENDER_MIME_H
#define JALON_RENDER_MIME_H

#include "jalon/base/buf.h"
#include "jalon/core/instant.h"

#define MIME_LINE "\r\n"

/* Adds a header line of free text, in RFC 2047 encoded words where it is not short
 * printable ASCII; folded. */
void mime_text(struct buf *out, const char *name, const char *text);

/* Adds a header line with the address MAILBOX, "Jalon <jalon@example.org>" or without a
 * name; the name is encoded as needed. */
void mime_mailbox(struct buf *out, const char *name, const char *mailbox);

/* Adds a header line whose VALUE is ASCII of fixed form: a Message-ID, a keyword. */
void mime_token(struct buf *out, const char *name, const char *value);

/* Adds a header line with INSTANT, after 1970, as RFC 5322 writes it, in UTC. */
void mime_date(struct buf *out, const char *name, struct instant instant);

/* Adds TEXT in quoted-printable, its newlines (LF or CR LF) as CR LF, no line above 76
 * columns, with a final CR LF. */
void mime_quoted_printable(struct buf *out, const char *text);

#endif /* JALON_RENDER_MIME_H */
