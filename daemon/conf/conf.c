#include "jalon/conf/conf.h"

#include <stdlib.h>

#include "jalon/base/text.h"

static void receiver_done(struct receiver *receiver)
{
    free(receiver->name);
    free(receiver->email);
    free(receiver->webhook);
    free(receiver->secret_file);
    free(receiver->feed_url);
}

/* In an array: a text that is forgotten here is found by LeakSanitizer in each test. */
static void free_texts(struct conf *conf)
{
    char *texts[] = {
        conf->database,   conf->timezone,    conf->rules_file,    conf->holidays_file,
        conf->uid_domain, conf->fallback,    conf->listen,        conf->socket,
        conf->public_url, conf->user_header, conf->transport,     conf->from,
        conf->user,       conf->ca_file,     conf->password_file, conf->oauth_token_file,
        conf->ping,       conf->warnings,
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        free(texts[i]);
}

void conf_free(struct conf *conf)
{
    if (!conf)
        return;
    free_texts(conf);
    for (size_t i = 0; i < conf->receiver_count; i++)
        receiver_done(&conf->receivers[i]);
    for (size_t i = 0; i < conf->certifier_count; i++)
        free(conf->certifiers[i].name);
    for (size_t i = 0; i < MILESTONE_KIND_COUNT; i++)
        ladder_done(&conf->ladders[i]);
    for (size_t i = 0; i < conf->route_count; i++)
        route_done(&conf->routes[i]);
    free(conf->receivers);
    free(conf->certifiers);
    free(conf->routes);
    free(conf->receiver_names);
    rules_free(conf->rules);
    holidays_free(conf->holidays);
    free(conf);
}

const struct receiver *conf_receiver(const struct conf *conf, const char *name)
{
    for (size_t i = 0; i < conf->receiver_count; i++)
        if (text_equal(conf->receivers[i].name, name))
            return &conf->receivers[i];
    return NULL;
}

bool conf_refuses_webhook(const struct receiver *receiver)
{
    return receiver->webhook && !receiver->allow_private &&
           !text_starts(receiver->webhook, "https://");
}

const char *conf_channel(const struct conf *conf, const char *receiver)
{
    const struct receiver *found = conf_receiver(conf, receiver);

    return found && found->webhook ? webhook_format_name(found->format) : "email";
}

void conf_add_base_url(struct buf *out, const struct conf *conf, int port)
{
    if (conf->public_url)
        buf_add(out, conf->public_url);
    else
        buf_addf(out, "http://localhost:%d", port);
}

struct plan_context conf_plan_context(const struct conf *conf)
{
    return (struct plan_context){
        .rules = conf->rules,
        .certifiers = conf->certifiers,
        .certifier_count = conf->certifier_count,
    };
}

/* A view and no copy: core knows no configuration, and is given what it needs of one. */
struct policy conf_policy(const struct conf *conf)
{
    return (struct policy){
        .ladders = conf->ladders,
        .routes = conf->routes,
        .route_count = conf->route_count,
        .receivers = conf->receiver_names,
        .receiver_count = conf->receiver_count,
    };
}
