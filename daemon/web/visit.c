#include "visit.h"

#include <string.h>

#include "jalon/base/text.h"

const char *visit_query(const struct visit *visit, const char *name)
{
    const struct web_request *request = visit->request;

    for (size_t i = 0; i < request->query_count; i++)
        if (text_equal(request->query[i].name, name))
            return *request->query[i].value ? request->query[i].value : NULL;
    return NULL;
}

const char *visit_field(const struct visit *visit, const char *name)
{
    return form_text(&visit->form, name);
}

int visit_need(const char **out, const struct visit *visit, const char *name,
               struct err *err)
{
    const char *text = visit_field(visit, name);

    if (!text)
        return err_set(err, ERR_INVALID, "%s: is missing", name);
    *out = text;
    return 0;
}

const char *visit_plain(const struct visit *visit, const char *text)
{
    for (size_t i = 0; i < visit->form.count; i++) {
        const struct form_field *field = &visit->form.fields[i];
        size_t length = strlen(field->name);
        if (*field->value && text_starts(text, field->name) &&
            text_starts(text + length, ": "))
            return text + length + strlen(": ");
    }
    return text;
}

bool visit_may(const struct visit *visit, enum role role)
{
    return visit->user && visit->role >= role;
}

struct actor visit_actor(const struct visit *visit)
{
    return (struct actor){.by = visit->user, .now = visit->now};
}

void visit_redirect(struct visit *visit, const char *path)
{
    buf_clear(visit->out);
    visit->response->status = 303;
    web_response_header(visit->response, "Location", path);
}

void visit_changed(const struct visit *visit)
{
    visit->parts->changed(visit->parts->context);
}

void *visit_wait(const struct visit *visit)
{
    return visit->request->wait(visit->request->context);
}
