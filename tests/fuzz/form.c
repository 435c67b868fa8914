/* Fuzz: whatever comes as a form is refused, or gives fields of clean text.  The first
 * line is the content type. */
#include "../../daemon/web/form.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

static void check(const struct form_field *field)
{
    assert(text_is_utf8(field->name, strlen(field->name)));
    assert(field->value[field->length] == '\0');
    if (!field->file) {
        assert(strlen(field->value) == field->length);
        assert(text_is_utf8(field->value, field->length));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
    size_t line = end ? (size_t)(end - text) : 0;
    size_t rest = end ? size - line - 1 : size;
    char *type = mem_strndup(end ? text : "", line);
    struct err err = {0};
    struct form form;

    if (form_parse(&form, type, end ? end + 1 : text, rest, &err) == 0) {
        assert(form.count <= FORM_FIELDS_MAX);
        for (size_t i = 0; i < form.count; i++)
            check(&form.fields[i]);
        form_done(&form);
    } else {
        assert(err.code == ERR_INVALID);
    }
    free(type);
    return 0;
}
