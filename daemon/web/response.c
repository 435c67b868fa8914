/* Apart from web.c: every page fills a response, and web.c calls every page. */
#include "jalon/web/web.h"

#include <stdlib.h>

#include "jalon/base/mem.h"

void web_response_header(struct web_response *response, const char *name,
                         const char *value)
{
    if (response->header_count == WEB_HEADERS_MAX)
        abort(); /* a page adds a fixed handful; more is a fault of ours */
    response->headers[response->header_count++] =
        (struct web_header){name, mem_strdup(value)};
}

void web_response_done(struct web_response *response)
{
    buf_done(&response->body);
    for (size_t i = 0; i < response->header_count; i++)
        free(response->headers[i].value);
    *response = (struct web_response){0};
}
