#include "values.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "list.h"
#include "nearest.h"

/* The object is the ladder itself.  An empty value is a ladder without steps: silence. */
int value_steps(void *object, const struct conf_key *key, const char *value,
                struct err *err)
{
    struct ladder *ladder = object;
    struct ladder parsed;

    (void)key;
    if (ladder_parse(&parsed, value, err) != 0)
        return -1;
    ladder_done(ladder);
    *ladder = parsed;
    return 0;
}

/* -- patterns -------------------------------------------------------------------- */

/* The name of number INDEX, counted from 0. */
typedef const char *(*name_cb)(int index);

static const char *kind_name(int index)
{
    return milestone_kind_name((enum milestone_kind)index);
}

static const char *force_name_at(int index)
{
    return force_name((enum force)index);
}

/* A pattern that fits none of the COUNT names would silence its route for ever. */
static int check_pattern(const char *pattern, name_cb name, int count, struct err *err)
{
    struct nearest nearest = {0};

    for (int i = 0; i < count; i++) {
        if (text_matches(pattern, name(i)))
            return 0;
        nearest_consider(&nearest, pattern, name(i));
    }
    if (nearest.word)
        return err_set(err, ERR_INVALID,
                       N_("nothing is called \"%.60s\"; did you mean \"%s\"?"), pattern,
                       nearest.word);
    return err_set(err, ERR_INVALID, N_("nothing is called \"%.60s\""), pattern);
}

int value_kind_pattern(void *object, const struct conf_key *key, const char *value,
                       struct err *err)
{
    if (check_pattern(value, kind_name, MILESTONE_KIND_COUNT, err) != 0)
        return -1;
    return value_text(object, key, value, err);
}

int value_force_pattern(void *object, const struct conf_key *key, const char *value,
                        struct err *err)
{
    if (check_pattern(value, force_name_at, FORCE_COUNT, err) != 0)
        return -1;
    return value_text(object, key, value, err);
}

int value_id_pattern(void *object, const struct conf_key *key, const char *value,
                     struct err *err)
{
    size_t length = strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789._-");

    if (!text_equal(value + length, "") && !text_equal(value + length, "*"))
        return err_set(err, ERR_INVALID,
                       N_("no organization is called \"%.60s\": an id has a-z, 0-9, '.', "
                          "'_' and '-'; a final * stands for any rest"),
                       value);
    return value_text(object, key, value, err);
}

/* -- who is told ----------------------------------------------------------------- */

/* Whether each is a receiver is asked at the end: it may be defined further down. */
int value_receivers(void *object, const struct conf_key *key, const char *value,
                    struct err *err)
{
    struct route *route = object;
    struct list list;

    (void)key;
    if (list_parse(&list, value, err) != 0)
        return -1;
    list_done(&(struct list){route->receivers, route->receiver_count});
    route->receivers = list.items;
    route->receiver_count = list.count;
    return 0;
}

static int escalation_parse(struct escalation *out, const char *text, struct err *err)
{
    char *step, *receiver;

    if (list_split(&step, &receiver, text, ':') != 0)
        return err_set(err, ERR_INVALID,
                       N_("\"%.60s\" is no escalation: write it as due-14d: partner"),
                       text);
    int rc = step_parse(&out->step, step, err);
    if (rc == 0)
        out->receiver = mem_strdup(receiver);
    free(step);
    free(receiver);
    return rc;
}

static void escalations_free(struct escalation *escalations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(escalations[i].receiver);
    free(escalations);
}

int value_escalations(void *object, const struct conf_key *key, const char *value,
                      struct err *err)
{
    struct route *route = object;
    struct list list;

    (void)key;
    if (list_parse(&list, value, err) != 0)
        return -1;
    int rc = 0;
    struct escalation *escalations = mem_new_array(list.count, sizeof(*escalations));
    for (size_t i = 0; rc == 0 && i < list.count; i++)
        rc = escalation_parse(&escalations[i], list.items[i], err);
    if (rc == 0) {
        escalations_free(route->escalations, route->escalation_count);
        route->escalations = escalations;
        route->escalation_count = list.count;
    } else {
        escalations_free(escalations, list.count);
    }
    list_done(&list);
    return rc;
}
