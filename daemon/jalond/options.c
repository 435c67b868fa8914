#include "options.h"

#include <stdio.h>
#include <string.h>

#include "jalon/base/text.h"

/* A year in a third of a second: more is no rehearsal. */
#define SPEED_MAX 100000000

static int set_config(struct options *options, const char *value, struct err *err)
{
    (void)err;
    options->config = value;
    return 0;
}

static int set_now(struct options *options, const char *value, struct err *err)
{
    options->has_now = true;
    return instant_parse(&options->now, value, err);
}

static int set_speed(struct options *options, const char *value, struct err *err)
{
    if (text_number(&options->speed, value, 1, SPEED_MAX) != 0)
        return err_set(err, ERR_INVALID,
                       N_("\"%.40s\" is no speed: write a number from 1"), value);
    return 0;
}

static int set_check(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->check = true;
    return 0;
}

static int set_version(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->version = true;
    return 0;
}

static int set_help(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->help = true;
    return 0;
}

static const struct option {
    const char *name;
    const char *value; /* what it takes, or NULL */
    int (*set)(struct options *options, const char *value, struct err *err);
    const char *help;
} table[] = {
    {"--config",       "FILE",    set_config,  N_("read this configuration, and conf.d beside it")},
    {"--check-config", NULL,      set_check,
     N_("say what is wrong with the configuration, and stop")                                     },
    {"--now",          "RFC3339", set_now,
     N_("rehearse: start the clock at this instant (asks for rehearsal = yes)")                   },
    {"--speed",        "N",       set_speed,   N_("rehearse: run the clock N times faster")       },
    {"--version",      NULL,      set_version, N_("print the version")                            },
    {"--help",         NULL,      set_help,    N_("print this help")                              },
};

static const struct option *option_named(const char *argument, const char **value)
{
    size_t length = strcspn(argument, "=");

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (strlen(table[i].name) != length ||
            strncmp(argument, table[i].name, length) != 0)
            continue;
        *value = argument[length] ? argument + length + 1 : NULL;
        return &table[i];
    }
    return NULL;
}

/* Reads the option at ARGV[*INDEX], and its value where that is the next argument. */
static int read_option(struct options *options, int argc, char **argv, int *index,
                       struct err *err)
{
    const char *value;
    const struct option *option = option_named(argv[*index], &value);

    if (!option || (value && !option->value))
        return err_set(err, ERR_INVALID, N_("unknown option %.60s: see jalond --help"),
                       argv[*index]);
    if (option->value && !value)
        value = ++*index < argc ? argv[*index] : NULL;
    if (option->value && !value)
        return err_set(err, ERR_INVALID, N_("%s wants a value: %s"), option->name,
                       option->value);
    if (option->set(options, value, err) != 0)
        return err_wrap(err, "%s", option->name);
    return 0;
}

int options_parse(struct options *out, int argc, char **argv, struct err *err)
{
    *out = (struct options){.speed = 1};
    for (int i = 1; i < argc; i++)
        if (read_option(out, argc, argv, &i, err) != 0)
            return -1;
    return 0;
}

void options_help(enum lang lang)
{
    printf("%s\n\n", tr(lang, N_("jalond: follows the legal dates of Qualiopi "
                                 "certifications and reminds of them")));
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        printf("  %-14s %-8s %s\n", table[i].name, table[i].value ? table[i].value : "",
               tr(lang, table[i].help));
}
