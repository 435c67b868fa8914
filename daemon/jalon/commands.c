#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "jalon/base/buf.h"
#include "jalon/base/text.h"

#define ANY ((size_t)-1)

/* Through macros: rows in braces would be laid out in columns wider than a screen. */
#define ROW(...)                                                                         \
    {                                                                                    \
        __VA_ARGS__, OUTPUT_TABLE                                                        \
    }
#define JSON_LINES(...)                                                                  \
    {                                                                                    \
        __VA_ARGS__, OUTPUT_JSON                                                         \
    }

static const struct command commands[] = {
    ROW("help", 0, 2, command_help, "[COMMAND]", N_("tells how a command is called")),
    JSON_LINES("plan", 0, 1, command_plan, "[FILE|-] [--rules FILE] [--today DATE]",
               N_("prints the milestones and alerts of organizations, without a daemon")),
    JSON_LINES(
        "simulate", 0, 1, command_simulate,
        "[FILE|-] --config FILE --from DATE --to DATE",
        N_("prints every notice that would go out in that time, without a daemon")),
    ROW("import", 1, 1, command_import,
        "FILE [--dry-run] [--keep-going] [--format jsonl|csv|public-list]",
        N_("adds or changes organizations from a file of jsonl, csv or public-list "
           "format")),
    ROW("export", 0, 0, command_export, "", N_("prints all organizations as JSON Lines")),
    ROW("reconcile", 1, 1, command_reconcile, "FILE",
        N_("compares the public list of training organizations with the clients")),
    ROW("org list", 0, 0, command_org_list, "[--owner OWNER] [--tag TAG] [--search TEXT]",
        N_("lists organizations")),
    ROW("org show", 1, 1, command_org_show, "ID",
        N_("shows an organization and its facts")),
    ROW("org set", 2, ANY, command_org_set, "ID KEY=VALUE…",
        N_("changes keys of an organization; an empty value removes one")),
    ROW("org remove", 1, 1, command_org_remove, "ID",
        N_("removes an organization and all that is known of it")),
    ROW("record", 2, ANY, command_record, "ID KIND [KEY=VALUE…] [--on DATE] [--force]",
        N_("adds a fact and prints the milestones that moved")),
    ROW("retract", 2, 2, command_retract, "ID FACT",
        N_("voids a fact and prints the milestones that moved")),
    ROW("milestones", 0, 1, command_milestones,
        "[ID] [--from DATE] [--to DATE] [--kind KIND] "
        "[--state done|moot|missed|passed|booked|open|upcoming] [--owner OWNER] "
        "[--tag TAG]",
        N_("lists milestones")),
    ROW("explain", 1, 2, command_explain, "ID [MILESTONE]",
        N_("tells where the dates of milestones come from")),
    ROW("ack", 2, 2, command_ack, "ID MILESTONE --reason TEXT [--until DATE]",
        N_("silences a milestone's reminders")),
    ROW("unack", 2, 2, command_unack, "ID MILESTONE",
        N_("lets a milestone's reminders go out again")),
    ROW("notices", 0, 0, command_notices,
        "[--state queued|sent|failed|dead|superseded] [--organization ID]",
        N_("lists what was sent to whom, when, with what answer")),
    ROW("notices retry", 0, 1, command_notices_retry, "[N] [--dead]",
        N_("sends notice N again, or all dead ones")),
    ROW("ledger verify", 0, 0, command_ledger_verify, "",
        N_("checks the hash chain of the ledger")),
    ROW("ledger attest", 1, 1, command_ledger_attest, "ID [--format text|html]",
        N_("prints a dated statement of all that an organization was told")),
    ROW("feed add", 1, 1, command_feed_add,
        "NAME [--organization ID] [--owner OWNER] [--tag TAG] [--alarms DAYS] [--masked]",
        N_("makes a calendar feed and prints its URL, this once")),
    ROW("feed list", 0, 0, command_feed_list, "", N_("lists the calendar feeds")),
    ROW("feed rotate", 1, 1, command_feed_rotate, "NAME",
        N_("gives a feed a new URL; the old one serves for 14 more days")),
    ROW("feed revoke", 1, 1, command_feed_revoke, "NAME", N_("ends a feed")),
    ROW("token add", 1, 1, command_token_add, "NAME [--read-only] [--admin]",
        N_("makes a token for the HTTP API and prints it, this once")),
    ROW("token list", 0, 0, command_token_list, "", N_("lists the tokens")),
    ROW("token revoke", 1, 1, command_token_revoke, "NAME", N_("ends a token")),
    ROW("user add", 1, 1, command_user_add,
        "NAME [--role read|edit|admin] [--password-file FILE]",
        N_("makes an account for the web page (role read, edit or admin) and prints a "
           "link to choose a password")),
    ROW("user list", 0, 0, command_user_list, "", N_("lists the accounts")),
    ROW("user passwd", 1, 1, command_user_passwd, "NAME [--password-file FILE]",
        N_("prints a link to choose a new password")),
    ROW("user remove", 1, 1, command_user_remove, "NAME", N_("removes an account")),
    ROW("rules show", 0, 0, command_rules_show, "", N_("shows the rules in force")),
    ROW("rules diff", 2, 3, command_rules_diff, "OLD NEW [FILE|-] [--today DATE]",
        N_("prints the dates that move under other rules, without a daemon")),
    ROW("route test", 2, 3, command_route_test, "ID MILESTONE [STEP]",
        N_("tells who would be told, by which route")),
    ROW("test-notify", 1, 1, command_test_notify, "RECEIVER",
        N_("sends a test message now and prints the server's answer")),
    ROW("status", 0, 0, command_status, "", N_("shows how the daemon is doing")),
    ROW("check", 0, 0, command_check, "",
        N_("is a monitoring plugin: 0 ok, 1 warning, 2 critical, 3 unknown")),
    ROW("backup", 1, 1, command_backup, "FILE|-",
        N_("writes a consistent copy of the database while the daemon works")),
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

/* How many of the COUNT WORDS spell NAME, or 0 where they do not. */
static size_t spelled(const char *name, char *const *words, size_t count)
{
    size_t used = 0;

    for (;;) {
        size_t length = strcspn(name, " ");
        if (used == count || strlen(words[used]) != length ||
            strncmp(name, words[used], length) != 0)
            return 0;
        used++;
        if (!name[length])
            return used;
        name += length + 1;
    }
}

const struct command *command_find(char *const *words, size_t count, size_t *used)
{
    const struct command *found = NULL;

    /* "notices retry" is the longer match than "notices". */
    *used = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        size_t matched = spelled(commands[i].name, words, count);
        if (matched <= *used)
            continue;
        found = &commands[i];
        *used = matched;
    }
    return found;
}

