/* /api/v1/ledger/attest/ID: all that a client was told, as a statement to keep. */
#include "handlers.h"
#include "jalon/base/text.h"
#include "jalon/web/statement.h"
#include "request.h"
#include "verifying.h"

static int attest_html(struct response *out, const struct statement_source *source,
                       const char *organization, struct err *err)
{
    out->type = "text/html; charset=utf-8";
    response_header(out, "Content-Security-Policy", "default-src 'none'");
    buf_addf(&out->body,
             "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<title>Jalon</title>\n</head>\n<body>\n",
             lang_name(source->lang));
    if (statement_html(&out->body, source, organization, err) != 0)
        return -1;
    buf_add(&out->body, "</body>\n</html>\n");
    return 0;
}

static int attest(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    const char *organization = request->match.parts[0];
    const struct statement_source source = {
        .store = parts->store,
        .conf = parts->conf,
        .lang = request->lang,
        .now = request->now,
    };

    out->status = MHD_HTTP_OK;
    out->type = "text/plain; charset=utf-8";
    if (text_equal(request_query(request, "format"), "html"))
        return attest_html(out, &source, organization, err);
    return statement_text(&out->body, &source, organization, err);
}

/* Where the ledger does not hold the statement finds that, too, and says so. */
static void attest_now(const struct verifying *found, struct request *request)
{
    struct err err = {.lang = request->lang};

    (void)found;
    if (attest(request, &request->response, &err) != 0)
        response_error(&request->response, &err);
}

int ledger_attest(struct request *request, struct response *out, struct err *err)
{
    const char *format = request_query(request, "format");
    struct ledger_proof proof;

    if (format && !text_equal(format, "text") && !text_equal(format, "html"))
        return err_set(err, ERR_INVALID, "format: text or html is asked for");
    if (store_ledger_proven(&proof, request->publish->parts.store, err) != 0)
        return -1;
    if (proof.number == 0)
        return verifying_start(request, attest_now, err);
    return attest(request, out, err);
}
