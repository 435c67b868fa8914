#include "lines.h"

#include <string.h>

#include "jalon/core/document.h"
#include "jalon/sys/file.h"

#define CHUNK_SIZE      65536 /* bytes read at once; a line may be longer */
#define RULES_MAX_BYTES (1024 * 1024)

/* -- lines ----------------------------------------------------------------------- */

/* Not getline(): it would keep a line without an end whole before it could be refused. */
struct reader {
    FILE *file;
    char chunk[CHUNK_SIZE];
    size_t at, end; /* what of chunk is not read yet */
    struct buf line;
    bool too_long; /* of line: what it holds is not all */
    long number;   /* of line, from 1 */
};

/* Makes sure that there is something to read.  Returns false at the end. */
static bool fill(struct reader *reader)
{
    if (reader->at < reader->end)
        return true;
    reader->at = 0;
    reader->end = fread(reader->chunk, 1, sizeof(reader->chunk), reader->file);
    return reader->end > 0;
}

/* Some programs mark a file as UTF-8 by its first three bytes. */
static void skip_bom(struct reader *reader)
{
    if (fill(reader) && reader->end >= 3 && memcmp(reader->chunk, "\xEF\xBB\xBF", 3) == 0)
        reader->at = 3;
}

/* Adds COUNT bytes of the chunk to the line, as long as it is no longer than allowed. */
static void take(struct reader *reader, size_t count)
{
    if (reader->line.length + count > DOCUMENT_MAX_BYTES)
        reader->too_long = true;
    if (!reader->too_long)
        buf_add_bytes(&reader->line, reader->chunk + reader->at, count);
    reader->at += count;
}

/* Reads the next line, without its newline.  Returns false at the end. */
static bool next_line(struct reader *reader)
{
    bool any = false;

    buf_clear(&reader->line);
    reader->too_long = false;
    for (; fill(reader); any = true) {
        const char *start = reader->chunk + reader->at;
        const char *newline = memchr(start, '\n', reader->end - reader->at);
        take(reader, newline ? (size_t)(newline - start) : reader->end - reader->at);
        if (!newline)
            continue;
        reader->at++;
        any = true;
        break;
    }
    reader->number += any;
    return any;
}

static bool is_blank(const struct buf *line)
{
    return strspn(buf_text(line), " \t\r") == line->length;
}

/* -- organizations --------------------------------------------------------------- */

struct lines {
    const struct conf *conf;
    lines_cb cb;
    void *context;
};

/* Hands the organization of a line to the callback. */
static int read_line(const struct lines *lines, const struct reader *reader,
                     struct err *err)
{
    struct organization organization;
    const struct zone *zone;

    if (reader->too_long)
        return err_set(err, ERR_INVALID, "the line is longer than 1 MiB");
    if (document_parse(&organization, reader->line.data, reader->line.length,
                       lines->conf->holidays, err) < 0)
        return -1;
    const char *name =
        organization.timezone ? organization.timezone : lines->conf->timezone;
    int rc = zone_find(&zone, name, err);
    if (rc < 0)
        (void)err_wrap(err, "%s", "timezone");
    else
        rc = lines->cb(lines->context, &organization, zone, err);
    organization_done(&organization);
    return rc;
}

static int read_all(const struct tool *tool, const struct lines *lines,
                    struct reader *reader, const char *name)
{
    int code = EXIT_DONE;

    skip_bom(reader);
    while (!ferror(stdout) && next_line(reader)) {
        struct err err = tool_err(tool);
        if (is_blank(&reader->line) && !reader->too_long)
            continue;
        if (read_line(lines, reader, &err) == 0)
            continue;
        (void)fprintf(stderr, "%s:%ld: %s\n", name, reader->number, err.text);
        code = EXIT_FAILED;
    }
    return code;
}

int lines_each(const struct tool *tool, const char *file, const struct conf *conf,
               lines_cb cb, void *context)
{
    const struct lines lines = {conf, cb, context};
    const char *name = file ? file : "-";
    struct err err = tool_err(tool);
    struct reader reader = {.file = tool_open(name, &err)};

    if (!reader.file)
        return tool_fail(&err);
    int code = read_all(tool, &lines, &reader, name);
    if (ferror(reader.file)) {
        (void)tool_cannot_read(name, &err);
        code = tool_fail(&err);
    }
    tool_close(reader.file);
    buf_done(&reader.line);
    return code;
}

/* -- what they are read by ------------------------------------------------------- */

struct rules *lines_rules(const struct tool *tool, const char *file)
{
    struct err err = tool_err(tool);
    struct rules *rules = NULL;
    struct buf text = {0};

    if (file_read(&text, file, RULES_MAX_BYTES, &err) < 0 ||
        rules_parse(&rules, buf_text(&text), text.length, file, &err) < 0)
        (void)tool_fail(&err);
    buf_done(&text);
    return rules;
}

struct conf *lines_conf(const struct tool *tool, const char *rules)
{
    struct conf *conf = NULL;
    struct buf errors = {0};

    if (conf_load(&conf, tool->config, tool->lang, &errors) < 0)
        (void)fputs(buf_text(&errors), stderr);
    buf_done(&errors);
    if (!conf || !rules)
        return conf;

    struct rules *own = lines_rules(tool, rules);
    if (!own) {
        conf_free(conf);
        return NULL;
    }
    rules_free(conf->rules);
    conf->rules = own; /* conf_free() frees them */
    return conf;
}

int lines_today(struct date *out, const struct args *args, struct err *err)
{
    const char *text = args_option(args, "--today");

    *out = DATE_NONE;
    if (!text || date_parse(out, text, err) == 0)
        return 0;
    return err_wrap(err, "%s", "--today");
}
