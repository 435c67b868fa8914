/* /api/v1/import */
#include "fields.h"
#include "handlers.h"
#include "jalon/engine/import.h"
#include "request.h"

/* What is told of a file. */
struct report {
    int64_t changes[CHANGE_COUNT]; /* organizations by enum change */
    int64_t rejected;
    struct buf rejections; /* {"line","reason"}, one after the other, commas between */
    struct buf warnings;   /* {"line","column","reason"}, likewise */
};

static void reject(struct report *report, const struct import_line *line)
{
    struct buf *out = &report->rejections;

    report->rejected++;
    field_comma(out);
    buf_add_char(out, '{');
    field_number(out, "line", line->number);
    field_text(out, "reason", line->reason);
    buf_add_char(out, '}');
}

static void warn(struct report *report, const struct import_line *line)
{
    struct buf *out = &report->warnings;

    field_comma(out);
    buf_add_char(out, '{');
    field_number(out, "line", line->number);
    field_text(out, "column", line->column);
    field_text(out, "reason", line->reason);
    buf_add_char(out, '}');
}

static void note(void *context, const struct import_line *line)
{
    struct report *report = context;

    if (line->column)
        warn(report, line);
    else if (line->reason)
        reject(report, line);
    else
        report->changes[line->change]++;
}

static void add_list(struct buf *body, const char *name, const struct buf *items)
{
    field_name(body, name);
    buf_add_char(body, '[');
    buf_add_bytes(body, buf_text(items), items->length);
    buf_add_char(body, ']');
}

static void tell(struct response *out, const struct report *report, bool committed,
                 bool dry_run, bool keep_going)
{
    bool refused = report->rejected > 0 && !committed && !(dry_run && keep_going);
    struct buf *body = &out->body;

    response_json(out, refused ? MHD_HTTP_UNPROCESSABLE_CONTENT : MHD_HTTP_OK);
    buf_add_char(body, '{');
    field_number(body, "created", report->changes[CHANGE_CREATED]);
    field_number(body, "updated", report->changes[CHANGE_UPDATED]);
    field_number(body, "unchanged", report->changes[CHANGE_UNCHANGED]);
    field_number(body, "rejected", report->rejected);
    field_bool(body, "committed", committed);
    add_list(body, "rejections", &report->rejections);
    add_list(body, "warnings", &report->warnings);
    buf_add(body, "}\n");
}

int import_post(struct request *request, struct response *out, struct err *err)
{
    struct engine *engine = request->publish->parts.engine;
    struct import_file file = {.text = buf_text(&request->body),
                               .length = request->body.length};
    const struct actor actor = request_actor(request);
    const char *format = request_query(request, "format");
    struct report report = {0};
    bool dry_run, keep_going;
    int rc = -1;

    if (request_flag(request, "dry_run", &dry_run, err) != 0 ||
        request_flag(request, "keep_going", &keep_going, err) != 0 ||
        import_format_parse(&file.format, format ? format : "jsonl", err) != 0 ||
        engine_batch_begin(engine, err) != 0)
        return -1;
    if (import_run(engine, &file, &actor, note, &report, err) != 0)
        goto out;
    bool commit = !dry_run && (keep_going || report.rejected == 0);
    if (commit && engine_batch_commit(engine, err) != 0)
        goto out;
    tell(out, &report, commit, dry_run, keep_going);
    rc = 0;

out:
    /* Nothing is left to be rolled back after a commit. */
    engine_batch_rollback(engine);
    buf_done(&report.rejections);
    buf_done(&report.warnings);
    return rc;
}
