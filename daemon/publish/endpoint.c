#include "endpoint.h"

#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/base/percent.h"
#include "jalon/base/text.h"
#include "jalon/web/web.h"

#define API "/api/v1"
/* The public list of all training organizations comes as one file. */
#define IMPORT_MAX     ((size_t)256 * 1024 * 1024)
#define MILESTONE_KEYS "organization owner tag kind state from to limit cursor"

/* The feed stands first: it is what is asked for most. */
static const struct endpoint endpoints[] = {
    {"GET",    "/feeds/{*}",                             ACCESS_OPEN,  NULL,                              feed_serve,          0         },
    {"GET",    "/healthz",                               ACCESS_OPEN,  NULL,                              health_alive,        0         },
    {"GET",    "/readyz",                                ACCESS_OPEN,  NULL,                              health_ready,        0         },
    {"GET",    "/metrics",                               ACCESS_OPEN,  NULL,                              metrics_get,         0         },

    {"GET",    API "/organizations",                     ACCESS_READ,  "owner tag search limit cursor",
     organizations_list,                                                                                                       0         },
    {"GET",    API "/organizations/{}",                  ACCESS_READ,  "",                                organization_get,    0         },
    {"PUT",    API "/organizations/{}",                  ACCESS_WRITE, "",                                organization_put,    0         },
    {"PATCH",  API "/organizations/{}",                  ACCESS_WRITE, "",                                organization_patch,  0         },
    {"DELETE", API "/organizations/{}",                  ACCESS_WRITE, "",                                organization_delete, 0         },
    {"POST",   API "/organizations/{}/facts",            ACCESS_WRITE, "force",                           fact_post,           0         },
    {"POST",   API "/organizations/{}/facts/{}/retract", ACCESS_WRITE, "",                                fact_retract,        0         },
    {"GET",    API "/organizations/{}/explain",          ACCESS_READ,  "milestone",                       explain_get,         0         },
    {"POST",   API "/organizations/{}/acks",             ACCESS_WRITE, "",                                ack_post,            0         },
    {"DELETE", API "/organizations/{}/acks/{*}",         ACCESS_WRITE, "",                                ack_delete,          0         },

    {"GET",    API "/milestones",                        ACCESS_READ,  MILESTONE_KEYS,                    milestones_list,     0         },
    {"GET",    API "/alerts",                            ACCESS_READ,  "organization limit cursor",       alerts_list,         0         },
    {"GET",    API "/notices",                           ACCESS_READ,  "state organization limit cursor", notices_list,
     0                                                                                                                                   },
    {"POST",   API "/notices/retry-dead",                ACCESS_WRITE, "",                                notices_retry_dead,  0         },
    {"POST",   API "/notices/{}/retry",                  ACCESS_WRITE, "",                                notice_retry,        0         },
    {"GET",    API "/ledger",                            ACCESS_READ,  "organization limit cursor",       ledger_list,         0         },
    {"GET",    API "/ledger/verify",                     ACCESS_READ,  "",                                ledger_verify,       0         },
    {"GET",    API "/ledger/attest/{}",                  ACCESS_READ,  "format",                          ledger_attest,       0         },
    {"GET",    API "/rules",                             ACCESS_READ,  "",                                rules_get,           0         },
    {"GET",    API "/routes/test",                       ACCESS_READ,  "organization milestone step",     routing_test,
     0                                                                                                                                   },
    {"GET",    API "/status",                            ACCESS_READ,  "",                                status_get,          0         },
    {"GET",    API "/openapi.json",                      ACCESS_OPEN,  "",                                openapi_get,         0         },

    {"POST",   API "/import",                            ACCESS_WRITE, "format dry_run keep_going",       import_post,
     IMPORT_MAX                                                                                                                          },
    {"POST",   API "/reconcile",                         ACCESS_READ,  "",                                reconcile_post,      IMPORT_MAX},
    {"GET",    API "/export",                            ACCESS_READ,  "",                                export_get,          0         },

    {"GET",    API "/feeds",                             ACCESS_ADMIN, "limit cursor",                    feeds_list,          0         },
    {"POST",   API "/feeds",                             ACCESS_ADMIN, "",                                feed_post,           0         },
    {"POST",   API "/feeds/{}/rotate",                   ACCESS_ADMIN, "",                                feed_rotate,         0         },
    {"DELETE", API "/feeds/{}",                          ACCESS_ADMIN, "",                                feed_delete,         0         },
    {"GET",    API "/tokens",                            ACCESS_ADMIN, "limit cursor",                    tokens_list,         0         },
    {"POST",   API "/tokens",                            ACCESS_ADMIN, "",                                token_post,          0         },
    {"DELETE", API "/tokens/{}",                         ACCESS_ADMIN, "",                                token_delete,        0         },
    {"GET",    API "/users",                             ACCESS_ADMIN, "limit cursor",                    users_list,          0         },
    {"POST",   API "/users",                             ACCESS_ADMIN, "",                                user_post,           0         },
    {"POST",   API "/users/{}/password",                 ACCESS_ADMIN, "",                                user_password,       0         },
    {"DELETE", API "/users/{}",                          ACCESS_ADMIN, "",                                user_delete,         0         },
    {"POST",   API "/receivers/{}/test",                 ACCESS_ADMIN, "",                                receiver_test,       0         },
    {"GET",    API "/backup",                            ACCESS_ADMIN, "",                                backup_get,          0         },
};