int command_refuse(const char *word, struct err *err)
{
    struct buf seconds = {0};
    size_t length = strlen(word);

    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (text_starts(commands[i].name, word) && commands[i].name[length] == ' ')
            buf_addf(&seconds, "%s%s", seconds.length ? ", " : "",
                     commands[i].name + length + 1);
    if (seconds.length)
        (void)err_set(err, ERR_INVALID, "after %s comes one of: %s", word,
                      buf_text(&seconds));
    else
        (void)err_set(err, ERR_INVALID, "there is no command %s", word);
    buf_done(&seconds);
    return -1;
}

static void print_globals(const struct tool *tool, FILE *to)
{
    (void)fputs(tr(tool->lang,
                   "Options of every command:\n"
                   "  --socket PATH      the daemon's socket\n"
                   "  --config FILE      the configuration that names the socket\n"
                   "  --url URL          talk to the API over TCP\n"
                   "  --token-file FILE  the file with the token for it\n"
                   "  -o table|json|csv  the form of listings\n"
                   "  --help, --version\n"),
                to);
}

void command_list(const struct tool *tool, FILE *to)
{
    (void)fprintf(to, "%s\n\n",
                  tr(tool->lang, "usage: jalon COMMAND [ARGUMENT…] [OPTION…]"));
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        (void)fprintf(to, "  %-14s %s\n", commands[i].name,
                      tr(tool->lang, commands[i].help));
    (void)fprintf(to, "\n%s\n\n",
                  tr(tool->lang, "jalon COMMAND --help tells more of one."));
    print_globals(tool, to);
}

void command_usage(const struct tool *tool, const struct command *command)
{
    (void)printf("%s jalon %s%s%s\n\n%s\n\n", tr(tool->lang, "usage:"), command->name,
                 *command->usage ? " " : "", command->usage,
                 tr(tool->lang, command->help));
    print_globals(tool, stdout);
}

int command_help(const struct tool *tool, const struct args *args)
{
    struct err err = tool_err(tool);
    size_t used;

    if (args->word_count == 0) {
        command_list(tool, stdout);
        return EXIT_DONE;
    }
    const struct command *command = command_find(args->words, args->word_count, &used);
    if (!command) {
        (void)command_refuse(args->words[0], &err);
        return tool_misuse(&err);
    }
    command_usage(tool, command);
    return EXIT_DONE;
}
