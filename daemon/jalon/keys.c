/* Feeds and tokens: secrets that the daemon shows once, when it makes them. */
#include "client.h"
#include "commands.h"
#include "session.h"

/* -- what both have in common ---------------------------------------------------- */

/* Takes back the thing of that NAME; FORMAT as for client_path(). */
static int revoke(const struct tool *tool, const char *format, const char *name)
{
    struct buf path = {0};

    client_path(&path, format, name);
    return session_delete(tool, &path);
}

/* -- feeds ----------------------------------------------------------------------- */

int command_feed_add(const struct tool *tool, const struct args *args)
{
    /* "s*" leaves a key out where its option was not given. */
    json_t *body = json_pack(
        "{s:s, s:s*, s:s*, s:s*, s:s*, s:b}", "name", args_word(args, 0), "organization",
        args_option(args, "--organization"), "owner", args_option(args, "--owner"), "tag",
        args_option(args, "--tag"), "alarms", args_option(args, "--alarms"), "masked",
        args_flag(args, "--masked"));

    return session_secret(tool, "/feeds", body, "url");
}

int command_feed_list(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"name",         N_("Name")        },
        {"organization", N_("Organization")},
        {"owner",        N_("Owner")       },
        {"tag",          N_("Tag")         },
        {"alarms",       N_("Alarms")      },
        {"masked",       N_("Masked")      },
        {"created",      N_("Made on")     },
        {"rotated",      N_("Rotated")     },
        {"revoked",      N_("Revoked")     },
        {"fetched",      N_("Last fetched")},
        {"agent",        N_("Read by")     },
        {NULL,           NULL              },
    };

    (void)args;
    return session_list(tool, "/feeds", columns);
}

int command_feed_rotate(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};

    client_path(&path, "/feeds/%s/rotate", args_word(args, 0));
    int code = session_secret(tool, buf_text(&path), NULL, "url");
    buf_done(&path);
    return code;
}

int command_feed_revoke(const struct tool *tool, const struct args *args)
{
    return revoke(tool, "/feeds/%s", args_word(args, 0));
}

/* -- tokens ---------------------------------------------------------------------- */

int command_token_add(const struct tool *tool, const struct args *args)
{
    struct err err = tool_err(tool);
    bool read_only = args_flag(args, "--read-only");
    bool admin = args_flag(args, "--admin");

    if (read_only && admin) {
        (void)err_set(&err, ERR_INVALID, "--read-only and --admin exclude each other");
        return tool_misuse(&err);
    }
    json_t *body = json_pack("{s:s, s:s}", "name", args_word(args, 0), "scope",
                             read_only ? "read"
                             : admin   ? "admin"
                                       : "write");
    return session_secret(tool, "/tokens", body, "token");
}

int command_token_list(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"name",    N_("Name")     },
        {"scope",   N_("Scope")    },
        {"created", N_("Made on")  },
        {"used",    N_("Last used")},
        {NULL,      NULL           },
    };

    (void)args;
    return session_list(tool, "/tokens", columns);
}

int command_token_revoke(const struct tool *tool, const struct args *args)
{
    return revoke(tool, "/tokens/%s", args_word(args, 0));
}
