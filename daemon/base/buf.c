#include "jalon/base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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

/* By doubling, so that a calendar of a megabyte is not copied at each line of it. */
void buf_reserve(struct buf *buf, size_t more)
{
    size_t room = buf->length + more + 1;
    size_t wanted = buf->capacity ? buf->capacity : FIRST_CAPACITY;

    if (room <= buf->capacity)
        return;
    while (wanted < room)
        wanted *= 2;
    buf->data = mem_resize(buf->data, wanted);
    buf->capacity = wanted;
}

void buf_add_bytes(struct buf *buf, const void *bytes, size_t length)
{
    char *added = buf_extend(buf, length);

    if (length)
        memcpy(added, bytes, length);
}

void buf_add_char(struct buf *buf, char c)
{
    *buf_extend(buf, 1) = c;
}

/* printf would take most of the time that a plan takes to be written. */
void buf_add_number(struct buf *buf, int64_t number)
{
    char digits[20];
    size_t at = sizeof(digits);
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0)
        digits[--at] = '-';
    buf_add_bytes(buf, digits + at, sizeof(digits) - at);
}

/* Mostly what is added fits into the room that is there, and is written at once. */
void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;

    buf_reserve(buf, 0);
    size_t room = buf->capacity - buf->length;
    va_start(args, format);
    int length = vsnprintf(buf->data + buf->length, room, format, args);
    va_end(args);
    assert(length >= 0);
    if ((size_t)length >= room) {
        buf_reserve(buf, (size_t)length);
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
