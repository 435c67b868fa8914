#include "dispatch.h"

#include <stdlib.h>
#include <string.h>

#include "auth.h"
#include "framing.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/base/percent.h"
#include "jalon/base/text.h"
#include "jalon/sys/log.h"
#include "language.h"
#include "pages.h"

#define BODY_MAX  ((size_t)1024 * 1024) /* of one document, the largest but imports */
#define DRAIN_MAX ((size_t)16 * 1024 * 1024) /* of a refused body that is still read */

/* -- framing --------------------------------------------------------------------- */

/* The connection ends, too: what follows on it may be the hidden half of this request. */
static int check_framing(struct request *request, const struct request_line *line)
{
    if (framing_is_sound(request->connection, line))
        return 0;
    response_problem(
        &request->response, MHD_HTTP_BAD_REQUEST, request->lang,
        tr(request->lang, "a request that can be read in more than one way"));
    response_header(&request->response, MHD_HTTP_HEADER_CONNECTION, "close");
    request->urgent = true;
    return -1;
}

/* -- path, query, size ----------------------------------------------------------- */

/* A person reads a page, and a program a problem.  A calendar that is none has one and
 * the same answer, however its address is none. */
static int tell_lost(struct request *request, const char *path, enum web_lost lost)
{
    if (lost == WEB_LOST_PAGE && text_starts(path, "/feeds/"))
        lost = WEB_LOST_FEED;
    if (request_is_persons(request) && !text_starts(path, "/api/")) {
        request->lost = lost;
        endpoint_lost(&request->match, path);
        return 0;
    }
    response_problem(&request->response, web_lost_status(lost), request->lang, NULL);
    return -1;
}

static int find_endpoint(struct request *request, const char *method, const char *path)
{
    const struct buf *allow = &request->match.allow;

    endpoint_find(&request->match, method, path);
    if (request->match.endpoint)
        return 0;
    int rc = tell_lost(request, path, allow->length ? WEB_LOST_METHOD : WEB_LOST_PAGE);
    if (allow->length)
        response_header(&request->response, MHD_HTTP_HEADER_ALLOW, buf_text(allow));
    return rc;
}

/* An unknown parameter is refused: a filter with a slip of the pen in its name would
 * pass for one that lets everything through. */
static enum MHD_Result read_parameter(void *context, enum MHD_ValueKind kind,
                                      const char *name, const char *value)
{
    struct request *request = context;
    struct err err = {.lang = request->lang};
    size_t index = request->query_count;

    (void)kind;
    if (index == REQUEST_QUERY_MAX || !endpoint_takes(request->match.endpoint, name) ||
        request_query(request, name)) {
        (void)err_set(&err, ERR_INVALID, "%s: no such parameter, or twice", name);
        goto refused;
    }
    request->query[index].name = mem_strdup(name);
    request->query[index].value =
        percent_decode(value ? value : "", value ? strlen(value) : 0);
    request->query_count++;
    if (request->query[index].value)
        return MHD_YES;
    (void)err_set(&err, ERR_INVALID, "%s: not well encoded", name);

refused:
    response_error(&request->response, &err);
    return MHD_NO;
}

/* Pages and feeds take what comes: mail programs and trackers add words of their own. */
static int read_query(struct request *request)
{
    if (!request->match.endpoint->query)
        return 0;
    (void)MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND,
                                    read_parameter, request);
    return request->response.status == 0 ? 0 : -1;
}

static int refuse_size(struct request *request)
{
    struct err err = {.lang = request->lang};

    request->too_large = true;
    /* A browser shows what it gets: its person is told by a page. */
    if (request->match.endpoint->handle == pages_serve) {
        (void)pages_serve(request, &request->response, &err);
        return -1;
    }
    (void)err_set(&err, ERR_INVALID, "a body of at most %zu bytes is taken here",
                  request->body_max);
    response_problem(&request->response, MHD_HTTP_CONTENT_TOO_LARGE, request->lang,
                     err.text);
    return -1;
}

/* The bytes of body that REQUEST announces. */
static int64_t announced(const struct request *request)
{
    const char *length = request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH);
    int64_t bytes = 0;

    /* A length beyond any number is one that is too long, and is told as such. */
    if (length && text_number(&bytes, length, 0, INT64_MAX) != 0)
        return INT64_MAX;
    return bytes;
}

/* Nobody reads what comes with a GET: it is dropped as it comes. */
static bool is_read(const struct endpoint *endpoint)
{
    return !text_equal(endpoint->method, "GET");
}

