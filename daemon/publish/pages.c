/* The web page's requests, handed to the module that knows no HTTP library. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "auth.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/base/percent.h"
#include "jalon/base/text.h"
#include "jalon/web/web.h"
#include "pages.h"
#include "request.h"

static void *wait(void *context)
{
    struct waiting *waiting = mem_new(sizeof(*waiting));

    request_wait(context, waiting);
    return waiting;
}

static void take_over(struct response *out, struct web_response *page)
{
    out->status = page->status;
    out->type = page->type;
    out->body = page->body;
    page->body = (struct buf){0};
    for (size_t i = 0; i < page->header_count; i++)
        response_header(out, page->headers[i].name, page->headers[i].value);
    web_response_done(page);
}

void pages_resume(void *ticket, struct web_response *page)
{
    struct waiting *waiting = ticket;
    struct request *request = waiting->request;

    if (request && page->status) {
        take_over(&request->response, page);
        request_resume(request);
    }
    web_response_done(page);
    free(waiting);
}

/* -- the query ------------------------------------------------------------------- */

static enum MHD_Result read_pair(void *context, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
    struct web_request *page = context;
    const char *text = value ? value : "";
    char *decoded;

    (void)kind;
    if (page->query_count == WEB_PAIRS_MAX)
        return MHD_NO;
    decoded = percent_decode(text, strlen(text));
    if (decoded)
        page->query[page->query_count++] = (struct web_pair){name, decoded};
    return MHD_YES;
}

static void forget_query(struct web_request *page)
{
    for (size_t i = 0; i < page->query_count; i++)
        free(page->query[i].value);
}

/* -- where it comes from --------------------------------------------------------- */

static enum MHD_Result note_forwarded(void *context, enum MHD_ValueKind kind,
                                      const char *name, const char *value)
{
    const char **last = context;

    (void)kind;
    if (strcasecmp(name, "X-Forwarded-For") == 0)
        *last = value;
    return MHD_YES;
}

/* Behind a proxy on this machine it is the last address that the proxy added, be it to
 * the line that the client sent or in one of its own. */
static void name_address(char address[AUTH_ADDRESS_SIZE], const struct request *request)
{
    const char *forwarded = NULL;

    (void)MHD_get_connection_values(request->connection, MHD_HEADER_KIND, note_forwarded,
                                    &forwarded);
    const char *last = forwarded ? strrchr(forwarded, ',') : NULL;
    auth_client_address(request, address);
    if (!forwarded || !(text_starts(address, "127.") || text_equal(address, "::1")))
        return;
    last = last ? last + 1 : forwarded;
    last += strspn(last, " ");
    if (strlen(last) < AUTH_ADDRESS_SIZE)
        memcpy(address, last, strlen(last) + 1);
}

/* The address of a calendar is a secret, and leads to no page. */
static const char *path_of(const struct request *request)
{
    bool feed = request->lost == WEB_LOST_FEED || request->lost == WEB_LOST_GONE;

    return feed ? "/" : request->match.parts[0];
}

/* -- the head -------------------------------------------------------------------- */

/* What REQUEST's headers say. */
static struct web_request page_of(const struct request *request)
{
    const char *user_header = request->publish->parts.conf->user_header;

    return (struct web_request){
        .method = request->match.endpoint->method,
        .path = path_of(request),
        .too_large = request->too_large,
        .lost = request->lost,
        .content_type = request_header(request, MHD_HTTP_HEADER_CONTENT_TYPE),
        .cookie = request_header(request, MHD_HTTP_HEADER_COOKIE),
        .site = request_header(request, "Sec-Fetch-Site"),
        .user = user_header ? request_header(request, user_header) : NULL,
        .trusted = request->server->trusted,
        .lang = request->lang,
        .now = request->now,
    };
}

size_t pages_body_max(const struct request *request)
{
    const struct web_request page = page_of(request);

    return web_body_max(request->publish->web, &page);
}

/* -- answers --------------------------------------------------------------------- */

int pages_serve(struct request *request, struct response *out, struct err *err)
{
    char address[AUTH_ADDRESS_SIZE] = "";
    struct web_response response = {0};
    struct web_request page = page_of(request);

    (void)err;
    name_address(address, request);
    page.address = address;
    page.body = buf_text(&request->body);
    page.length = request->body.length;
    page.wait = wait;
    page.context = request;
    (void)MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, read_pair,
                                    &page);
    if (web_serve(request->publish->web, &page, &response))
        take_over(out, &response);
    forget_query(&page);
    return 0;
}
