/* Written without jansson: no tree has to be built to be written once, and the order of
 * keys is ours to keep. */

#include <string.h>

#include "document_keys.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"

/* -- strings --------------------------------------------------------------------- */

/* A letter mostly, which is known at once. */
static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;

    if (byte > '\\')
        return byte != 0x7F;
    return byte >= ' ' && byte != '"' && byte != '\\';
}

static void add_escaped(struct buf *out, char c)
{
    if (c == '"' || c == '\\')
        buf_addf(out, "\\%c", c);
    else
        buf_addf(out, "\\u%04x", (unsigned)c);
}

static void add_utf8(struct buf *out, const char *text)
{
    while (*text) {
        const char *start = text;
        while (is_plain(*text))
            text++;
        buf_add_bytes(out, start, (size_t)(text - start));
        if (*text)
            add_escaped(out, *text++);
    }
}

/* What a peer answered may be anything: bytes that are no UTF-8 are read as Latin-1, so
 * that JSON is written whatever comes. */
void document_add_string(struct buf *out, const char *text)
{
    struct buf converted = {0};

    if (!text_is_utf8(text, strlen(text))) {
        text_add_latin1(&converted, text, strlen(text));
        text = buf_text(&converted);
    }
    buf_add_char(out, '"');
    add_utf8(out, text);
    buf_add_char(out, '"');
    buf_done(&converted);
}

/* -- objects --------------------------------------------------------------------- */

static void add_object(struct buf *out, const void *object, const struct shape *shape,
                       const char *without);

static void add_item(struct buf *out, const void *item, const struct shape *shape)
{
    if (shape->bare)
        shape->keys->type->write(out, item, shape->keys);
    else
        add_object(out, item, shape, NULL);
}

static size_t list_count(const char *object, const struct key *key)
{
    const size_t *count = (const size_t *)(object + key->count);

    return *count;
}

static void add_list(struct buf *out, const char *object, const struct key *key)
{
    const char *const *items = (const char *const *)(object + key->offset);
    size_t count = list_count(object, key);

    buf_add_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(out, ',');
        add_item(out, *items + i * key->items->size, key->items);
    }
    buf_add_char(out, ']');
}

/* What is absent is left out, an empty list too: so what was exported exports again as
 * the same bytes. */
static bool is_set(const char *object, const struct key *key)
{
    return key->type ? key->type->is_set(object + key->offset, key)
                     : list_count(object, key) > 0;
}

static void add_key(struct buf *out, const char *object, const struct key *key)
{
    document_add_string(out, key->name);
    buf_add_char(out, ':');
    if (key->type)
        key->type->write(out, object + key->offset, key);
    else
        add_list(out, object, key);
}

/* WITHOUT names a key to leave out, or is NULL. */
static void add_object(struct buf *out, const void *object, const struct shape *shape,
                       const char *without)
{
    char separator = '{';

    for (size_t i = 0; i < shape->key_count; i++) {
        const struct key *key = &shape->keys[i];
        if (!is_set(object, key) || text_equal(key->name, without))
            continue;
        buf_add_char(out, separator);
        add_key(out, object, key);
        separator = ',';
    }
    buf_add(out, separator == '{' ? "{}" : "}");
}

void document_format(struct buf *out, const struct organization *organization)
{
    add_object(out, organization, &document_organization, NULL);
}

void document_format_profile(struct buf *out, const struct organization *organization)
{
    add_object(out, organization, &document_organization, "facts");
}

void document_format_fact(struct buf *out, const struct fact *fact)
{
    add_object(out, fact, &document_fact, NULL);
}
