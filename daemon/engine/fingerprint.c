/* Written out as text and hashed: what is left out here may change without anything being
 * planned anew, so that a key that decides a date, a receiver or what a calendar's events
 * say belongs here. */
#include "parts.h"

#include "jalon/base/mem.h"
#include "jalon/sys/secret.h"

/* From the first certificates on, and well past the end of the table that we ship: what
 * another one says of later years is not noticed until something else has changed. */
#define HOLIDAY_FIRST_YEAR 2019
#define HOLIDAY_LAST_YEAR  2040

static void add_text(struct buf *out, const char *text)
{
    buf_addf(out, "%s\n", text ? text : "-");
}

static void add_rules(struct buf *out, const struct rules *rules)
{
    for (int id = 0; id < RULE_COUNT; id++) {
        for (size_t i = 0; i < rules_row_count(rules, (enum rule_id)id); i++) {
            const struct rule_row *row = rules_row_at(rules, (enum rule_id)id, i);
            buf_addf(out, "%d %d %d %d %d-%d %d %d %s\n", id, row->effective_from.days,
                     row->months, row->days, row->month_day.month, row->month_day.day,
                     row->count, row->confirm, row->source);
        }
    }
}

static void add_ladders(struct buf *out, const struct conf *conf)
{
    for (int kind = 0; kind < MILESTONE_KIND_COUNT; kind++) {
        const struct ladder *ladder = &conf->ladders[kind];
        for (size_t i = 0; i < ladder->count; i++)
            buf_addf(out, "%d %d%+d\n", kind, (int)ladder->steps[i].base,
                     ladder->steps[i].days);
    }
}

static void add_route(struct buf *out, const struct route *route)
{
    const char *const patterns[] = {route->owner, route->tag, route->organization,
                                    route->kind, route->force};

    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
        add_text(out, patterns[i]);
    for (size_t i = 0; i < route->receiver_count; i++)
        add_text(out, route->receivers[i]);
    for (size_t i = 0; i < route->escalation_count; i++)
        buf_addf(out, "%d%+d %s\n", (int)route->escalations[i].step.base,
                 route->escalations[i].step.days, route->escalations[i].receiver);
    buf_addf(out, "%d\n", route->digest);
}

/* "owner" in a route stands for one of them, and what waits is written for a channel. */
static void add_receivers(struct buf *out, const struct conf *conf)
{
    for (size_t i = 0; i < conf->receiver_count; i++) {
        const char *name = conf->receivers[i].name;
        buf_addf(out, "%s %s\n", name, conf_channel(conf, name));
    }
}

static void add_certifiers(struct buf *out, const struct conf *conf)
{
    for (size_t i = 0; i < conf->certifier_count; i++)
        buf_addf(out, "%s %d %d\n", conf->certifiers[i].name,
                 conf->certifiers[i].minor_plan_days,
                 conf->certifiers[i].renewal_audit_months);
}

/* The working days of each zone, which is what the table is there for. */
static void add_holidays(struct buf *out, const struct holidays *holidays)
{
    struct date first = date_of_civil((struct civil){HOLIDAY_FIRST_YEAR, 1, 1});
    struct date last = date_of_civil((struct civil){HOLIDAY_LAST_YEAR, 12, 31});

    for (size_t i = 0; i < holidays_zone_count(holidays); i++) {
        const char *zone = holidays_zone(holidays, i);
        add_text(out, zone);
        for (struct date day = first; date_cmp(day, last) <= 0;
             day = date_add_days(day, 1))
            buf_add_char(out, holidays_is_working_day(holidays, zone, day) ? 'w' : '.');
    }
}

char *engine_fingerprint(const struct conf *conf)
{
    struct buf text = {0};
    char *hash = mem_new(SHA256_TEXT_SIZE);

    add_rules(&text, conf->rules);
    add_ladders(&text, conf);
    for (size_t i = 0; i < conf->route_count; i++)
        add_route(&text, &conf->routes[i]);
    add_receivers(&text, conf);
    add_certifiers(&text, conf);
    add_holidays(&text, conf->holidays);
    buf_addf(&text, "%s %d %s %d\n", conf->timezone, conf->send_at, conf->uid_domain,
             (int)conf->lang);
    add_text(&text, conf->public_url);
    secret_sha256_text(hash, buf_text(&text), text.length);
    buf_done(&text);
    return hash;
}