#define ENDPOINT_COUNT (sizeof(endpoints) / sizeof(endpoints[0]))

/* What is for no program is for the web page, which has a table of its own. */
static const struct endpoint page = {"GET", "page", ACCESS_OPEN, NULL, pages_serve, 0};
static const struct endpoint form = {"POST", "form", ACCESS_OPEN, NULL, pages_serve, 0};

static void free_parts(struct endpoint_match *match)
{
    for (size_t i = 0; i < ENDPOINT_PARTS_MAX; i++) {
        free(match->parts[i]);
        match->parts[i] = NULL;
    }
}

/* Takes a part of PATH, up to the next slash or, with REST, all of it.  Returns its
 * length; 0 where there is none or it cannot be decoded. */
static size_t take_part(char **part, const char *path, bool rest)
{
    size_t length = rest ? strlen(path) : strcspn(path, "/");

    if (length > 0)
        *part = percent_decode(path, length);
    return *part ? length : 0;
}

/* What was taken before a mismatch stays in OUT's parts, for free_parts(). */
static bool path_matches(struct endpoint_match *out, const char *pattern,
                         const char *path)
{
    for (size_t part = 0; *pattern; part++) {
        size_t same = strcspn(pattern, "{");
        if (strncmp(pattern, path, same) != 0)
            return false;
        pattern += same;
        path += same;
        if (!*pattern)
            break;
        size_t taken = take_part(&out->parts[part], path, pattern[1] == '*');
        if (taken == 0)
            return false;
        path += taken;
        pattern += strcspn(pattern, "}") + 1;
    }
    return *path == '\0';
}

/* RFC 9110, 15.5.6: a 405 lists what is allowed instead. */
static void allow(struct buf *out, const char *method)
{
    if (out->length > 0)
        buf_add(out, ", ");
    buf_add(out, text_equal(method, "GET") ? "GET, HEAD" : method);
}

/* The page itself is looked up by its path, once more, where it is served. */
static void find_page(struct endpoint_match *out, const char *method, const char *path)
{
    if (text_equal(method, "GET"))
        out->endpoint = &page;
    else if (text_equal(method, "POST"))
        out->endpoint = &form;
    else
        buf_add(&out->allow, "GET, HEAD, POST");
    if (out->endpoint)
        out->parts[0] = mem_strdup(path);
}

void endpoint_find(struct endpoint_match *out, const char *method, const char *path)
{
    const char *wanted = text_equal(method, "HEAD") ? "GET" : method;

    *out = (struct endpoint_match){0};
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        const struct endpoint *endpoint = &endpoints[i];
        if (path_matches(out, endpoint->pattern, path)) {
            if (text_equal(wanted, endpoint->method)) {
                out->endpoint = endpoint;
                return;
            }
            allow(&out->allow, endpoint->method);
        }
        free_parts(out);
    }
    if (out->allow.length == 0 && web_has(path))
        find_page(out, wanted, path);
}

void endpoint_lost(struct endpoint_match *out, const char *path)
{
    out->endpoint = &page;
    out->parts[0] = mem_strdup(path);
}

void endpoint_match_done(struct endpoint_match *match)
{
    free_parts(match);
    buf_done(&match->allow);
}

bool endpoint_takes(const struct endpoint *endpoint, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = endpoint->query; at && *at; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == length && strncmp(at, name, length) == 0)
            return true;
        at += word;
    }
    return !endpoint->query;
}
