/* What was sent, the ledger that proves it, and who would be told. */
#include <stdio.h>

#include "client.h"
#include "commands.h"
#include "jalon/base/text.h"
#include "session.h"

/* -- notices --------------------------------------------------------------------- */

/* The ledger has in English why a notice was withdrawn, and programs get it so.  What
 * else stands there is a server's own. */
static void translate_reason(json_t *notice, enum lang lang)
{
    const char *state = json_string_value(json_object_get(notice, "state"));
    const char *reason = json_string_value(json_object_get(notice, "answer"));

    if (reason && text_equal(state, "superseded"))
        (void)json_object_set_new(notice, "answer", json_string(tr(lang, reason)));
}

static void print_page(void *context, const json_t *notices)
{
    struct listing *listing = context;

    for (size_t i = 0; i < json_array_size(notices); i++) {
        json_t *notice = json_array_get(notices, i);
        if (listing->tool->output == OUTPUT_TABLE)
            translate_reason(notice, listing->tool->lang);
        listing_add(listing, notice);
    }
    listing_flush(listing);
}

int command_notices(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"id",       N_("Id")      },
        {"at",       N_("At")      },
        {"receiver", N_("Receiver")},
        {"channel",  N_("Channel") },
        {"state",    N_("State")   },
        {"attempts", N_("Attempts")},
        {"items",    N_("Items")   },
        {"answer",   N_("Answer")  },
        {NULL,       NULL          },
    };
    struct listing listing;
    struct buf path = {0};

    buf_add(&path, "/notices");
    client_query(&path, "limit", CLIENT_PAGE);
    client_query(&path, "state", args_option(args, "--state"));
    client_query(&path, "organization", args_option(args, "--organization"));
    listing_begin(&listing, tool, columns);
    int code = session_pages(tool, buf_text(&path), print_page, &listing);
    listing_end(&listing);
    buf_done(&path);
    return code;
}

static int retry_dead(const struct tool *tool)
{
    json_t *reply = NULL;
    int code = session_call(tool, "POST", "/notices/retry-dead", NULL, &reply);

    if (code == EXIT_DONE)
        output_object(tool, reply);
    json_decref(reply);
    return code;
}

int command_notices_retry(const struct tool *tool, const struct args *args)
{
    struct err err = tool_err(tool);
    struct buf path = {0};
    bool dead = args_flag(args, "--dead");

    if (dead == (args->word_count == 1)) {
        (void)err_set(&err, ERR_INVALID,
                      "name one notice, or give --dead for all dead ones");
        return tool_misuse(&err);
    }
    if (dead)
        return retry_dead(tool);
    client_path(&path, "/notices/%s/retry", args_word(args, 0));
    int code = session_call(tool, "POST", buf_text(&path), NULL, NULL);
    buf_done(&path);
    return code;
}

/* -- the ledger ------------------------------------------------------------------ */

int command_ledger_verify(const struct tool *tool, const struct args *args)
{
    json_t *reply = NULL;
    int code = session_call(tool, "GET", "/ledger/verify", NULL, &reply);

    (void)args;
    if (code == EXIT_DONE) {
        output_object(tool, reply);
        code = json_is_true(json_object_get(reply, "ok")) ? EXIT_DONE : EXIT_FAILED;
    }
    json_decref(reply);
    return code;
}

/* -- routes and receivers -------------------------------------------------------- */

int command_route_test(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"receiver", N_("Receiver")},
        {"channel",  N_("Channel") },
        {"route",    N_("Route")   },
        {"step",     N_("Step")    },
        {NULL,       NULL          },
    };
    struct buf path = {0};
    json_t *reply = NULL;

    buf_add(&path, "/routes/test");
    client_query(&path, "organization", args_word(args, 0));
    client_query(&path, "milestone", args_word(args, 1));
    client_query(&path, "step", args_word(args, 2));
    int code = session_call(tool, "GET", buf_text(&path), NULL, &reply);
    const json_t *told = json_object_get(reply, "items");
    if (code == EXIT_DONE)
        listing_print(tool, columns, told);
    if (code == EXIT_DONE && json_array_size(told) == 0)
        tool_say(tool, N_("nobody would be told"));
    json_decref(reply);
    buf_done(&path);
    return code;
}

int command_test_notify(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};
    json_t *reply = NULL;

    client_path(&path, "/receivers/%s/test", args_word(args, 0));
    int code = session_call(tool, "POST", buf_text(&path), NULL, &reply);
    if (code == EXIT_DONE) {
        output_object(tool, reply);
        code = json_is_true(json_object_get(reply, "ok")) ? EXIT_DONE : EXIT_FAILED;
    }
    json_decref(reply);
    buf_done(&path);
    return code;
}
