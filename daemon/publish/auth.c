#include "auth.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "credentials.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

#define AUTHOR_MAX 64 /* characters; as long as the name of a token */

/* By the Unix socket, whose file mode has let in whom it should: the name is a courtesy
 * to the record, and no proof. */
static void name_author(struct request *request)
{
    const char *by = request_header(request, "X-Jalon-By");
    bool usable = by && *by && text_is_utf8(by, strlen(by)) && !text_has_control(by) &&
                  text_length(by) <= AUTHOR_MAX;

    request->by = mem_strdup(usable ? by : "local");
    request->scope = SCOPE_ADMIN;
}

void auth_client_address(const struct request *request, char text[AUTH_ADDRESS_SIZE])
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct sockaddr_in in;
    struct sockaddr_in6 in6;

    text[0] = '\0';
    if (request->server->trusted)
        return;
    if (info->client_addr->sa_family == AF_INET) {
        memcpy(&in, info->client_addr, sizeof(in));
        (void)inet_ntop(AF_INET, &in.sin_addr, text, AUTH_ADDRESS_SIZE);
    } else {
        memcpy(&in6, info->client_addr, sizeof(in6));
        (void)inet_ntop(AF_INET6, &in6.sin6_addr, text, AUTH_ADDRESS_SIZE);
    }
}

static int refuse(struct request *request, unsigned status, const char *detail)
{
    response_problem(&request->response, status, request->lang,
                     tr(request->lang, detail));
    return -1;
}

/* Whoever shows no token at all is told so and not counted: a browser that strayed here,
 * or a monitor that lost its configuration, guesses nothing. */
static int refuse_stranger(struct request *request, bool showed_token)
{
    char address[AUTH_ADDRESS_SIZE];
    struct response *out = &request->response;

    if (showed_token) {
        auth_client_address(request, address);
        if (throttle_fail(&request->publish->throttle, address, request->now)) {
            response_header(out, MHD_HTTP_HEADER_RETRY_AFTER, "60");
            return refuse(request, MHD_HTTP_TOO_MANY_REQUESTS,
                          N_("try again in a minute"));
        }
    }
    response_header(out, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer realm=\"Jalon\"");
    return refuse(request, MHD_HTTP_UNAUTHORIZED,
                  N_("this needs a valid token: Authorization: Bearer TOKEN"));
}

/* libmicrohttpd leaves a header the blanks at its end, which are no part of it. */
static int find(struct token *out, const struct request *request, const char *text,
                struct err *err)
{
    size_t length = strlen(text);

    while (length > 0 && strchr(" \t", text[length - 1]))
        length--;
    char *bare = mem_strndup(text, length);
    int rc =
        store_token_find(out, request->publish->parts.store, bare, request->now, err);
    free(bare);
    return rc;
}

/* Takes over what the token TEXT allows. */
static int adopt(struct request *request, const char *text)
{
    struct err err = {.lang = request->lang};
    struct token token;

    if (find(&token, request, text, &err) != 0) {
        if (err.code == ERR_NOT_FOUND)
            return refuse_stranger(request, true);
        /* It may well be a good one, which nobody is to replace for a disk's sake. */
        response_error(&request->response, &err);
        return -1;
    }
    request->by = mem_strdup(token.name);
    request->scope = token.scope;
    token_done(&token);
    return 0;
}

static int check_rate(struct request *request)
{
    struct publish *publish = request->publish;
    uint64_t wait_ms =
        rate_take(&publish->rate, request->by, uv_now(publish->parts.loop));
    char seconds[24];

    if (wait_ms == 0)
        return 0;
    /* Whole seconds, rounded up: rounded down, the next try would come too early. */
    (void)snprintf(seconds, sizeof(seconds), "%" PRIu64, wait_ms / 1000 + 1);
    response_header(&request->response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
    return refuse(request, MHD_HTTP_TOO_MANY_REQUESTS,
                  N_("this token asks too often; Retry-After says how long to wait"));
}

int auth_check(struct request *request)
{
    enum access access = request->match.endpoint->access;
    const char *bearer =
        credentials_bearer(request_header(request, MHD_HTTP_HEADER_AUTHORIZATION));

    if (access == ACCESS_OPEN)
        return 0;
    if (request->server->trusted) {
        name_author(request);
        return 0;
    }
    if (!bearer)
        return refuse_stranger(request, false);
    /* A good token is heard whatever others did: behind a reverse proxy all the world
     * has one address. */
    if (adopt(request, bearer) != 0)
        return -1;
    /* The scopes of tokens and the rights to ask stand in the same order, from reading
     * on: the first is 0 in one list and ACCESS_READ in the other. */
    if ((int)request->scope + ACCESS_READ < (int)access)
        return refuse(request, MHD_HTTP_FORBIDDEN,
                      N_("this needs a token with more rights"));
    return check_rate(request);
}
