/* /api/v1/receivers/NAME/test: a message now; the answer waits for the server's. */
#include <stdlib.h>

#include "fields.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "request.h"

static void on_answer(void *context, bool ok, const char *answer)
{
    struct waiting *waiting = context;
    struct request *request = waiting->request;

    if (!request) {
        free(waiting);
        return;
    }
    struct buf *body = &request->response.body;
    response_json(&request->response, MHD_HTTP_OK);
    buf_add_char(body, '{');
    field_bool(body, "ok", ok);
    field_text(body, "answer", answer ? answer : "");
    buf_add(body, "}\n");
    request_resume(request);
    free(waiting);
}

int receiver_test(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    const char *name = request->match.parts[0];
    const struct receiver *receiver = conf_receiver(parts->conf, name);
    struct buf id = {0};
    struct buf payload = {0};

    (void)out;
    if (!receiver)
        return err_set(err, ERR_NOT_FOUND, "there is no receiver %s", name);
    engine_test(&payload, &id, parts->engine, receiver,
                N_("This message was asked for with \"jalon test-notify\".\n"
                   "If you can read it, reminders will reach you, too."),
                request->now);
    struct waiting *waiting = mem_new(sizeof(*waiting));
    request_wait(request, waiting);
    courier_test(parts->courier, receiver, buf_text(&id), buf_text(&payload),
                 payload.length, on_answer, waiting);
    buf_done(&id);
    buf_done(&payload);
    return 0;
}
