#include "multipart.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* Where NEEDLE starts in the LENGTH bytes at TEXT; NULL: nowhere. */
static const char *find(const char *text, size_t length, const char *needle)
{
    size_t size = strlen(needle);

    for (const char *at = text; length - (size_t)(at - text) >= size; at++) {
        at = memchr(at, needle[0], length - (size_t)(at - text) - size + 1);
        if (!at || memcmp(at, needle, size) == 0)
            return at;
    }
    return NULL;
}

/* The value of parameter NAME, as in `; NAME="value"`, in the LENGTH bytes of a header,
 * for the caller to free; NULL: it has none.  Browsers write quotes inside as %22. */
static char *parameter(const char *header, size_t length, const char *name)
{
    const char *start = find(header, length, name);
    const char *end = header + length;

    if (!start)
        return NULL;
    start += strlen(name);
    const char *close = memchr(start, '"', (size_t)(end - start));
    return close ? mem_strndup(start, (size_t)(close - start)) : NULL;
}

int multipart_open(struct multipart *out, const char *content_type, const char *body,
                   size_t length)
{
    const char *boundary = strstr(content_type, "boundary=");

    if (!boundary)
        return -1;
    boundary += strlen("boundary=");
    boundary += *boundary == '"';
    size_t size = strcspn(boundary, "\"; ");
    if (size == 0 || size > MULTIPART_BOUNDARY_MAX)
        return -1;
    (void)snprintf(out->delimiter, sizeof(out->delimiter), "\r\n--%.*s", (int)size,
                   boundary);
    size += 2;
    if (length < size || memcmp(body, out->delimiter + 2, size) != 0)
        return -1;
    out->rest = body + size;
    out->length = length - size;
    return 1;
}

static void advance(struct multipart *multipart, const char *to)
{
    multipart->length -= (size_t)(to - multipart->rest);
    multipart->rest = to;
}

int multipart_next(struct form_field *out, struct multipart *multipart)
{
    if (multipart->length >= 2 && memcmp(multipart->rest, "--", 2) == 0)
        return 0;
    const char *head = multipart->rest;
    const char *body = find(head, multipart->length, "\r\n\r\n");
    if (!body)
        return -1;
    advance(multipart, body + strlen("\r\n\r\n"));
    const char *value = multipart->rest;
    const char *end = find(value, multipart->length, multipart->delimiter);
    char *name = end ? parameter(head, (size_t)(body - head), " name=\"") : NULL;
    if (!name)
        return -1;
    *out = (struct form_field){
        .name = name,
        .value = mem_strndup(value, (size_t)(end - value)),
        .length = (size_t)(end - value),
        .file = parameter(head, (size_t)(body - head), "filename=\""),
    };
    advance(multipart, end + strlen(multipart->delimiter));
    return 1;
}
