#include "session.h"

#include <stdio.h>

int session_call(const struct tool *tool, const char *method, const char *path,
                 json_t *body, json_t **reply)
{
    struct err err = tool_err(tool);
    struct client *client = NULL;
    int rc = client_open(&client, tool, &err);

    if (rc == 0) {
        rc = client_call(client, method, path, body, reply, &err);
        client_close(client);
    }
    json_decref(body);
    return rc < 0 ? tool_fail(&err) : EXIT_DONE;
}

int session_delete(const struct tool *tool, struct buf *path)
{
    int code = session_call(tool, "DELETE", buf_text(path), NULL, NULL);

    buf_done(path);
    return code;
}

int session_pages(const struct tool *tool, const char *path, client_page_cb cb,
                  void *context)
{
    struct err err = tool_err(tool);
    struct client *client = NULL;

    if (client_open(&client, tool, &err) < 0)
        return tool_fail(&err);
    int rc = client_pages(client, path, cb, context, &err);
    client_close(client);
    return rc < 0 ? tool_fail(&err) : EXIT_DONE;
}

static void print_page(void *context, const json_t *items)
{
    struct listing *listing = context;

    for (size_t i = 0; i < json_array_size(items); i++)
        listing_add(listing, json_array_get(items, i));
    listing_flush(listing);
}

int session_list(const struct tool *tool, const char *path, const struct column *columns)
{
    struct listing listing;

    listing_begin(&listing, tool, columns);
    int code = session_pages(tool, path, print_page, &listing);
    listing_end(&listing);
    return code;
}

static const char *text_of(const json_t *move, const char *key)
{
    const char *text = json_string_value(json_object_get(move, key));

    return text ? text : "–";
}

void session_print_moves(const struct tool *tool, const json_t *reply)
{
    static const struct column columns[] = {
        {"milestone", N_("Milestone")},
        {"field",     N_("Field")    },
        {"before",    N_("Before")   },
        {"after",     N_("After")    },
        {NULL,        NULL           },
    };
    const json_t *moved = json_object_get(reply, "moved");

    if (tool->output != OUTPUT_TABLE) {
        listing_print(tool, columns, moved);
        return;
    }
    for (size_t i = 0; i < json_array_size(moved); i++) {
        const json_t *move = json_array_get(moved, i);
        (void)printf("%s %s: %s → %s\n", text_of(move, "milestone"),
                     text_of(move, "field"), text_of(move, "before"),
                     text_of(move, "after"));
    }
    if (json_array_size(moved) == 0)
        tool_say(tool, N_("no milestone moved"));
}

int session_secret(const struct tool *tool, const char *path, json_t *body,
                   const char *key)
{
    json_t *reply = NULL;
    int code = session_call(tool, "POST", path, body, &reply);

    if (code == EXIT_DONE && tool->output == OUTPUT_TABLE) {
        const char *secret = json_string_value(json_object_get(reply, key));
        (void)printf("%s\n", secret ? secret : "");
        tool_say(tool, N_("Keep it now: it is not shown again."));
    } else if (code == EXIT_DONE) {
        output_object(tool, reply);
    }
    json_decref(reply);
    return code;
}
