/* What is planned, why, and what is silenced of it. */
#include <stdio.h>

#include "client.h"
#include "commands.h"
#include "jalon/core/explain.h"
#include "session.h"

/* -- milestones ------------------------------------------------------------------ */

int command_milestones(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"organization", N_("Organization")},
        {"id",           N_("Milestone")   },
        {"opens",        N_("Opens")       },
        {"safe",         N_("Safe")        },
        {"due",          N_("Due")         },
        {"booked",       N_("Booked")      },
        {"done",         N_("Done")        },
        {"state",        N_("State")       },
        {"confirm",      N_("Confirm")     },
        {NULL,           NULL              },
    };
    static const struct {
        const char *option, *key;
    } filters[] = {
        {"--from",  "from" },
        {"--to",    "to"   },
        {"--kind",  "kind" },
        {"--state", "state"},
        {"--owner", "owner"},
        {"--tag",   "tag"  },
    };
    struct buf path = {0};

    buf_add(&path, "/milestones");
    client_query(&path, "limit", CLIENT_PAGE);
    client_query(&path, "organization", args_word(args, 0));
    for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
        client_query(&path, filters[i].key, args_option(args, filters[i].option));
    int code = session_list(tool, buf_text(&path), columns);
    buf_done(&path);
    return code;
}

/* -- explain --------------------------------------------------------------------- */

static void print_value(const char *label, json_t *value)
{
    struct buf text = {0};

    output_add_value(&text, value);
    if (text.length)
        (void)printf("  %s %s\n", label, buf_text(&text));
    buf_done(&text);
}

static void print_state(enum lang lang, const json_t *milestone)
{
    const char *name = json_string_value(json_object_get(milestone, "state"));
    enum milestone_state state;

    if (name && milestone_state_parse(&state, name) == 0)
        (void)printf("  %s %s\n", tr(lang, "state:"), explain_state(state, lang));
}

static void print_rule(enum lang lang, const json_t *rule)
{
    print_value(tr(lang, "rule:"), json_object_get(rule, "rule"));
    print_value(tr(lang, "source:"), json_object_get(rule, "source"));
    if (json_is_true(json_object_get(rule, "confirm")))
        (void)printf("  %s\n", explain_confirm(lang));
}

/* A milestone as a paragraph: its dates, the arithmetic step by step, the rules. */
static void explain(enum lang lang, const json_t *item)
{
    static const struct {
        const char *key, *label;
    } dates[] = {
        {"opens",  N_("opens:") },
        {"safe",   N_("safe:")  },
        {"due",    N_("due:")   },
        {"booked", N_("booked:")},
        {"done",   N_("done:")  },
    };
    const json_t *milestone = json_object_get(item, "milestone");
    const json_t *steps = json_object_get(item, "steps");
    const json_t *rules = json_object_get(item, "rules");

    (void)printf("%s\n", json_string_value(json_object_get(milestone, "id")));
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
        print_value(tr(lang, dates[i].label), json_object_get(milestone, dates[i].key));
    print_state(lang, milestone);
    for (size_t i = 0; i < json_array_size(steps); i++)
        print_value("·", json_array_get(steps, i));
    for (size_t i = 0; i < json_array_size(rules); i++)
        print_rule(lang, json_array_get(rules, i));
}

static void explain_page(void *context, const json_t *items)
{
    const enum lang *lang = context;

    for (size_t i = 0; i < json_array_size(items); i++)
        explain(*lang, json_array_get(items, i));
}

/* A milestone as a row, which has no room for objects in objects. */
static void add_row(struct listing *listing, const json_t *item)
{
    json_t *row = json_copy(json_object_get(item, "milestone"));
    json_t *names = json_array();
    json_t *rule;
    size_t i;

    json_array_foreach(json_object_get(item, "rules"), i, rule)
    {
        (void)json_array_append(names, json_object_get(rule, "rule"));
    }
    (void)json_object_set(row, "steps", json_object_get(item, "steps"));
    (void)json_object_set_new(row, "rules", names);
    listing_add(listing, row);
    json_decref(row);
}

static void list_page(void *context, const json_t *items)
{
    for (size_t i = 0; i < json_array_size(items); i++)
        add_row(context, json_array_get(items, i));
}

static int explain_csv(const struct tool *tool, const char *path)
{
    static const struct column columns[] = {
        {"organization", N_("Organization")},
        {"id",           N_("Milestone")   },
        {"opens",        N_("Opens")       },
        {"safe",         N_("Safe")        },
        {"due",          N_("Due")         },
        {"booked",       N_("Booked")      },
        {"done",         N_("Done")        },
        {"state",        N_("State")       },
        {"confirm",      N_("Confirm")     },
        {"steps",        N_("Steps")       },
        {"rules",        N_("Rules")       },
        {"source",       N_("Source")      },
        {NULL,           NULL              },
    };
    struct listing listing;

    listing_begin(&listing, tool, columns);
    int code = session_pages(tool, path, list_page, &listing);
    listing_end(&listing);
    return code;
}

int command_explain(const struct tool *tool, const struct args *args)
{
    static const struct column none[] = {
        {NULL, NULL}
    };
    enum lang lang = tool->lang; /* CB's context is no pointer to const */
    struct buf path = {0};
    int code;

    client_path(&path, "/organizations/%s/explain", args_word(args, 0));
    client_query(&path, "milestone", args_word(args, 1));
    if (tool->output == OUTPUT_TABLE)
        code = session_pages(tool, buf_text(&path), explain_page, &lang);
    else if (tool->output == OUTPUT_CSV)
        code = explain_csv(tool, buf_text(&path));
    else
        code = session_list(tool, buf_text(&path), none);
    buf_done(&path);
    return code;
}

/* -- acknowledgements ------------------------------------------------------------ */

int command_ack(const struct tool *tool, const struct args *args)
{
    struct err err = tool_err(tool);
    const char *reason = args_option(args, "--reason");
    struct buf path = {0};

    if (!reason || !*reason) {
        (void)err_set(&err, ERR_INVALID, "say why with --reason");
        return tool_misuse(&err);
    }
    client_path(&path, "/organizations/%s/acks", args_word(args, 0));
    json_t *body = json_pack("{s:s, s:s, s:s*}", "milestone", args_word(args, 1),
                             "reason", reason, "until", args_option(args, "--until"));
    int code = session_call(tool, "POST", buf_text(&path), body, NULL);
    buf_done(&path);
    return code;
}

int command_unack(const struct tool *tool, const struct args *args)
{
    struct buf path = {0};

    client_path(&path, "/organizations/%s/acks/%s", args_word(args, 0),
                args_word(args, 1));
    return session_delete(tool, &path);
}
