#include "ledger_check.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/store/ledger.h"

struct checking {
    uv_work_t work;
    struct web *web;
    void *ticket;
    char *database, *path;
    struct ledger_proof proof;
    struct ledger_verdict verdict;
};

static void read_all(uv_work_t *work)
{
    struct checking *checking = work->data;
    struct ledger_verdict *verdict = &checking->verdict;

    (void)store_ledger_verify_file(&checking->proof, &verdict->broken, checking->database,
                                   &verdict->err);
    verdict->entries = checking->proof.number;
}

static void note(struct web *web, const struct checking *checking)
{
    web->ledger = checking->verdict;
    if (checking->verdict.err.code == ERR_NONE)
        store_ledger_trust(web->parts.store, &checking->proof);
}

static void after_reading(uv_work_t *work, int status)
{
    struct checking *checking = work->data;
    struct web *web = checking->web;
    struct web_response response = {.status = 303};

    (void)status;
    if (!web->closed)
        note(web, checking);
    web_response_header(&response, "Location", checking->path);
    web->parts.resume(checking->ticket, &response);
    free(checking->database);
    free(checking->path);
    free(checking);
    web_work_ended(web);
}

int ledger_check_start(struct visit *visit, const char *path, struct err *err)
{
    struct ledger_proof proof;

    if (store_ledger_proven(&proof, visit->parts->store, err) != 0)
        return -1;
    struct checking *checking = mem_new(sizeof(*checking));
    *checking = (struct checking){
        .work.data = checking,
        .web = visit->web,
        .ticket = visit_wait(visit),
        .database = mem_strdup(visit->parts->conf->database),
        .path = mem_strdup(path),
        .proof = proof,
        .verdict = {.at = visit->now, .err.lang = visit->lang},
    };
    visit->web->working++;
    (void)uv_queue_work(visit->parts->loop, &checking->work, read_all, after_reading);
    return 0;
}
