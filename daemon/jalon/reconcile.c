/* reconcile: the public list of training organizations against the clients. */
#include <stdio.h>

#include "client.h"
#include "commands.h"
#include "session.h"

static void print(const struct tool *tool, const json_t *reply)
{
    static const struct column columns[] = {
        {"organization", N_("Organization")},
        {"name",         N_("Name")        },
        {"finding",      N_("Finding")     },
        {"ours",         N_("On record")   },
        {"listed",       N_("In the list") },
        {"why",          N_("Why")         },
        {NULL,           NULL              },
    };
    const json_t *items = json_object_get(reply, "items");

    listing_print(tool, columns, items);
    tool_say(tool, N_("%lld organizations compared with %lld of the list: %zu findings"),
             (long long)json_integer_value(json_object_get(reply, "compared")),
             (long long)json_integer_value(json_object_get(reply, "listed")),
             json_array_size(items));
}

static int send(const struct tool *tool, FILE *file)
{
    struct err err = tool_err(tool);
    struct client *client = NULL;
    json_t *reply = NULL;

    if (client_open(&client, tool, &err) < 0)
        return tool_fail(&err);
    int rc = client_upload(client, "/reconcile", file, &reply, &err);
    client_close(client);
    if (rc < 0)
        return tool_fail(&err);
    print(tool, reply);
    json_decref(reply);
    return EXIT_DONE;
}

int command_reconcile(const struct tool *tool, const struct args *args)
{
    const char *name = args_word(args, 0);
    struct err err = tool_err(tool);
    FILE *file = tool_open(name, &err);

    if (!file)
        return tool_fail(&err);
    int code = send(tool, file);
    tool_close(file);
    return code;
}
