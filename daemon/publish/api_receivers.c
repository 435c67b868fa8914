/* /api/v1/receivers/NAME/test: a message now; the answer waits for the server's. */
#include <stdlib.h>

#include "fields.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/render/render.h"
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

static void write_word(struct buf *payload, const struct conf *conf,
                       const struct receiver *receiver, const char *message_id,
                       struct instant now)
{
    enum lang lang = receiver->has_lang ? receiver->lang : conf->lang;
    const struct render_word word = {
        .lang = lang,
        .at = now,
        .message_id = message_id,
        .from = conf->from,
        .to = receiver->email,
        .kind = "test",
        .subject = tr(lang, "Jalon: a test"),
        .text = tr(lang, "This message was asked for with \"jalon test-notify\".\n"
                         "If you can read it, reminders will reach you, too."),
    };

    if (receiver->webhook)
        render_word_webhook(payload, receiver->format, &word);
    else
        render_word_mail(payload, &word);
}

int receiver_test(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    const char *name = request->match.parts[0];
    const struct receiver *receiver = conf_receiver(parts->conf, name);
    char token[TOKEN_TEXT_SIZE];
    struct buf id = {0};
    struct buf payload = {0};

    (void)out;
    if (!receiver)
        return err_set(err, ERR_NOT_FOUND, "there is no receiver %s", name);
    secret_token(token);
    if (receiver->webhook)
        buf_addf(&id, "test_%s", token);
    else
        buf_addf(&id, "<test.%s@%s>", token, parts->conf->uid_domain);
    write_word(&payload, parts->conf, receiver, buf_text(&id), request->now);
    struct waiting *waiting = mem_new(sizeof(*waiting));
    request_wait(request, waiting);
    courier_test(parts->courier, receiver, buf_text(&id), buf_text(&payload),
                 payload.length, on_answer, waiting);
    buf_done(&id);
    buf_done(&payload);
    return 0;
}
