/* Fuzz: whatever a stranger's header or address says is read to its end and no further.
 */
#include "../../daemon/publish/accept.h"
#include "../../daemon/publish/credentials.h"
#include "../../daemon/publish/etag.h"
#include "../../daemon/publish/httpdate.h"
#include "../../daemon/publish/language.h"
#include "jalon/base/percent.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

static void check_percent(const char *text)
{
    char *decoded = percent_decode(text, strlen(text));

    assert(!decoded || text_is_utf8(decoded, strlen(decoded)));
    assert(!decoded || strlen(decoded) <= strlen(text));
    free(decoded);
}

static void check_date(const char *text)
{
    char again[HTTPDATE_SIZE];
    struct instant instant, same;

    if (httpdate_parse(&instant, text) != 0)
        return;
    assert(httpdate_parse(&same, httpdate_format(again, instant)) == 0);
    assert(same.s == instant.s);
}

static void check_tags(const char *text)
{
    static const char tag[] = "\"0123456789abcdef0123456789abcdef\"";

    /* What a strong comparison finds, a weak one does. */
    if (etag_listed(text, tag, ETAG_STRONG))
        assert(etag_listed(text, tag, ETAG_WEAK));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_strndup((const char *)data, size);
    const char *token = credentials_bearer(text);

    assert(!token || (*token && *token != ' '));
    check_percent(text);
    check_date(text);
    check_tags(text);
    (void)accept_prefers_html(text);
    (void)language_choose(text, LANG_FR);
    free(text);
    return 0;
}
