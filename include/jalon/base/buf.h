/*
 * buf.h - text that grows.
 *
 * Layer: base.  A struct buf is its caller's; data is always NUL-terminated once
 * something was added, and may hold NULs of its own.  Adding cannot fail (base/mem.h),
 * so that whoever writes a page or a line of JSON need not check every word of it.
 */
#ifndef JALON_BASE_BUF_H
#define JALON_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Copied as a value it would be freed twice: pass it by pointer. */
struct buf {
    char *data;      /* NULL while nothing was added */
    size_t length;   /* bytes, without the final NUL */
    size_t capacity; /* bytes allocated */
};

/* {0} is an empty buf, too. */
void buf_init(struct buf *buf);

/* Frees what BUF holds and leaves it empty. */
void buf_done(struct buf *buf);

/* Empties BUF and keeps its memory. */
void buf_clear(struct buf *buf);

/* Makes room for MORE bytes and a NUL, so that adding them moves nothing. */
void buf_reserve(struct buf *buf, size_t more);

/* Adds LENGTH bytes at the end, for the caller to write; borrowed until BUF changes. */
static inline char *buf_extend(struct buf *buf, size_t length)
{
    if (length >= buf->capacity - buf->length)
        buf_reserve(buf, length);
    char *added = buf->data + buf->length;
    buf->length += length;
    added[length] = '\0';
    return added;
}

/* Each adds at the end, and copies what it is given.  TEXT and BYTES may not lie in BUF
 * itself, which may move. */
void buf_add_bytes(struct buf *buf, const void *bytes, size_t length);
void buf_add_char(struct buf *buf, char c);
void buf_add_number(struct buf *buf, int64_t number); /* in decimal */
void buf_addf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* In the header, where the compiler sees how long a literal is: most texts are made of
 * them. */
static inline void buf_add(struct buf *buf, const char *text)
{
    size_t length = strlen(text);

    memcpy(buf_extend(buf, length), text, length);
}

/* The text, never NULL; borrowed until BUF changes. */
const char *buf_text(const struct buf *buf);

/* The text, for the caller to free; BUF is empty afterwards. */
char *buf_take(struct buf *buf);

#endif /* JALON_BASE_BUF_H */
