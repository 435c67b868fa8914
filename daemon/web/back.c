#include "back.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/percent.h"
#include "jalon/base/text.h"
#include "pages.h"

/* What forms send goes to paths below the page that they stand on. */
static void add_page(struct buf *out, const char *path)
{
    char *page = mem_strdup(path);

    while (*page && !page_is_shown(page)) {
        char *slash = strrchr(page, '/');
        *(slash ? slash : page) = '\0';
    }
    buf_add(out, *page ? page : "/");
    free(page);
}

static void add_query(struct buf *out, const struct web_request *request)
{
    char separator = '?';

    for (size_t i = 0; i < request->query_count; i++) {
        const struct web_pair *pair = &request->query[i];
        if (text_equal(pair->name, "said"))
            continue;
        buf_add_char(out, separator);
        percent_encode(out, pair->name);
        buf_add_char(out, '=');
        percent_encode(out, pair->value);
        separator = '&';
    }
}

void back_add(struct buf *out, const struct visit *visit)
{
    add_page(out, visit->request->path);
    if (text_equal(visit->request->method, "GET"))
        add_query(out, visit->request);
}

const char *back_checked(const char *address)
{
    if (!address || text_has_control(address))
        return "/";
    char *path = mem_strndup(address, strcspn(address, "?"));
    bool shown = page_is_shown(path);
    free(path);
    return shown ? address : "/";
}
