/* /api/v1/ledger/verify: whether the chain that proves what was sent still holds. */
#include <stdlib.h>

#include "aside.h"
#include "fields.h"
#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/store/ledger.h"

struct verifying {
    struct aside aside;
    int64_t count, broken; /* as store_ledger_verify() says */
};

static void run(struct aside *aside)
{
    struct verifying *verifying = (struct verifying *)aside;
    struct store *reader = NULL;

    aside->rc = store_open_reader(&reader, aside->database, &aside->err);
    if (aside->rc == 0)
        aside->rc = store_ledger_verify(&verifying->count, &verifying->broken, reader,
                                        &aside->err);
    store_close(reader);
}

static void answer(struct aside *aside, struct request *request)
{
    const struct verifying *verifying = (const struct verifying *)aside;
    struct response *out = &request->response;
    bool holds = aside->rc == 0;

    if (!holds && verifying->broken == 0) {
        response_error(out, &aside->err);
        return;
    }
    response_json(out, MHD_HTTP_OK);
    buf_add_char(&out->body, '{');
    field_bool(&out->body, "ok", holds);
    if (holds) {
        field_number(&out->body, "entries", verifying->count);
    } else {
        field_number(&out->body, "broken", verifying->broken);
        field_text(&out->body, "detail", aside->err.text);
    }
    buf_add(&out->body, "}\n");
}

static void done(struct aside *aside)
{
    free(aside);
}

int ledger_verify(struct request *request, struct response *out, struct err *err)
{
    struct verifying *verifying = mem_new(sizeof(*verifying));

    (void)out;
    (void)err;
    verifying->aside = (struct aside){.run = run, .answer = answer, .done = done};
    aside_start(&verifying->aside, request);
    return 0;
}