static size_t body_max(const struct request *request)
{
    const struct endpoint *endpoint = request->match.endpoint;

    if (endpoint->handle == pages_serve && is_read(endpoint))
        return pages_body_max(request);
    return endpoint->body_max ? endpoint->body_max : BODY_MAX;
}

static int check_size(struct request *request)
{
    request->body_max = body_max(request);
    return announced(request) > (int64_t)request->body_max ? refuse_size(request) : 0;
}

/* -- a request's life ------------------------------------------------------------ */

static struct request *request_new(struct server *server,
                                   struct MHD_Connection *connection,
                                   const struct request_line *line)
{
    struct request *request = mem_new(sizeof(*request));
    const struct publish_parts *parts = &server->publish->parts;

    request->publish = server->publish;
    request->connection = connection;
    request->server = server;
    request->head = text_equal(line->method, "HEAD");
    request->now = clock_now(parts->clock);
    request->lang = language_choose(
        request_header(request, MHD_HTTP_HEADER_ACCEPT_LANGUAGE), parts->conf->lang);
    /* A stranger is told nothing but that: who may ask comes before what is asked. */
    request->answered = check_framing(request, line) ||
                        find_endpoint(request, line->method, line->path) ||
                        auth_check(request) || read_query(request) || check_size(request);
    return request;
}

static void request_free(struct request *request)
{
    request_abandon(request);
    endpoint_match_done(&request->match);
    for (size_t i = 0; i < request->query_count; i++) {
        free(request->query[i].name);
        free(request->query[i].value);
    }
    free(request->by);
    buf_done(&request->body);
    json_decref(request->json);
    response_done(&request->response);
    free(request);
}

/* Whether a refused body is so long, or not sent yet, that the answer goes out first;
 * the connection is closed after it. */
static bool is_urgent(const struct request *request)
{
    return request->answered &&
           (request->urgent || announced(request) > (int64_t)DRAIN_MAX ||
            request_header(request, MHD_HTTP_HEADER_EXPECT));
}

/* Keeps a piece of the body.  MHD_NO, which ends the connection, where far too much
 * comes. */
static enum MHD_Result receive(struct request *request, const char *data, size_t length)
{
    request->received += length;
    if (!request->answered && request->received > request->body_max) {
        buf_done(&request->body);
        request->answered = refuse_size(request) != 0;
    }
    if (!request->answered && is_read(request->match.endpoint))
        buf_add_bytes(&request->body, data, length);
    return request->received > request->body_max + DRAIN_MAX ? MHD_NO : MHD_YES;
}

static void answer(struct request *request)
{
    const struct endpoint *endpoint = request->match.endpoint;
    const struct publish_parts *parts = &request->publish->parts;
    struct response *out = &request->response;
    struct err err = {.lang = request->lang};

    /* What a handler wrote before it failed does not go out. */
    if (endpoint->handle(request, out, &err) != 0) {
        response_done(out);
        response_error(out, &err);
    } else if (!request->waiting && out->status < 300 &&
               !text_equal(endpoint->method, "GET")) {
        parts->changed(parts->context);
    }
    request->answered = !request->waiting;
}

/* Called again and again for one request: first with its headers alone, where *STATE is
 * still NULL; then with each piece of its body; at last with *LENGTH 0, once the body is
 * over, and again after it was resumed.
 * NOLINTNEXTLINE(readability-function-size): the library gives it eight arguments. */
enum MHD_Result dispatch_request(void *context, struct MHD_Connection *connection,
                                 const char *path, const char *method,
                                 const char *version, const char *data, size_t *length,
                                 void **state)
{
    const struct request_line line = {method, path, version};
    struct request *request = *state;

    if (!request) {
        *state = request = request_new(context, connection, &line);
        return is_urgent(request) ? response_send(&request->response, connection)
                                  : MHD_YES;
    }
    if (*length > 0) {
        size_t received = *length;
        *length = 0;
        return receive(request, data, received);
    }
    if (!request->answered)
        answer(request);
    if (!request->answered)
        return MHD_YES;
    log_debug("http %s %s status=%u", method,
              request->match.endpoint ? request->match.endpoint->pattern : "-",
              request->response.status);
    return response_send(&request->response, connection);
}

void dispatch_completed(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode code)
{
    (void)context;
    (void)connection;
    (void)code;
    if (*state)
        request_free(*state);
    *state = NULL;
}
