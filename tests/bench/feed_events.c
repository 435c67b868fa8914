/*
 * Writes one organization's calendar COUNT times and prints how many events that made,
 * for the instructions that an event costs to be counted:
 *
 *     bench.feed_events COUNT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/text.h"
#include "jalon/conf/conf.h"
#include "jalon/core/document.h"
#include "jalon/feed/feed.h"

static const char document[] =
    "{\"id\":\"acme\",\"name\":\"Acme Formation\",\"nda\":\"11788457578\",\"facts\":["
    "{\"id\":\"f1\",\"kind\":\"certificate.issued\",\"on\":\"2025-03-15\"},"
    "{\"id\":\"f2\",\"kind\":\"nc.notified\",\"on\":\"2026-09-01\",\"nc\":\"NC1\","
    "\"grade\":\"minor\",\"audit\":\"surveillance\"}]}";

static const struct feed_options options = {
    .lang = LANG_FR, .title = "Jalon", .uid_domain = "jalon.example.org"};

static size_t write_calendar(struct organization *organization,
                             const struct plan_context *context)
{
    const struct date today = date_of_civil((struct civil){2026, 11, 24});
    struct event_list events;
    struct buf text = {0};
    struct plan plan;

    plan_make_within(&plan, organization, context, today, feed_horizon(today));
    feed_events(&events, organization, &plan, options.uid_domain, today);
    size_t count = events.count;
    feed_begin(&text, &options);
    for (size_t i = 0; i < count; i++)
        feed_event(&text, &options, organization, &events.items[i], 0,
                   (struct instant){0});
    feed_end(&text, &options, count == 0, (struct instant){0});
    buf_done(&text);
    event_list_done(&events);
    plan_done(&plan);
    return count;
}

int main(int argc, char **argv)
{
    struct organization organization;
    struct buf errors = {0};
    struct err err = {0};
    struct conf *conf;
    int64_t count;
    size_t events = 0;

    if (argc != 2 || text_number(&count, argv[1], 1, 1000000) != 0 ||
        conf_load(&conf, NULL, LANG_EN, &errors) != 0 ||
        document_parse(&organization, document, strlen(document), conf->holidays, &err))
        return EXIT_FAILURE;
    const struct plan_context context = conf_plan_context(conf);
    for (int64_t i = 0; i < count; i++)
        events += write_calendar(&organization, &context);
    printf("%zu\n", events);
    organization_done(&organization);
    conf_free(conf);
    return EXIT_SUCCESS;
}
