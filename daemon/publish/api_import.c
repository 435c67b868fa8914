/* /api/v1/import */
#include "fields.h"
#include "handlers.h"
#include "import.h"
#include "jalon/base/text.h"
#include "request.h"

static const struct {
    const char *name;
    import_cb run;
} formats[] = {
    {"jsonl",       import_json_lines },
    {"csv",         import_csv        },
    {"public-list", import_public_list},
};

static int format_find(import_cb *out, const char *name, struct err *err)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        if (text_equal(formats[i].name, name)) {
            *out = formats[i].run;
            return 0;
        }
    return err_set(err, ERR_INVALID, "format: jsonl, csv or public-list is asked for");
}

static void tell(struct response *out, struct import *import, bool committed,
                 bool dry_run, bool keep_going)
{
    bool refused = import->rejected > 0 && !committed && !(dry_run && keep_going);
    struct buf *body = &out->body;

    response_json(out, refused ? MHD_HTTP_UNPROCESSABLE_CONTENT : MHD_HTTP_OK);
    buf_add_char(body, '{');
    field_number(body, "created", import->changes[CHANGE_CREATED]);
    field_number(body, "updated", import->changes[CHANGE_UPDATED]);
    field_number(body, "unchanged", import->changes[CHANGE_UNCHANGED]);
    field_number(body, "rejected", import->rejected);
    field_bool(body, "committed", committed);
    field_name(body, "rejections");
    buf_add_char(body, '[');
    buf_add_bytes(body, buf_text(&import->rejections), import->rejections.length);
    buf_add(body, "]}\n");
}

int import_post(struct request *request, struct response *out, struct err *err)
{
    struct import import = {.parts = &request->publish->parts,
                            .actor = request_actor(request)};
    struct engine *engine = import.parts->engine;
    const char *format = request_query(request, "format");
    bool dry_run, keep_going;
    import_cb run;
    int rc = -1;

    if (request_flag(request, "dry_run", &dry_run, err) != 0 ||
        request_flag(request, "keep_going", &keep_going, err) != 0 ||
        format_find(&run, format ? format : "jsonl", err) != 0 ||
        engine_batch_begin(engine, err) != 0)
        return -1;
    if (run(&import, buf_text(&request->body), request->body.length, err) != 0)
        goto out;
    bool commit = !dry_run && (keep_going || import.rejected == 0);
    if (commit && engine_batch_commit(engine, err) != 0)
        goto out;
    tell(out, &import, commit, dry_run, keep_going);
    rc = 0;

out:
    /* Nothing is left to be rolled back after a commit. */
    engine_batch_rollback(engine);
    buf_done(&import.rejections);
    return rc;
}
