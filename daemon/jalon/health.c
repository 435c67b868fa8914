/* status, for people, and check, for monitoring programs: both judge one answer of the
 * daemon. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "commands.h"
#include "jalon/core/instant.h"
#include "session.h"

#define FAILING_TOO_LONG (24 * 3600) /* seconds, as the next */
#define WAITING_TOO_LONG 3600
/* Longer than a big import keeps everybody waiting, shorter than monitoring programs do.
 */
#define PATIENCE_S 20

/* -- status ---------------------------------------------------------------------- */

static void show(const struct tool *tool, json_t *status)
{
    static const struct column columns[] = {
        {"receiver", N_("Receiver")},
        {"channel",  N_("Channel") },
        {"ok",       N_("Ok")      },
        {"since",    N_("Since")   },
        {"answer",   N_("Answer")  },
        {NULL,       NULL          },
    };

    output_object_and_list(tool, status, "channels", columns);
}

int command_status(const struct tool *tool, const struct args *args)
{
    json_t *status = NULL;
    int code = session_call(tool, "GET", "/status", NULL, &status);

    (void)args;
    if (code == EXIT_DONE)
        show(tool, status);
    json_decref(status);
    return code;
}

/* -- check ----------------------------------------------------------------------- */

/* What monitoring programs take an exit code for. */
enum health {
    HEALTH_OK,
    HEALTH_WARNING,
    HEALTH_CRITICAL,
    HEALTH_UNKNOWN,
};

/* What was found so far: the worst of it, and all of it in words. */
struct diagnosis {
    enum lang lang;
    enum health health;
    struct buf words;
};

static void find(struct diagnosis *diagnosis, enum health health, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void find(struct diagnosis *diagnosis, enum health health, const char *format, ...)
{
    char text[1280]; /* an address and an answer of 200 characters */
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), tr(diagnosis->lang, format), args);
    va_end(args);
    /* Behind a '|' monitoring programs read numbers. */
    for (char *bar = text; (bar = strchr(bar, '|'));)
        *bar = '/';
    buf_add(&diagnosis->words, diagnosis->words.length ? ", " : "");
    buf_add(&diagnosis->words, text);
    if (diagnosis->health < health)
        diagnosis->health = health;
}

static int64_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static struct instant instant(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    struct instant instant = {0};
    struct err ignored = {0};

    (void)instant_parse(&instant, text ? text : "", &ignored);
    return instant;
}

static void judge_channel(struct diagnosis *diagnosis, const json_t *channel,
                          struct instant now)
{
    const char *receiver = json_string_value(json_object_get(channel, "receiver"));
    const char *answer = json_string_value(json_object_get(channel, "answer"));
    int64_t failing = now.s - instant(channel, "since").s;

    if (json_is_false(json_object_get(channel, "ok")))
        find(diagnosis, failing >= FAILING_TOO_LONG ? HEALTH_CRITICAL : HEALTH_WARNING,
             N_("receiver %s fails (%s)"), receiver ? receiver : "",
             answer ? answer : "-");
}

/* A notice that is tried and fails shows by its channel; one that nobody tries would not
 * show at all. */
static void judge_queue(struct diagnosis *diagnosis, const json_t *status)
{
    int64_t oldest = instant(status, "oldest_queued").s;
    int64_t waiting = instant(status, "now").s - oldest;

    if (oldest && waiting >= WAITING_TOO_LONG)
        find(diagnosis, HEALTH_CRITICAL,
             N_("a notice has waited %lld minutes, and was not tried"),
             (long long)(waiting / 60));
}

/* Where others are told, an organization without a contact is no alarm. */
static void judge_silence(struct diagnosis *diagnosis, const json_t *silent)
{
    int64_t count = number(silent, "route") + number(silent, "receiver");

    if (count)
        find(diagnosis, HEALTH_WARNING,
             N_("organizations with dates of which nobody is told: %lld"),
             (long long)count);
}

static void judge(struct diagnosis *diagnosis, const json_t *status)
{
    const json_t *notices = json_object_get(status, "notices");
    const json_t *channels = json_object_get(status, "channels");
    const char *trouble = json_string_value(json_object_get(status, "database_trouble"));
    int64_t dead = number(notices, "dead");

    if (trouble)
        find(diagnosis, HEALTH_CRITICAL, "%s", trouble);
    if (dead)
        find(diagnosis, HEALTH_CRITICAL, N_("dead notices: %lld"), (long long)dead);
    for (size_t i = 0; i < json_array_size(channels); i++)
        judge_channel(diagnosis, json_array_get(channels, i), instant(status, "now"));
    judge_queue(diagnosis, status);
    judge_silence(diagnosis, json_object_get(status, "silent"));
    if (json_is_false(json_object_get(status, "planned")))
        find(diagnosis, HEALTH_WARNING, N_("planning is behind"));
    if (json_is_true(json_object_get(status, "rehearsal")))
        find(diagnosis, HEALTH_OK, N_("this is a rehearsal"));
    if (diagnosis->health == HEALTH_OK)
        find(diagnosis, HEALTH_OK, N_("organizations: %lld, queued notices: %lld"),
             (long long)number(status, "organizations"),
             (long long)number(notices, "queued"));
}

static void print_diagnosis(const struct diagnosis *diagnosis, const json_t *status)
{
    static const char *const names[] = {
        [HEALTH_OK] = "OK",
        [HEALTH_WARNING] = "WARNING",
        [HEALTH_CRITICAL] = "CRITICAL",
        [HEALTH_UNKNOWN] = "UNKNOWN",
    };
    static const char *const counts[] = {"queued", "failed", "dead"};
    const json_t *notices = json_object_get(status, "notices");

    (void)printf("JALON %s - %s", names[diagnosis->health], buf_text(&diagnosis->words));
    if (status)
        (void)printf(" | organizations=%lld", (long long)number(status, "organizations"));
    for (size_t i = 0; status && i < sizeof(counts) / sizeof(counts[0]); i++)
        (void)printf(" %s=%lld", counts[i], (long long)number(notices, counts[i]));
    (void)putchar('\n');
}

/* A daemon that hangs is no better than one that is down, and the monitoring program
 * would end us without a word. */
static int ask(json_t **status, struct client *client, struct err *err)
{
    client_hurry(client, PATIENCE_S);
    return client_call(client, "GET", "/status", NULL, status, err);
}

int command_check(const struct tool *tool, const struct args *args)
{
    struct diagnosis diagnosis = {.lang = tool->lang};
    struct err err = tool_err(tool);
    struct client *client = NULL;
    json_t *status = NULL;

    (void)args;
    if (client_open(&client, tool, &err) < 0)
        find(&diagnosis, HEALTH_UNKNOWN, "%s", err.text);
    else if (ask(&status, client, &err) < 0)
        find(&diagnosis, err.code == ERR_IO ? HEALTH_CRITICAL : HEALTH_UNKNOWN, "%s",
             err.text);
    else
        judge(&diagnosis, status);
    if (client)
        client_close(client);
    print_diagnosis(&diagnosis, status);
    json_decref(status);
    buf_done(&diagnosis.words);
    return (int)diagnosis.health;
}
