/* The accounts of the web page. */
#include <stdio.h>

#include "client.h"
#include "commands.h"
#include "jalon/base/text.h"
#include "jalon/sys/file.h"
#include "session.h"

/* -- passwords ------------------------------------------------------------------- */

/* The password in FILE, "-" for standard input, on its first line.  Never a word of the
 * command line, which every account of the machine can read while the tool runs. */
static int read_password(struct buf *out, const char *file, struct err *err)
{
    int c;

    if (!text_equal(file, "-"))
        return file_read_secret(out, file, err);
    while ((c = getchar()) != EOF && c != '\r' && c != '\n')
        buf_add_char(out, (char)c);
    return 0;
}

static int add_password(json_t *body, const char *file, struct err *err)
{
    struct buf password = {0};
    int rc = read_password(&password, file, err);

    /* Sent without it, BODY would ask for a link in its place, which nobody would see. */
    if (rc == 0 &&
        json_object_set_new(body, "password", json_string(buf_text(&password))) != 0)
        rc = err_set(err, ERR_INVALID, "the password is not in UTF-8");
    buf_done(&password);
    return rc;
}

/* Sends POST PATH with BODY, which is taken, and the password of --password-file; prints
 * the link to choose one where there is none. */
static int send_password(const struct tool *tool, const struct args *args,
                         const char *path, json_t *body)
{
    const char *file = args_option(args, "--password-file");
    struct err err = tool_err(tool);

    if (!file)
        return session_secret(tool, path, body, "url");
    if (add_password(body, file, &err) == 0)
        return session_call(tool, "POST", path, body, NULL);
    json_decref(body);
    return tool_fail(&err);
}

/* -- accounts -------------------------------------------------------------------- */

int command_user_add(const struct tool *tool, const struct args *args)
{
    json_t *body = json_pack("{s:s, s:s*}", "name", args_word(args, 0), "role",
                             args_option(args, "--role"));

    return send_password(tool, args, "/users", body);
}

int command_user_list(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"name",     N_("Name")        },
        {"role",     N_("Role")        },
        {"password", N_("Password")    },
        {"created",  N_("Made on")     },
        {"seen",     N_("Last sign-in")},
        {NULL,       NULL              },
    };

    (void)args;
    return session_list(tool, "/users", columns);
}

int command_user_passwd(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};

    client_path(&path, "/users/%s/password", args_word(args, 0));
    int code = send_password(tool, args, buf_text(&path), json_object());
    buf_done(&path);
    return code;
}

int command_user_remove(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};

    client_path(&path, "/users/%s", args_word(args, 0));
    return session_delete(tool, &path);
}
