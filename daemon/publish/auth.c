#include "auth.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "credentials.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

#define AUTHOR_MAX 64 /* characters */

static void name_author(struct request *request)
{
    const char *by = request_header(request, "X-Jalon-By");
    bool usable = by && *by && text_is_utf8(by, strlen(by)) && !text_has_control(by) &&
                  text_length(by) <= AUTHOR_MAX;

    request->by = mem_strdup(usable ? by : "local");
    request->scope = SCOPE_ADMIN;
}

/* The number of the address that REQUEST came from. */
static void client_address(const struct request *request, char text[INET6_ADDRSTRLEN])
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct sockaddr_in in;
    struct sockaddr_in6 in6;

    if (info->client_addr->sa_family == AF_INET) {
        memcpy(&in, info->client_addr, sizeof(in));
        (void)inet_ntop(AF_INET, &in.sin_addr, text, INET6_ADDRSTRLEN);
    } else {
        memcpy(&in6, info->client_addr, sizeof(in6));
        (void)inet_ntop(AF_INET6, &in6.sin6_addr, text, INET6_ADDRSTRLEN);
    }
}

static int refuse(struct request *request, unsigned status, const char *detail)
{
    response_problem(&request->response, status, request->lang,
                     tr(request->lang, detail));
    return -1;
}

static int refuse_stranger(struct request *request, bool showed_token)
{
    char address[INET6_ADDRSTRLEN] = "";
    struct response *out = &request->response;

    if (showed_token) {
        client_address(request, address);
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

/* Takes over what TEXT, a token or NULL, allows; -1 where it is none. */
static int adopt(struct request *request, const char *text)
{
    struct err err = {.lang = request->lang};
    struct token token;

    if (!text ||
        store_token_find(&token, request->publish->parts.store, text, request->now, &err))
        return -1;
    request->by = mem_strdup(token.name);
    request->scope = token.scope;
    token_done(&token);
    return 0;
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
    /* A good token is heard whatever others did: behind a reverse proxy all the world
     * has one address. */
    if (adopt(request, bearer) != 0)
        return refuse_stranger(request, bearer != NULL);
    if ((int)request->scope + ACCESS_READ < (int)access)
        return refuse(request, MHD_HTTP_FORBIDDEN,
                      N_("this needs a token with more rights"));
    return 0;
}

bool auth_may_look(struct request *request)
{
    const char *header = request_header(request, MHD_HTTP_HEADER_AUTHORIZATION);
    char *password = credentials_basic(header);
    bool may = request->server->trusted ||
               adopt(request, credentials_bearer(header)) == 0 ||
               adopt(request, password) == 0;

    free(password);
    return may;
}
