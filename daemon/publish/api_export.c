/* /api/v1/export: everything, a page at a time, so that memory does not grow with it. */
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "jalon/base/mem.h"
#include "jalon/core/document.h"
#include "jalon/store/organizations.h"
#include "jalon/sys/log.h"
#include "request.h"

#define PAGE_ORGANIZATIONS 100
#define BLOCK_BYTES        65536

struct export
{
    struct publish *publish;
    char after[ORGANIZATION_ID_SIZE]; /* the last one written; "" at the start */
    struct buf lines;
    size_t sent; /* bytes of lines */
};

static int add_line(void *context, const struct organization *organization,
                    struct err *err)
{
    struct export *export = context;

    (void)err;
    document_format(&export->lines, organization);
    buf_add_char(&export->lines, '\n');
    memcpy(export->after, organization->id, sizeof(export->after));
    return 0;
}

static int read_page(struct export *export)
{
    const struct organization_filter filter = {
        .after = export->after[0] ? export->after : NULL, .limit = PAGE_ORGANIZATIONS};
    struct err err = {0};

    buf_clear(&export->lines);
    export->sent = 0;
    if (store_organizations_each(export->publish->parts.store, &filter, add_line, export,
                                 &err) == 0)
        return 0;
    log_error("export ended early: %s", err.text);
    return -1;
}

static ssize_t read_block(void *context, uint64_t position, char *block, size_t size)
{
    struct export *export = context;

    (void)position;
    if (export->sent == export->lines.length && read_page(export) != 0)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    size_t left = export->lines.length - export->sent;
    size_t taken = left < size ? left : size;
    if (taken == 0)
        return MHD_CONTENT_READER_END_OF_STREAM;
    memcpy(block, export->lines.data + export->sent, taken);
    export->sent += taken;
    return (ssize_t)taken;
}

static void export_free(void *context)
{
    struct export *export = context;

    buf_done(&export->lines);
    free(export);
}

int export_get(struct request *request, struct response *out, struct err *err)
{
    struct export *export = mem_new(sizeof(*export));

    (void)err;
    export->publish = request->publish;
    struct MHD_Response *made = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, BLOCK_BYTES, read_block, export, export_free);
    response_stream(out, "application/jsonl", made);
    /* The library ends a chunked answer to HEAD, too, with a last chunk, which the client
     * would take for the start of the next answer. */
    if (request->head)
        (void)MHD_set_response_options(made, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT,
                                       MHD_RO_END);
    return 0;
}
