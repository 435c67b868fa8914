#include "form.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "jalon/base/mem.h"
#include "jalon/base/percent.h"
#include "jalon/base/text.h"
#include "multipart.h"

/* -- fields ---------------------------------------------------------------------- */

static bool is_clean(const char *text)
{
    for (const char *at = text; *at; at++)
        if (((unsigned char)*at < ' ' && !strchr("\t\r\n", *at)) || *at == 0x7f)
            return false;
    return text_is_utf8(text, strlen(text));
}

static int check(const struct form_field *field, struct err *err)
{
    bool text = field->file || strlen(field->value) == field->length;

    if (text && is_clean(field->name) && (field->file || is_clean(field->value)))
        return 0;
    return err_set(err, ERR_INVALID, "a field of the form holds what is no text");
}

/* FIELD's texts are taken. */
static int add(struct form *out, struct form_field field, struct err *err)
{
    if (out->count == FORM_FIELDS_MAX) {
        free(field.name);
        free(field.value);
        free(field.file);
        return err_set(err, ERR_INVALID, "the form has too many fields");
    }
    out->fields[out->count++] = field;
    return check(&out->fields[out->count - 1], err);
}

/* -- urlencoded ------------------------------------------------------------------ */

/* The LENGTH bytes of TEXT decoded, for the caller to free; NULL where that gives no
 * text. A '+' is a blank here, and nowhere else in an address. */
static char *decode(const char *text, size_t length)
{
    char *plain = mem_strndup(text, length);

    for (char *at = plain; *at; at++)
        if (*at == '+')
            *at = ' ';
    char *decoded = percent_decode(plain, length);
    free(plain);
    return decoded;
}

static int add_encoded(struct form *out, const char *pair, size_t length, struct err *err)
{
    const char *equals = memchr(pair, '=', length);
    size_t name_length = equals ? (size_t)(equals - pair) : length;
    size_t rest = equals ? length - name_length - 1 : 0;
    char *name = decode(pair, name_length);
    char *value = decode(equals ? equals + 1 : "", rest);

    if (!name || !value) {
        free(name);
        free(value);
        return err_set(err, ERR_INVALID, "the form is not well encoded");
    }
    return add(out, (struct form_field){name, value, strlen(value), NULL}, err);
}

static int parse_encoded(struct form *out, const char *body, size_t length,
                         struct err *err)
{
    for (size_t at = 0; at < length;) {
        const char *end = memchr(body + at, '&', length - at);
        size_t piece = end ? (size_t)(end - body) - at : length - at;
        if (piece > 0 && add_encoded(out, body + at, piece, err) != 0)
            return -1;
        at += piece + 1;
    }
    return 0;
}

/* -- multipart ------------------------------------------------------------------- */

static int parse_multipart(struct form *out, const char *content_type, const char *body,
                           size_t length, struct err *err)
{
    struct multipart reader;
    struct form_field field;
    int more = multipart_open(&reader, content_type, body, length);

    while (more > 0 && (more = multipart_next(&field, &reader)) > 0)
        if (add(out, field, err) != 0)
            return -1;
    return more == 0 ? 0 : err_set(err, ERR_INVALID, "the form is not well encoded");
}

/* -- the whole ------------------------------------------------------------------- */

int form_parse(struct form *out, const char *content_type, const char *body,
               size_t length, struct err *err)
{
    static const char encoded[] = "application/x-www-form-urlencoded";
    static const char multipart[] = "multipart/form-data";
    int rc = -1;

    *out = (struct form){0};
    if (length == 0)
        return 0;
    if (content_type && strncasecmp(content_type, encoded, strlen(encoded)) == 0)
        rc = parse_encoded(out, body, length, err);
    else if (content_type && strncasecmp(content_type, multipart, strlen(multipart)) == 0)
        rc = parse_multipart(out, content_type, body, length, err);
    else
        (void)err_set(err, ERR_INVALID, "this is no form");
    if (rc != 0)
        form_done(out);
    return rc;
}

void form_done(struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        free(form->fields[i].name);
        free(form->fields[i].value);
        free(form->fields[i].file);
    }
    form->count = 0;
}

const struct form_field *form_field(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (text_equal(form->fields[i].name, name))
            return &form->fields[i];
    return NULL;
}

const char *form_text(const struct form *form, const char *name)
{
    const struct form_field *field = form_field(form, name);

    return field && *field->value ? field->value : NULL;
}
