#include "html.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "jalon/base/percent.h"
#include "jalon/base/text.h"
#include "jalon/render/render.h"

static void fill(struct buf *out, const char *place, const char *value)
{
    if (!value)
        return;
    if (text_starts(place, "{/}"))
        percent_encode(out, value);
    else
        render_html_text(out, value);
}

static const char *next_place(const char *template)
{
    while (*template && !text_starts(template, "{}") && !text_starts(template, "{/}"))
        template ++;
    return template;
}

void html_fill(struct buf *out, const char *template, const char *const *values,
               size_t count)
{
    const char *place = next_place(template);

    for (size_t i = 0; i < count; i++) {
        assert(*place);
        buf_add_bytes(out, template, (size_t)(place - template));
        fill(out, place, values[i]);
        template = strchr(place, '}') + 1;
        place = next_place(template);
    }
    assert(!*place);
    buf_add(out, template);
}

const char *html_number(char text[HTML_NUMBER_SIZE], int64_t number)
{
    (void)snprintf(text, HTML_NUMBER_SIZE, "%lld", (long long)number);
    return text;
}
