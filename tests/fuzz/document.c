/* Fuzz: what is accepted as a document is written in a form that reads back the same. */
#include "jalon/core/document.h"

#include <assert.h>

#include "fuzz/fuzz.h"
#include "jalon/base/text.h"

static void expect_fixed_point(const struct buf *written)
{
    struct organization organization;
    struct buf again = {0};
    struct err err = {0};

    assert(document_parse(&organization, written->data, written->length, NULL, &err) ==
           0);
    document_format(&again, &organization);
    assert(text_equal(buf_text(written), buf_text(&again)));
    buf_done(&again);
    organization_done(&organization);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct organization organization;
    struct buf written = {0};
    struct err err = {0};

    if (document_parse(&organization, (const char *)data, size, NULL, &err) != 0) {
        assert(err.code == ERR_INVALID && *err.text);
        return 0;
    }
    document_format(&written, &organization);
    assert(text_is_utf8(written.data, written.length));
    expect_fixed_point(&written);
    buf_done(&written);
    organization_done(&organization);
    return 0;
}
