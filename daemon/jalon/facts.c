/* record and retract: what happened to an organization, and which dates that moved. */
#include "client.h"
#include "commands.h"
#include "jalon/sys/zone.h"
#include "pairs.h"
#include "session.h"

/* -- today, where the organization lives ----------------------------------------- */

/* The time zone of the organization at PATH, else of the daemon, in *OUT. */
static int find_zone(const struct zone **out, const struct tool *tool, const char *path,
                     const json_t *status)
{
    struct err err = tool_err(tool);
    json_t *organization = NULL;
    int code = session_call(tool, "GET", path, NULL, &organization);

    if (code != EXIT_DONE)
        return code;
    const char *name = json_string_value(json_object_get(organization, "timezone"));
    if (!name)
        name = json_string_value(json_object_get(status, "timezone"));
    int rc = zone_find(out, name ? name : "", &err);
    json_decref(organization);
    return rc < 0 ? tool_fail(&err) : EXIT_DONE;
}

/* Today by the daemon's clock, which a rehearsal has set, into TEXT. */
static int find_today(char text[DATE_TEXT_SIZE], const struct tool *tool,
                      const char *path)
{
    struct err err = tool_err(tool);
    const struct zone *zone = NULL;
    struct instant now;
    json_t *status = NULL;
    int code = session_call(tool, "GET", "/status", NULL, &status);

    if (code == EXIT_DONE)
        code = find_zone(&zone, tool, path, status);
    if (code == EXIT_DONE) {
        const char *clock = json_string_value(json_object_get(status, "now"));
        if (instant_parse(&now, clock ? clock : "", &err) < 0)
            code = tool_fail(&err);
        else
            date_format(text, zone_date(zone, now));
    }
    json_decref(status);
    return code;
}

/* -- commands -------------------------------------------------------------------- */

static int print_moves(const struct tool *tool, const char *path, json_t *body)
{
    json_t *reply = NULL;
    int code = session_call(tool, "POST", path, body, &reply);

    if (code == EXIT_DONE)
        session_print_moves(tool, reply);
    json_decref(reply);
    return code;
}

static int record(const struct tool *tool, const struct args *args,
                  const char *organization, json_t *fact)
{
    char today[DATE_TEXT_SIZE];
    struct buf path = {0};

    if (!json_object_get(fact, "on")) {
        int code = find_today(today, tool, organization);
        if (code != EXIT_DONE)
            return code;
        (void)json_object_set_new(fact, "on", json_string(today));
    }
    buf_addf(&path, "%s/facts", organization);
    client_query(&path, "force", args_flag(args, "--force") ? "1" : NULL);
    int code = print_moves(tool, buf_text(&path), json_incref(fact));
    buf_done(&path);
    return code;
}

int command_record(const struct tool *tool, const struct args *args)
{
    struct err err = tool_err(tool);
    struct buf path = {0};
    json_t *fact = json_pack("{s:s, s:s*}", "kind", args_word(args, 1), "on",
                             args_option(args, "--on"));
    int code;

    client_path(&path, "/organizations/%s", args_word(args, 0));
    if (pairs_add(fact, args, 2, &err) < 0)
        code = tool_misuse(&err);
    else
        code = record(tool, args, buf_text(&path), fact);
    json_decref(fact);
    buf_done(&path);
    return code;
}

int command_retract(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};

    client_path(&path, "/organizations/%s/facts/%s/retract", args_word(args, 0),
                args_word(args, 1));
    int code = print_moves(tool, buf_text(&path), NULL);
    buf_done(&path);
    return code;
}
