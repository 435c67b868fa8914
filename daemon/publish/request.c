#include "request.h"

#include <string.h>

#include "accept.h"
#include "etag.h"
#include "jalon/base/text.h"

const char *request_query(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->query_count; i++)
        if (text_equal(request->query[i].name, name))
            return request->query[i].value;
    return NULL;
}

int request_flag(const struct request *request, const char *name, bool *out,
                 struct err *err)
{
    const char *value = request_query(request, name);

    if (!value || text_equal(value, "0") || text_equal(value, "false"))
        *out = false;
    else if (text_equal(value, "1") || text_equal(value, "true"))
        *out = true;
    else
        return err_set(err, ERR_INVALID, "%s: neither 1 nor 0", name);
    return 0;
}

const char *request_header(const struct request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

bool request_is_persons(const struct request *request)
{
    return accept_prefers_html(request_header(request, MHD_HTTP_HEADER_ACCEPT));
}

struct actor request_actor(const struct request *request)
{
    return (struct actor){.by = request->by, .now = request->now};
}

/* -- the body -------------------------------------------------------------------- */

static int read_text(const struct body_key *key, const json_t *value, struct err *err)
{
    const char **out = key->out;

    if (!json_is_string(value))
        return err_set(err, ERR_INVALID, "%s: a text is asked for", key->name);
    if (text_has_control(json_string_value(value)))
        return err_set(err, ERR_INVALID, "%s: a control character", key->name);
    *out = json_string_value(value);
    return 0;
}

static int read_bool(const struct body_key *key, const json_t *value, struct err *err)
{
    bool *out = key->out;

    if (!json_is_boolean(value))
        return err_set(err, ERR_INVALID, "%s: true or false is asked for", key->name);
    *out = json_is_true(value);
    return 0;
}

static int read_key(const struct body_key *key, const json_t *value, struct err *err)
{
    if (!value && key->required)
        return err_set(err, ERR_INVALID, "%s: is missing", key->name);
    if (!value || (json_is_null(value) && !key->required))
        return 0;
    return key->type == BODY_TEXT ? read_text(key, value, err)
                                  : read_bool(key, value, err);
}

static bool is_known(const char *name, const struct body_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(keys[i].name, name))
            return true;
    return false;
}

json_t *request_object(const struct request *request, struct err *err)
{
    json_error_t where;
    json_t *json = json_loadb(buf_text(&request->body), request->body.length,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &where);

    if (json_is_object(json))
        return json;
    if (json)
        (void)err_set(err, ERR_INVALID, "the body is no JSON object");
    else
        (void)err_set(err, ERR_INVALID, "the body is no JSON, line %d, column %d",
                      where.line, where.column);
    json_decref(json);
    return NULL;
}

int request_body(struct request *request, const struct body_key *keys, size_t count,
                 struct err *err)
{
    const char *name;
    json_t *value;

    request->json = request_object(request, err);
    if (!request->json)
        return -1;
    /* A misspelt key is told: overlooked, it would pass for one that was obeyed. */
    json_object_foreach(request->json, name, value)
    {
        if (!is_known(name, keys, count))
            return err_set(err, ERR_INVALID, "%s: no such key", name);
    }
    for (size_t i = 0; i < count; i++)
        if (read_key(&keys[i], json_object_get(request->json, keys[i].name), err) != 0)
            return -1;
    return 0;
}

/* -- conditions ------------------------------------------------------------------ */

int request_precondition(const struct request *request, const char *tag,
                         struct response *out)
{
    const char *match = request_header(request, MHD_HTTP_HEADER_IF_MATCH);
    const char *none = request_header(request, MHD_HTTP_HEADER_IF_NONE_MATCH);
    bool wanted = !match || (tag && etag_listed(match, tag, ETAG_STRONG));
    bool unwanted = none && tag && etag_listed(none, tag, ETAG_WEAK);

    if (wanted && !unwanted)
        return 0;
    response_problem(
        out, MHD_HTTP_PRECONDITION_FAILED, request->lang,
        tr(request->lang, "it is no longer as you last read it; read it again"));
    return -1;
}

/* -- waiting --------------------------------------------------------------------- */

void request_wait(struct request *request, struct waiting *waiting)
{
    struct publish *publish = request->publish;

    *waiting = (struct waiting){.next = publish->waiting, .request = request};
    publish->waiting = waiting;
    request->waiting = waiting;
    MHD_suspend_connection(request->connection);
}

void request_abandon(struct request *request)
{
    struct waiting **link = &request->publish->waiting;

    if (!request->waiting)
        return;
    while (*link != request->waiting)
        link = &(*link)->next;
    *link = request->waiting->next;
    request->waiting->request = NULL;
    request->waiting = NULL;
}

void request_resume(struct request *request)
{
    request_abandon(request);
    request->answered = true;
    MHD_resume_connection(request->connection);
    /* Otherwise the answer would lie until some other connection moves. */
    server_wake(request->server);
}

void request_release_all(struct publish *publish)
{
    for (struct waiting *waiting = publish->waiting; waiting; waiting = waiting->next)
        MHD_resume_connection(waiting->request->connection);
}
