/* GET /feeds/TOKEN/SLUG.ics */
#include <stdlib.h>
#include <string.h>

#include "feed_body.h"
#include "handlers.h"
#include "httpdate.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "request.h"

#define AGENT_MAX 200 /* bytes of a User-Agent that are kept */

/* The token of REST ("TOKEN/SLUG.ics"), for the caller to free; NULL where REST has not
 * that form. */
static char *token_of(const char *rest)
{
    const char *slash = strchr(rest, '/');
    size_t length = strlen(rest);

    if (!slash || strchr(slash + 1, '/') || length < 4 ||
        !text_equal(rest + length - 4, ".ics"))
        return NULL;
    return mem_strndup(rest, (size_t)(slash - rest));
}

/* The User-Agent of REQUEST as it may be kept, for the caller to free. */
static char *agent_of(const struct request *request)
{
    const char *header = request_header(request, MHD_HTTP_HEADER_USER_AGENT);
    bool usable =
        header && text_is_utf8(header, strlen(header)) && !text_has_control(header);

    return usable ? mem_strndup(header, text_prefix(header, AGENT_MAX, AGENT_MAX))
                  : mem_strdup("");
}

/* What REQUEST is served; NULL for nothing, with why in *ANSWER. */
static struct feed_entry *find(struct request *request, enum feed_answer *answer)
{
    char *token = token_of(request->match.parts[0]);
    char *agent = agent_of(request);
    const struct feed_query query = {token, agent, request->now};
    struct feed_entry *entry = NULL;

    *answer = FEED_UNKNOWN;
    if (token)
        entry = feed_body_find(request->publish, &query, answer);
    free(token);
    free(agent);
    return entry;
}

static bool client_has(const struct request *request, const struct feed_entry *entry)
{
    const char *tags = request_header(request, MHD_HTTP_HEADER_IF_NONE_MATCH);
    const char *since = request_header(request, MHD_HTTP_HEADER_IF_MODIFIED_SINCE);
    struct instant instant;

    if (tags)
        return etag_listed(tags, entry->etag, ETAG_WEAK);
    return since && httpdate_parse(&instant, since) == 0 &&
           entry->modified.s <= instant.s;
}

static int refuse(struct request *request, struct response *out, enum feed_answer answer,
                  struct err *err)
{
    bool gone = answer == FEED_GONE;

    request->publish->feeds.outcomes[gone ? FEED_OUTCOME_GONE : FEED_OUTCOME_UNKNOWN]++;
    request->lost = gone ? WEB_LOST_GONE : WEB_LOST_FEED;
    if (request_is_persons(request))
        return pages_serve(request, out, err);
    response_problem(out, web_lost_status(request->lost), request->lang, NULL);
    return 0;
}

int feed_serve(struct request *request, struct response *out, struct err *err)
{
    enum feed_answer answer;
    struct feed_entry *entry = find(request, &answer);

    /* A feed that could not be made even once is said to be unknown: calendar programs
     * try again after a 404, and give the subscription up at a 5xx. */
    if (!entry)
        return refuse(request, out, answer, err);
    bool unchanged = client_has(request, entry);
    out->status = unchanged ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK;
    out->shared = unchanged ? entry->unchanged : entry->whole;
    request->publish->feeds
        .outcomes[unchanged ? FEED_OUTCOME_UNCHANGED : FEED_OUTCOME_WHOLE]++;
    return 0;
}
