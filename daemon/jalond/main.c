#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app.h"
#include "jalon/base/mem.h"
#include "jalon/sys/file.h"
#include "jalon/sys/log.h"
#include "jalon/sys/secret.h"
#include "options.h"

#define EXIT_USAGE    2
#define EXIT_DATABASE 3 /* the unit does not start it again: a person must look */

/* The language of the person at the terminal, by the usual variables; French first. */
static enum lang lang_of_environment(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    enum lang lang = LANG_FR;

    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        const char *value = file_environment(variables[i]);
        if (value && lang_parse(&lang, value) == 0)
            return lang;
    }
    return lang;
}

static int load(struct conf **conf, const struct options *options, enum lang lang)
{
    struct buf errors = {0};
    int rc = conf_load(conf, options->config, lang, &errors);

    if (rc != 0)
        (void)fputs(buf_text(&errors), stderr);
    buf_done(&errors);
    return rc;
}

static int start_clock(struct clock *clock, const struct options *options,
                       const struct conf *conf, struct err *err)
{
    clock_init(clock);
    if (!options->has_now && options->speed == 1)
        return 0;
    /* A clock that runs ahead would send real people reminders that are not due. */
    if (!conf->rehearsal)
        return err_set(err, ERR_REFUSED,
                       N_("--now and --speed are for rehearsals: write rehearsal = yes "
                          "in [jalond] first, on a database of its own"));
    clock_init_rehearsal(clock, options->has_now ? options->now : clock_now(clock),
                         options->speed);
    return 0;
}

static int run(struct options *options, enum lang lang)
{
    struct err err = {.lang = lang};
    struct clock clock;
    struct conf *conf;

    /* Without any file the defaults serve, for a first try out of a folder. */
    if (!options->config && access(JALON_CONFIG_FILE, R_OK) == 0)
        options->config = JALON_CONFIG_FILE;
    if (load(&conf, options, lang) != 0)
        return EXIT_FAILURE;
    if (options->check) {
        (void)fputs(conf->warnings ? conf->warnings : "", stderr);
        puts(tr(lang, N_("the configuration is good")));
        conf_free(conf);
        return EXIT_SUCCESS;
    }
    if (start_clock(&clock, options, conf, &err) != 0)
        conf_free(conf);
    else if (app_run(conf, options->config, &clock, lang, &err) == 0)
        return EXIT_SUCCESS;
    log_error("%s", err.text);
    return err.code == ERR_STORE ? EXIT_DATABASE : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    enum lang lang = lang_of_environment();
    struct err err = {.lang = lang};
    struct options options;

    /* Before the first document is read.  What a message could not be given, for want of
     * memory, it would be sent without. */
    json_set_alloc_funcs(mem_alloc, free);
    secret_init();
    if (options_parse(&options, argc, argv, &err) != 0) {
        (void)fprintf(stderr, "jalond: %s\n", err.text);
        return EXIT_USAGE;
    }
    if (options.help)
        options_help(lang);
    else if (options.version)
        puts("jalond " JALON_VERSION);
    else
        return run(&options, lang);
    return EXIT_SUCCESS;
}
