#include "verifying.h"

#include <stdlib.h>

#include "jalon/base/mem.h"

static void run(struct aside *aside)
{
    struct verifying *verifying = (struct verifying *)aside;

    aside->rc = store_ledger_verify_file(&verifying->proof, &verifying->broken,
                                         aside->database, &aside->err);
}

static void answer(struct aside *aside, struct request *request)
{
    const struct verifying *verifying = (const struct verifying *)aside;

    if (aside->rc == 0)
        store_ledger_trust(request->publish->parts.store, &verifying->proof);
    verifying->answer(verifying, request);
}

static void done(struct aside *aside)
{
    free(aside);
}

int verifying_start(struct request *request, verifying_cb then, struct err *err)
{
    struct verifying *verifying = mem_new(sizeof(*verifying));

    if (store_ledger_proven(&verifying->proof, request->publish->parts.store, err) != 0) {
        free(verifying);
        return -1;
    }
    verifying->aside = (struct aside){.run = run, .answer = answer, .done = done};
    verifying->answer = then;
    aside_start(&verifying->aside, request);
    return 0;
}
