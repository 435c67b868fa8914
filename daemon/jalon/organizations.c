/* The organizations on record: listed, shown, changed, removed. */
#include "client.h"
#include "commands.h"
#include "pairs.h"
#include "session.h"

int command_org_list(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"id",         N_("Id")        },
        {"name",       N_("Name")      },
        {"siret",      N_("SIRET")     },
        {"categories", N_("Categories")},
        {"owner",      N_("Owner")     },
        {"tags",       N_("Tags")      },
        {"certifier",  N_("Certifier") },
        {NULL,         NULL            },
    };
    struct buf path = {0};

    buf_add(&path, "/organizations");
    client_query(&path, "limit", CLIENT_PAGE);
    client_query(&path, "owner", args_option(args, "--owner"));
    client_query(&path, "tag", args_option(args, "--tag"));
    client_query(&path, "search", args_option(args, "--search"));
    int code = session_list(tool, buf_text(&path), columns);
    buf_done(&path);
    return code;
}

static void show(const struct tool *tool, json_t *organization)
{
    static const struct column columns[] = {
        {"on",        N_("On")         },
        {"kind",      N_("Fact")       },
        {"audit",     N_("Audit")      },
        {"day",       N_("Day")        },
        {"starts",    N_("Starts")     },
        {"ends",      N_("Ends")       },
        {"nc",        N_("NC")         },
        {"grade",     N_("Grade")      },
        {"retracted", N_("Retracted")  },
        {"by",        N_("Recorded by")},
        {"id",        N_("Id")         },
        {NULL,        NULL             },
    };

    output_object_and_list(tool, organization, "facts", columns);
}

int command_org_show(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};
    json_t *organization = NULL;

    client_path(&path, "/organizations/%s", args_word(args, 0));
    int code = session_call(tool, "GET", buf_text(&path), NULL, &organization);
    if (code == EXIT_DONE)
        show(tool, organization);
    json_decref(organization);
    buf_done(&path);
    return code;
}

int command_org_set(const struct tool *tool, const struct args *args)
{
    struct err err = tool_err(tool);
    struct buf path = {0};
    json_t *patch = json_object();
    json_t *reply = NULL;
    int code;

    client_path(&path, "/organizations/%s", args_word(args, 0));
    if (pairs_add(patch, args, 1, &err) < 0)
        code = tool_misuse(&err);
    else
        code = session_call(tool, "PATCH", buf_text(&path), json_incref(patch), &reply);
    if (code == EXIT_DONE)
        session_print_moves(tool, reply);
    json_decref(reply);
    json_decref(patch);
    buf_done(&path);
    return code;
}

int command_org_remove(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};

    client_path(&path, "/organizations/%s", args_word(args, 0));
    return session_delete(tool, &path);
}
