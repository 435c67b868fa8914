#include "jalon/base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"

#define FIRST_CAPACITY 256 /* most texts fit and never move */

void buf_init(struct buf *buf)
{
    *buf = (struct buf){0};
}

void buf_done(struct buf *buf)
{
    free(buf->data);
    buf_init(buf);
}

void buf_clear(struct buf *buf)
{
    buf->length = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

static void reserve(struct buf *buf, size_t more)
{
    size_t wanted = buf->capacity ? buf->capacity : FIRST_CAPACITY;

    if (buf->length + more + 1 <= buf->capacity)
        return;
    while (wanted < buf->length + more + 1)
        wanted *= 2;
    char *data = mem_new(wanted);
    if (buf->length)
        memcpy(data, buf->data, buf->length);
    free(buf->data);
    buf->data = data;
    buf->capacity = wanted;
}

void buf_add_bytes(struct buf *buf, const void *bytes, size_t length)
{
    reserve(buf, length);
    if (length)
        memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void buf_add(struct buf *buf, const char *text)
{
    buf_add_bytes(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add_bytes(buf, &c, 1);
}

/* Mostly what is added fits into the room that is there, and is written at once. */
void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;

    reserve(buf, 0);
    size_t room = buf->capacity - buf->length;
    va_start(args, format);
    int length = vsnprintf(buf->data + buf->length, room, format, args);
    va_end(args);
    assert(length >= 0);
    if ((size_t)length >= room) {
        reserve(buf, (size_t)length);
        va_start(args, format);
        (void)vsnprintf(buf->data + buf->length, (size_t)length + 1, format, args);
        va_end(args);
    }
    buf->length += (size_t)length;
}

const char *buf_text(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf)
{
    char *data = buf->data ? buf->data : mem_new(1);

    buf_init(buf);
    return data;
}
