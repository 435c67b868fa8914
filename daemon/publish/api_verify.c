/* /api/v1/ledger/verify: whether the chain that proves what was sent still holds. */
#include "fields.h"
#include "handlers.h"
#include "verifying.h"

static void answer(const struct verifying *found, struct request *request)
{
    struct response *out = &request->response;
    bool holds = found->aside.rc == 0;

    if (!holds && found->broken == 0) {
        response_error(out, &found->aside.err);
        return;
    }
    response_json(out, MHD_HTTP_OK);
    buf_add_char(&out->body, '{');
    field_bool(&out->body, "ok", holds);
    if (holds) {
        field_number(&out->body, "entries", found->proof.number);
    } else {
        field_number(&out->body, "broken", found->broken);
        field_text(&out->body, "detail", found->aside.err.text);
    }
    buf_add(&out->body, "}\n");
}

int ledger_verify(struct request *request, struct response *out, struct err *err)
{
    (void)out;
    return verifying_start(request, answer, err);
}
