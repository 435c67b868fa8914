/* simulate: every notice of a stretch of time, by the daemon's own engine, so that what
 * is shown is what would be sent. */
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "jalon/base/mem.h"
#include "jalon/core/document.h"
#include "jalon/engine/engine.h"
#include "jalon/store/ledger.h"
#include "jalon/store/organizations.h"
#include "jalon/sys/log.h"
#include "lines.h"
#include "output.h"

#define AUTHOR "simulate"

/* The daemon's own engine, over a database in memory, with nobody to deliver. */
struct simulation {
    struct store *store;
    struct engine *engine;
    const struct conf *conf;
    struct date from, to;
    struct instant start, end; /* the first midnight of from, the last one after to */
    int64_t *sent;             /* the notices printed in this moment */
    size_t sent_count, sent_capacity;
    struct listing listing;
    struct buf line;
};

/* -- organizations --------------------------------------------------------------- */

/* Takes an organization in, to be looked at first on its own midnight of --from. */
static int take_in(void *context, const struct organization *organization,
                   const struct zone *zone, struct err *err)
{
    struct simulation *simulation = context;
    struct instant midnight = zone_instant(zone, simulation->from, 0);
    struct instant end = zone_instant(zone, date_add_days(simulation->to, 1), 0);
    const struct actor actor = {AUTHOR, midnight};
    enum change change;

    if (engine_put(simulation->engine, organization, &actor, &change, NULL, err) != 0)
        return -1;
    if (simulation->start.s == 0 || midnight.s < simulation->start.s)
        simulation->start = midnight;
    if (end.s > simulation->end.s)
        simulation->end = end;
    return 0;
}

/* -- what would be sent ---------------------------------------------------------- */

static const struct zone *zone_of(const struct simulation *simulation,
                                  const struct notice *notice, struct err *err)
{
    struct organization organization;
    const struct zone *zone = NULL;
    const char *name = simulation->conf->timezone;

    if (store_organization_get(&organization, NULL, simulation->store,
                               notice->items[0].organization, err) != 0)
        return NULL;
    if (organization.timezone)
        name = organization.timezone;
    (void)zone_find(&zone, name, err);
    organization_done(&organization);
    return zone;
}

static void add_text_key(struct buf *line, const char *key, const char *value)
{
    buf_addf(line, "\"%s\":", key);
    document_add_string(line, value);
}

static void format_notice(struct buf *line, const struct notice *notice, const char *at)
{
    buf_clear(line);
    buf_addf(line, "{\"at\":\"%s\",", at);
    add_text_key(line, "receiver", notice->receiver);
    buf_add_char(line, ',');
    add_text_key(line, "channel", notice->channel);
    buf_add(line, ",\"items\":[");
    for (size_t i = 0; i < notice->item_count; i++) {
        buf_add(line, i ? ",{" : "{");
        add_text_key(line, "organization", notice->items[i].organization);
        buf_add_char(line, ',');
        add_text_key(line, "milestone", notice->items[i].milestone);
        buf_add_char(line, ',');
        add_text_key(line, "step", notice->items[i].step);
        buf_add_char(line, '}');
    }
    buf_add(line, "]}\n");
}

static int print_notice(void *context, const struct notice *notice, struct err *err)
{
    struct simulation *simulation = context;
    char at[INSTANT_TEXT_SIZE];
    const struct zone *zone = zone_of(simulation, notice, err);

    if (!zone)
        return -1;
    if (date_cmp(zone_date(zone, notice->at), simulation->to) <= 0) {
        format_notice(&simulation->line, notice, zone_format(at, zone, notice->at));
        listing_add_lines(&simulation->listing, &simulation->line);
    }
    simulation->sent = mem_grow(simulation->sent, simulation->sent_count,
                                &simulation->sent_capacity, sizeof(*simulation->sent));
    simulation->sent[simulation->sent_count++] = notice->id;
    return 0;
}

static int print_ready(void *context, int64_t id, const char *receiver, struct err *err)
{
    const struct simulation *simulation = context;
    struct notice notice;

    (void)receiver;
    if (store_notice_get(&notice, simulation->store, id, err) != 0)
        return -1;
    int rc = print_notice(context, &notice, err);
    notice_done(&notice);
    return rc;
}

