/* Commands that pass whole files on: to the daemon (import), or from it (export, backup,
 * the statement of the ledger).  None is held in memory. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "commands.h"
#include "jalon/base/text.h"
#include "jalon/sys/file.h"
#include "session.h"

/* -- import ---------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);

    return length >= strlen(end) && strcasecmp(text + length - strlen(end), end) == 0;
}

/* Whether the table in FILE has the public list's own first column. */
static bool is_public_list(FILE *file)
{
    static const char column[] = "numeroDeclarationActivite";
    char head[256]; /* that column stands first, behind a BOM at most */
    size_t length = fread(head, 1, sizeof(head) - 1, file);

    head[length] = '\0';
    rewind(file);
    return strstr(head, column) != NULL;
}

static const char *guess_format(const char *name, FILE *file)
{
    if (!ends_with(name, ".csv"))
        return "jsonl";
    return is_public_list(file) ? "public-list" : "csv";
}

/* Says each of what the REPLY lists under KEY on standard error, with its line and behind
 * the WORD for what it is.  Returns their count. */
static size_t tell_lines(const char *name, const json_t *reply, const char *key,
                         const char *word)
{
    const json_t *items = json_object_get(reply, key);
    size_t count = json_array_size(items);

    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(items, i);
        const char *reason = json_string_value(json_object_get(item, "reason"));
        (void)fprintf(stderr, "%s:%lld: %s%s\n", name,
                      (long long)json_integer_value(json_object_get(item, "line")), word,
                      reason ? reason : "");
    }
    return count;
}

/* The counts are the data; a warning is no failure. */
static int report(const struct tool *tool, const char *name, json_t *reply)
{
    static const struct column columns[] = {
        {"created",   N_("Created")  },
        {"updated",   N_("Updated")  },
        {"unchanged", N_("Unchanged")},
        {"rejected",  N_("Rejected") },
        {"committed", N_("Written")  },
        {NULL,        NULL           },
    };
    json_t *rows = json_pack("[O]", reply);

    (void)tell_lines(name, reply, "warnings", tr(tool->lang, N_("warning: ")));
    size_t rejected = tell_lines(name, reply, "rejections", "");
    listing_print(tool, columns, rows);
    json_decref(rows);
    return rejected ? EXIT_FAILED : EXIT_DONE;
}

static int import(const struct tool *tool, const struct args *args, const char *name,
                  FILE *file)
{
    const char *format = args_option(args, "--format");
    struct err err = tool_err(tool);
    struct client *client = NULL;
    struct buf path = {0};
    json_t *reply = NULL;
    int code = EXIT_FAILED;

    buf_add(&path, "/import");
    client_query(&path, "format", format ? format : guess_format(name, file));
    client_query(&path, "dry_run", args_flag(args, "--dry-run") ? "1" : NULL);
    client_query(&path, "keep_going", args_flag(args, "--keep-going") ? "1" : NULL);
    if (client_open(&client, tool, &err) < 0)
        goto out;
    if (client_upload(client, buf_text(&path), file, &reply, &err) == 0)
        code = report(tool, name, reply);
    client_close(client);
out:
    if (!reply)
        (void)tool_fail(&err);
    json_decref(reply);
    buf_done(&path);
    return code;
}

int command_import(const struct tool *tool, const struct args *args)
{
    const char *name = args_word(args, 0);
    struct err err = tool_err(tool);
    FILE *file = tool_open(name, &err);

    if (!file)
        return tool_fail(&err);
    int code = import(tool, args, name, file);
    tool_close(file);
    return code;
}

/* -- export and backup ----------------------------------------------------------- */

static int download(const struct tool *tool, const char *path, FILE *to, struct err *err)
{
    struct client *client = NULL;

    if (client_open(&client, tool, err) < 0)
        return -1;
    int rc = client_download(client, path, to, err);
    client_close(client);
    return rc;
}

static int pass_on(const struct tool *tool, const char *path)
{
    struct err err = tool_err(tool);

    if (download(tool, path, stdout, &err) == 0)
        return EXIT_DONE;
    /* Standard output's own failure is told, or not, when the tool ends. */
    return ferror(stdout) ? EXIT_FAILED : tool_fail(&err);
}

int command_export(const struct tool *tool, const struct args *args)
{
    (void)args;
    return pass_on(tool, "/export");
}

int command_ledger_attest(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};

    client_path(&path, "/ledger/attest/%s", args_word(args, 0));
    client_query(&path, "format", args_option(args, "--format"));
    int code = pass_on(tool, buf_text(&path));
    buf_done(&path);
    return code;
}

/* Downloads the copy into TEMPORARY, which is new, and makes it PATH. */
static int write_backup(const struct tool *tool, const char *temporary, const char *path,
                        struct err *err)
{
    /* 0600: the copy holds what the database holds, contacts among it. */
    int descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");

    if (!file)
        return file_cannot_write(path, errno, err);
    int rc = download(tool, "/backup", file, err);
    if (rc == 0 && (fflush(file) != 0 || fsync(descriptor) != 0))
        rc = file_cannot_write(path, errno, err);
    if (fclose(file) != 0 && rc == 0)
        rc = file_cannot_write(path, errno, err);
    if (rc == 0 && (rename(temporary, path) != 0 || file_sync_folder(path) != 0))
        rc = file_cannot_write(path, errno, err);
    if (rc < 0)
        (void)unlink(temporary);
    return rc;
}

/* Whether a pipe or a device is at PATH: it takes the copy as it comes.  A file in its
 * place would leave whoever reads it with nothing, and the machine without /dev/stdout.
 */
static bool is_stream(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) &&
           !S_ISDIR(status.st_mode);
}

/* Makes standard output what is at PATH. */
static int redirect(const char *path, struct err *err)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);

    if (descriptor < 0 || dup2(descriptor, STDOUT_FILENO) < 0)
        return file_cannot_write(path, errno, err);
    return close(descriptor);
}

int command_backup(const struct tool *tool, const struct args *args)
{
    const char *path = args_word(args, 0);
    struct err err = tool_err(tool);
    struct buf temporary = {0};

    if (text_equal(path, "-"))
        return pass_on(tool, "/backup");
    if (is_stream(path))
        return redirect(path, &err) < 0 ? tool_fail(&err) : pass_on(tool, "/backup");
    /* Whoever has the old copy keeps it until the new one is whole. */
    buf_addf(&temporary, "%s.%ld.tmp", path, (long)getpid());
    int rc = write_backup(tool, buf_text(&temporary), path, &err);
    buf_done(&temporary);
    return rc < 0 ? tool_fail(&err) : EXIT_DONE;
}
