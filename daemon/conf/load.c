#include "jalon/conf/conf.h"

#include <assert.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/sys/file.h"
#include "loading.h"
#include "schema.h"

#define DATA_LIMIT (16U * 1024 * 1024) /* far more than rules or holidays ever are */

/* -- what the files leave open --------------------------------------------------- */

/* The defaults are texts of the tables, read as a user's would be: one that is wrong
 * shows in the first test. */
static void set_defaults(struct conf *conf)
{
    struct err err = {0};

    for (const struct conf_section *section = conf_sections; section->name; section++)
        if (!section->example)
            section_set_defaults(section, conf);
    for (size_t kind = 0; kind < MILESTONE_KIND_COUNT; kind++) {
        int rc = ladder_parse(&conf->ladders[kind], default_ladders[kind].steps, &err);
        assert(rc == 0);
    }
}

/* A booked audit keeps the steps of its day, also where its ladder was written without
 * them: silence from the booking to the day would be the wrong surprise. */
static void keep_booked_steps(struct conf *conf)
{
    struct err err = {0};

    for (size_t kind = 0; kind < MILESTONE_KIND_COUNT; kind++) {
        struct ladder *ladder = &conf->ladders[kind];
        struct ladder usual;
        if (!ladder->count || ladder_has_booked(ladder))
            continue;
        int rc = ladder_parse(&usual, default_ladders[kind].steps, &err);
        assert(rc == 0);
        for (size_t i = 0; i < usual.count; i++)
            if (usual.steps[i].base == STEP_BOOKED)
                ladder_add(ladder, usual.steps[i]);
        ladder_done(&usual);
    }
}

/* Sets *PATH, where it is unset, to NAME in the folder that the service manager gives in
 * VARIABLE (the first one of several), else in FOLDER. */
static void place_file(char **path, const char *variable, const char *folder,
                       const char *name)
{
    const char *given = file_environment(variable);
    struct buf text = {0};

    if (*path)
        return;
    if (given)
        buf_add_bytes(&text, given, strcspn(given, ":"));
    else
        buf_add(&text, folder);
    buf_addf(&text, "/%s", name);
    *path = buf_take(&text);
}

/* "https://jalon.example.org:8443/x" is of the host "jalon.example.org". */
static char *host_of(const char *url)
{
    const char *host = strstr(url, "://") + 3;

    return mem_strndup(host, strcspn(host, ":/"));
}

/* No event can be called after an IPv6 address. */
static char *default_uid_domain(const char *public_url)
{
    if (!public_url || strchr(public_url, '['))
        return mem_strdup("jalon.localhost");
    return host_of(public_url);
}

static void fill_in(struct conf *conf)
{
    place_file(&conf->database, "STATE_DIRECTORY", ".", "jalon.db");
    place_file(&conf->socket, "RUNTIME_DIRECTORY", "/run/jalon", "jalon.sock");
    if (!conf->uid_domain)
        conf->uid_domain = default_uid_domain(conf->public_url);
    conf->receiver_names =
        mem_new_array(conf->receiver_count, sizeof(*conf->receiver_names));
    for (size_t i = 0; i < conf->receiver_count; i++)
        conf->receiver_names[i] = conf->receivers[i].name;
}

/* Reads the file that [jalond] KEY names at PATH, or else the shipped one. */
static int read_data(struct loading *loading, struct buf *out, const char *key,
                     const char *path, const char *shipped, const char **from)
{
    struct err err = {.lang = loading->lang};

    *from = path;
    int rc = path ? file_read(out, path, DATA_LIMIT, &err)
                  : file_read_shipped(out, shipped, from, &err);
    if (rc != 0)
        loading_error(loading, loading_place(loading, "jalond", "", key), "%s", err.text);
    return rc;
}

static void load_rules(struct loading *loading)
{
    struct conf *conf = loading->conf;
    struct err err = {.lang = loading->lang};
    struct buf text = {0};
    const char *from;

    if (read_data(loading, &text, "rules", conf->rules_file, "rules/qualiopi.ini",
                  &from) == 0 &&
        rules_parse(&conf->rules, buf_text(&text), text.length, from, &err) != 0)
        loading_error(loading, NULL, "%s", err.text);
    buf_done(&text);
}

static void load_holidays(struct loading *loading)
{
    struct conf *conf = loading->conf;
    struct err err = {.lang = loading->lang};
    struct buf text = {0};
    const char *from;

    if (read_data(loading, &text, "holidays", conf->holidays_file, "jours_feries.csv",
                  &from) == 0 &&
        holidays_parse(&conf->holidays, buf_text(&text), text.length, from, &err) != 0)
        loading_error(loading, NULL, "%s", err.text);
    buf_done(&text);
}

/* In one pass: what is wrong is collected, and the load goes on, so that one
 * --check-config shows all there is to mend. */
int conf_load(struct conf **out, const char *file, enum lang lang, struct buf *errors)
{
    struct conf *conf = mem_new(sizeof(*conf));
    struct loading loading = {.conf = conf, .lang = lang, .errors = errors};

    /* Defaults, files, what they leave open, and only then what must fit together. */
    set_defaults(conf);
    if (file)
        loading_read(&loading, file);
    fill_in(conf);
    keep_booked_steps(conf);
    loading_check(&loading);
    load_rules(&loading);
    load_holidays(&loading);
    if (loading.warnings.length)
        conf->warnings = buf_take(&loading.warnings);
    if (loading.failed)
        conf_free(conf);
    else
        *out = conf;
    loading_done(&loading);
    return loading.failed ? -1 : 0;
}