/* Prints what was queued at NOW and holds it for sent. */
static int deliver(struct simulation *simulation, struct instant now, struct err *err)
{
    int rc = 0;

    simulation->sent_count = 0;
    if (store_notices_ready(simulation->store, now, INT64_MAX, print_ready, simulation,
                            err) != 0 ||
        store_begin(simulation->store, AUTHOR, err) != 0)
        return -1;
    for (size_t i = 0; rc == 0 && i < simulation->sent_count; i++)
        rc = store_notice_result(simulation->store, simulation->sent[i], NOTICE_SENT,
                                 AUTHOR, now, now, err);
    return store_end(simulation->store, rc, err);
}

/* Lives every moment that the engine asks for, one after the other. */
static int live(struct simulation *simulation, struct err *err)
{
    struct instant now = simulation->start;

    while (now.s < simulation->end.s) {
        struct instant next;
        if (engine_tick(simulation->engine, now, &next, err) != 0 ||
            deliver(simulation, now, err) != 0)
            return -1;
        listing_flush(&simulation->listing);
        now = next;
    }
    return 0;
}

/* -- the command ----------------------------------------------------------------- */

static int day_option(struct date *out, const struct args *args, const char *name,
                      struct err *err)
{
    const char *text = args_option(args, name);

    if (!text)
        return err_set(err, ERR_INVALID, N_("%s wants a day: write it as 2026-02-28"),
                       name);
    return date_parse(out, text, err) == 0 ? 0 : err_wrap(err, "%s", name);
}

/* Without a configuration there is nobody to tell, and silence would look like an answer.
 */
static int check_config(const struct tool *tool, struct err *err)
{
    if (tool->config)
        return 0;
    return err_set(err, ERR_INVALID,
                   N_("name the configuration with --config: it says who is told"));
}

static int read_days(struct simulation *simulation, const struct args *args,
                     struct err *err)
{
    if (day_option(&simulation->from, args, "--from", err) != 0 ||
        day_option(&simulation->to, args, "--to", err) != 0)
        return -1;
    if (date_cmp(simulation->to, simulation->from) < 0)
        return err_set(err, ERR_INVALID, N_("--to lies before --from"));
    return 0;
}

static int simulate(struct simulation *simulation, const struct tool *tool,
                    const char *file)
{
    static const struct column columns[] = {
        {"at",       N_("At")      },
        {"receiver", N_("Receiver")},
        {"channel",  N_("Channel") },
        {"items",    N_("Items")   },
        {NULL,       NULL          },
    };
    struct err err = tool_err(tool);
    int code;

    listing_begin(&simulation->listing, tool, columns);
    if (store_open(&simulation->store, ":memory:", &err) != 0 ||
        engine_open(&simulation->engine, simulation->store, simulation->conf, true,
                    &err) != 0 ||
        engine_batch_begin(simulation->engine, &err) != 0)
        return tool_fail(&err);
    code = lines_each(tool, file, simulation->conf, take_in, simulation);
    if (engine_batch_commit(simulation->engine, &err) != 0 || live(simulation, &err) != 0)
        return tool_fail(&err);
    return code;
}

int command_simulate(const struct tool *tool, const struct args *args)
{
    struct simulation simulation = {0};
    struct err err = tool_err(tool);
    struct conf *conf;

    if (check_config(tool, &err) != 0 || read_days(&simulation, args, &err) != 0)
        return tool_misuse(&err);
    conf = lines_conf(tool, NULL);
    if (!conf)
        return EXIT_FAILED;
    simulation.conf = conf;
    /* What the engine tells of years of days would bury the notices. */
    log_set_level(LOG_LEVEL_WARNING);
    int code = simulate(&simulation, tool, args_word(args, 0));
    listing_end(&simulation.listing);
    engine_close(simulation.engine);
    store_close(simulation.store);
    free(simulation.sent);
    buf_done(&simulation.line);
    conf_free(conf);
    return code;
}
