#include "response.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/log.h"

static const struct {
    unsigned status;
    const char *title; /* msgid */
} titles[] = {
    {400, N_("Bad request")                },
    {401, N_("A token is needed")          },
    {403, N_("Not allowed with this token")},
    {404, N_("Not found")                  },
    {405, N_("No such method here")        },
    {409, N_("Conflict")                   },
    {410, N_("Gone")                       },
    {412, N_("Changed in between")         },
    {413, N_("Too large")                  },
    {422, N_("Refused")                    },
    {429, N_("Too many requests")          },
    {500, N_("Jalon failed")               },
    {503, N_("Not available now")          },
};

static const unsigned statuses[] = {
    [ERR_NONE] = 500,     [ERR_INVALID] = 400,   [ERR_NOT_FOUND] = 404,
    [ERR_CONFLICT] = 409, [ERR_REFUSED] = 422,   [ERR_IO] = 500,
    [ERR_STORE] = 500,    [ERR_TEMPORARY] = 503, [ERR_PERMANENT] = 500,
};

void response_done(struct response *response)
{
    buf_done(&response->body);
    for (size_t i = 0; i < response->header_count; i++)
        free(response->headers[i].value);
    if (response->streamed)
        MHD_destroy_response(response->streamed);
    *response = (struct response){0};
}

void response_header(struct response *response, const char *name, const char *value)
{
    assert(response->header_count < RESPONSE_HEADERS_MAX);
    struct response_header *header = &response->headers[response->header_count++];

    header->name = name;
    header->value = mem_strdup(value);
}

void response_json(struct response *response, unsigned status)
{
    response->status = status;
    response->type = "application/json";
}

void response_stream(struct response *response, const char *type,
                     struct MHD_Response *made)
{
    if (!made)
        abort();
    response->status = MHD_HTTP_OK;
    response->streamed = made;
    response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
}

void response_nothing(struct response *response)
{
    response->status = MHD_HTTP_NO_CONTENT;
}

static const char *title_of(unsigned status)
{
    size_t i = 0;

    while (titles[i].status != status)
        i++;
    return titles[i].title;
}

void response_problem(struct response *response, unsigned status, enum lang lang,
                      const char *detail)
{
    struct buf *body = &response->body;

    buf_clear(body);
    response->status = status;
    response->type = "application/problem+json";
    buf_add_char(body, '{');
    field_text(body, "type", "about:blank");
    field_text(body, "title", tr(lang, title_of(status)));
    field_number(body, "status", status);
    if (detail)
        field_text(body, "detail", detail);
    buf_add(body, "}\n");
}

/* The key that a sentence such as "facts[2].on: there is no day 2026-02-30" is about;
 * NULL where it starts otherwise. */
static char *key_of(const char *text)
{
    size_t length = strcspn(text, ":");

    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)text[i]) && !strchr("._[]", text[i]))
            return NULL;
    return length > 0 && text_starts(text + length, ": ") ? mem_strndup(text, length)
                                                          : NULL;
}

void response_error(struct response *response, const struct err *err)
{
    unsigned status = statuses[err->code];
    char *key = err->code == ERR_INVALID ? key_of(err->text) : NULL;

    response_problem(response, status, err->lang, err->text);
    if (key) {
        /* The problem is whole by then: it is opened once more. */
        response->body.length -= strlen("}\n");
        field_text(&response->body, "key", key);
        buf_add(&response->body, "}\n");
    }
    if (status == MHD_HTTP_SERVICE_UNAVAILABLE)
        response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "5");
    if (status >= 500)
        log_error("request failed: %s", err->text);
    free(key);
}

static void free_bytes(void *bytes)
{
    free(bytes);
}

struct MHD_Response *response_of(struct buf *body, const char *type)
{
    size_t length = body->length;
    char *bytes = buf_take(body);
    struct MHD_Response *made =
        MHD_create_response_from_buffer_with_free_callback(length, bytes, free_bytes);

    if (!made)
        abort();
    if (type)
        MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    return made;
}

static void add_headers(struct MHD_Response *made, const struct response *response)
{
    bool cached = false; /* whether the handler says how long it may be kept */

    for (size_t i = 0; i < response->header_count; i++) {
        const struct response_header *header = &response->headers[i];
        cached = cached || text_equal(header->name, MHD_HTTP_HEADER_CACHE_CONTROL);
        MHD_add_response_header(made, header->name, header->value);
    }
    if (!cached)
        MHD_add_response_header(made, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(made, "X-Content-Type-Options", "nosniff");
}

enum MHD_Result response_send(struct response *response,
                              struct MHD_Connection *connection)
{
    struct MHD_Response *own = response->streamed;

    if (!response->shared && !own)
        own = response_of(&response->body, response->type);
    /* A shared one got its headers when it was made, and others are sending it. */
    if (own)
        add_headers(own, response);
    enum MHD_Result result =
        MHD_queue_response(connection, response->status, own ? own : response->shared);
    /* Queued, it is the library's as well; it goes once it was sent. */
    if (own)
        MHD_destroy_response(own);
    response->streamed = NULL;
    response_done(response);
    return result;
}
