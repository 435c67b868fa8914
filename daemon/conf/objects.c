#include "objects.h"

#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "nearest.h"

#define NAME_MAX_CHARACTERS 64

void *conf_itself(struct conf *conf, const char *name)
{
    (void)name;
    return conf;
}

static int check_name(const char *name, struct err *err)
{
    if (text_has_control(name) || text_length(name) > NAME_MAX_CHARACTERS)
        return err_set(err, ERR_INVALID,
                       N_("a name has at most %d characters, none of them a control "
                          "character"),
                       NAME_MAX_CHARACTERS);
    return 0;
}

/* Room for one more of COUNT items: sections are few, so the array is always full. */
static void *grow(void *items, size_t count, size_t size)
{
    size_t capacity = count;

    return mem_grow(items, count, &capacity, size);
}

/* -- receivers ------------------------------------------------------------------- */

void *receiver_find(struct conf *conf, const char *name)
{
    for (size_t i = 0; i < conf->receiver_count; i++)
        if (text_equal(conf->receivers[i].name, name))
            return &conf->receivers[i];
    return NULL;
}

int receiver_create(struct conf *conf, const char *name, struct err *err)
{
    if (check_name(name, err) != 0)
        return -1;
    if (text_equal(name, ROUTE_CONTACTS) || text_equal(name, ROUTE_OWNER))
        return err_set(
            err, ERR_INVALID,
            N_("\"%s\" has a meaning of its own in routes: choose another name"), name);
    if (strpbrk(name, ",:"))
        return err_set(err, ERR_INVALID,
                       N_("the name of a receiver holds no comma and no colon"));
    conf->receivers =
        grow(conf->receivers, conf->receiver_count, sizeof(*conf->receivers));
    conf->receivers[conf->receiver_count++] = (struct receiver){.name = mem_strdup(name)};
    return 0;
}

/* -- certifiers ------------------------------------------------------------------ */

void *certifier_find(struct conf *conf, const char *name)
{
    for (size_t i = 0; i < conf->certifier_count; i++)
        if (text_equal(conf->certifiers[i].name, name))
            return &conf->certifiers[i];
    return NULL;
}

/* -1 is "nothing said", so that 0 could be a number of days. */
int certifier_create(struct conf *conf, const char *name, struct err *err)
{
    if (check_name(name, err) != 0)
        return -1;
    conf->certifiers =
        grow(conf->certifiers, conf->certifier_count, sizeof(*conf->certifiers));
    conf->certifiers[conf->certifier_count++] = (struct certifier){
        .name = mem_strdup(name),
        .minor_plan_days = -1,
        .renewal_audit_months = -1,
    };
    return 0;
}

/* -- ladders --------------------------------------------------------------------- */

void *ladder_find(struct conf *conf, const char *name)
{
    enum milestone_kind kind;

    return milestone_kind_parse(&kind, name) == 0 ? &conf->ladders[kind] : NULL;
}

/* Called where no ladder was found: all there is to do is to say which one was meant. */
int ladder_check_name(struct conf *conf, const char *name, struct err *err)
{
    struct nearest nearest = {0};

    (void)conf;
    for (int kind = 0; kind < MILESTONE_KIND_COUNT; kind++)
        nearest_consider(&nearest, name, milestone_kind_name((enum milestone_kind)kind));
    if (nearest.word)
        return err_set(err, ERR_INVALID,
                       N_("no milestone is called \"%.60s\"; did you mean \"%s\"?"), name,
                       nearest.word);
    return err_set(err, ERR_INVALID, N_("no milestone is called \"%.60s\""), name);
}

/* -- routes ---------------------------------------------------------------------- */

void *route_find(struct conf *conf, const char *name)
{
    for (size_t i = 0; i < conf->route_count; i++)
        if (text_equal(conf->routes[i].name, name))
            return &conf->routes[i];
    return NULL;
}

int route_create(struct conf *conf, const char *name, struct err *err)
{
    if (check_name(name, err) != 0)
        return -1;
    conf->routes = grow(conf->routes, conf->route_count, sizeof(*conf->routes));
    conf->routes[conf->route_count++] = (struct route){.name = mem_strdup(name)};
    return 0;
}
