/* Fuzz: whatever a name says, a header of a mail and a line of a calendar stay one, and
 * no line is longer than the standard has it. */
#include "../../daemon/feed/ics.h"
#include "../../daemon/render/mime.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* What is in OUT ends with its one line break that no blank follows; the others fold, and
 * no piece between them has more than MOST octets or a control character. */
static void check_folded(const struct buf *out, size_t most)
{
    const char *at = buf_text(out);
    const char *end = at + out->length;

    while (at < end) {
        const char *stop = strstr(at, "\r\n");
        assert(stop);
        assert((size_t)(stop - at) <= most);
        for (; at < stop; at++)
            assert((unsigned char)*at >= ' ' && *at != '\x7f');
        at = stop + 2;
        assert(at == end || *at == ' ');
    }
}

static void check_calendar(const char *text)
{
    struct buf out = {0};

    ics_text(&out, "SUMMARY", text);
    check_folded(&out, 75);
    assert(!text_is_utf8(text, strlen(text)) || text_is_utf8(buf_text(&out), out.length));
    buf_clear(&out);
    ics_uri(&out, "URL", text);
    check_folded(&out, 75);
    buf_done(&out);
}

static void check_mail(const char *text)
{
    struct buf out = {0};

    mime_text(&out, "Subject", text);
    check_folded(&out, 76);
    buf_clear(&out);
    mime_mailbox(&out, "From", text);
    check_folded(&out, SIZE_MAX);
    buf_clear(&out);
    mime_token(&out, "Message-ID", text);
    check_folded(&out, SIZE_MAX);
    buf_done(&out);
}

static void check_body(const char *text)
{
    struct buf out = {0};

    mime_quoted_printable(&out, text);
    for (const char *at = buf_text(&out); *at;) {
        const char *stop = strstr(at, "\r\n");
        assert(stop && stop - at <= 76);
        assert(stop == at || (stop[-1] != ' ' && stop[-1] != '\t'));
        at = stop + 2;
    }
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_strndup((const char *)data, size);

    check_calendar(text);
    check_mail(text);
    check_body(text);
    free(text);
    return 0;
}
