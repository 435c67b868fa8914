/* Which command is meant, which options go with it, and the exit code. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"

/* Read like the usage of a command: these options stand anywhere. */
static const char global_usage[] =
    "[--socket PATH] [--config FILE] [--url URL] [--token-file FILE] "
    "[-o table|json|csv] [--output table|json|csv] [--help] [-h] [--version]";

/* The form that was asked for, or FALLBACK. */
static enum output output_of(const struct args *args, enum output fallback)
{
    static const char *const names[OUTPUT_COUNT] = {
        [OUTPUT_TABLE] = "table",
        [OUTPUT_JSON] = "json",
        [OUTPUT_CSV] = "csv",
    };
    const char *given = args_option(args, "-o");

    if (!given)
        given = args_option(args, "--output");
    for (int i = 0; given && i < OUTPUT_COUNT; i++)
        if (strcmp(given, names[i]) == 0)
            return (enum output)i;
    return fallback;
}

static void take_globals(struct tool *tool, const struct command *command,
                         const struct args *args)
{
    tool->socket = args_option(args, "--socket");
    tool->config = args_option(args, "--config");
    tool->url = args_option(args, "--url");
    tool->token_file = args_option(args, "--token-file");
    tool->output = output_of(args, command->output);
}

/* What is asked for without a command: the version, help, or nothing. */
static int run_plain(const struct tool *tool, const struct args *args)
{
    bool help = args_flag(args, "--help") || args_flag(args, "-h");

    if (args_flag(args, "--version")) {
        (void)puts("jalon " JALON_VERSION);
        return EXIT_DONE;
    }
    command_list(tool, help ? stdout : stderr);
    return help ? EXIT_DONE : EXIT_USAGE;
}

static int run_command(struct tool *tool, const struct command *command,
                       const struct args *args)
{
    struct err err = tool_err(tool);

    if (args_flag(args, "--version"))
        return run_plain(tool, args);
    if (args_flag(args, "--help") || args_flag(args, "-h")) {
        command_usage(tool, command);
        return EXIT_DONE;
    }
    take_globals(tool, command, args);
    if (args->word_count < command->min || args->word_count > command->max) {
        (void)err_set(&err, ERR_INVALID, "usage: jalon %s%s%s", command->name,
                      *command->usage ? " " : "", command->usage);
        return tool_misuse(&err);
    }
    return command->run(tool, args);
}

static int run(struct tool *tool, char **words, size_t count)
{
    const char *const head[] = {global_usage, NULL};
    struct args args = {0};
    struct err err = tool_err(tool);
    size_t used;

    int taken = args_head(&args, words, count, head, &err);
    if (taken < 0)
        return tool_misuse(&err);
    words += taken;
    count -= (size_t)taken;
    if (count == 0)
        return run_plain(tool, &args);

    const struct command *command = command_find(words, count, &used);
    if (!command) {
        (void)command_refuse(words[0], &err);
        return tool_misuse(&err);
    }
    const char *const usages[] = {global_usage, command->usage, NULL};
    if (args_parse(&args, words + used, count - used, usages, &err) < 0)
        return tool_misuse(&err);
    return run_command(tool, command, &args);
}

int main(int argc, char **argv)
{
    struct tool tool = {.lang = tool_lang()};

    /* Whatever the environment says, all text is UTF-8. */
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    int code = run(&tool, argv + 1, argc > 0 ? (size_t)argc - 1 : 0);
    return tool_finish(&tool, code);
}
