#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* -- in which order things are said ---------------------------------------------- */

static int compare_sayings(const void *a, const void *b)
{
    const struct saying *left = a, *right = b;
    int order = strcmp(left->reminder->receiver, right->reminder->receiver);

    /* Those of digests first, so that each receiver's lie side by side. */
    if (!order)
        order = (int)right->reminder->digest - (int)left->reminder->digest;
    if (!order)
        order = strcmp(left->look->organization.id, right->look->organization.id);
    if (!order)
        order = strcmp(left->reminder->milestone->id, right->reminder->milestone->id);
    /* The later look first. */
    return order ? order : (left->look < right->look) - (left->look > right->look);
}

static bool is_same(const struct saying *a, const struct saying *b)
{
    return text_equal(a->reminder->receiver, b->reminder->receiver) &&
           text_equal(a->look->organization.id, b->look->organization.id) &&
           text_equal(a->reminder->milestone->id, b->reminder->milestone->id);
}

/* Of an organization that was looked at twice, the later look counts. */
static size_t drop_earlier(struct saying *sayings, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !is_same(&sayings[kept - 1], &sayings[i]))
            sayings[kept++] = sayings[i];
    return kept;
}

static struct saying *all_sayings(const struct look *looks, size_t count, size_t *total)
{
    struct saying *sayings;

    *total = 0;
    for (size_t i = 0; i < count; i++)
        *total += looks[i].reminders.count;
    sayings = mem_new_array(*total, sizeof(*sayings));
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < looks[i].reminders.count; j++)
            sayings[at++] = (struct saying){&looks[i], &looks[i].reminders.items[j]};
    /* One sort for both: it brings together what shares a message, and the two looks at
     * one client. */
    qsort(sayings, *total, sizeof(*sayings), compare_sayings);
    *total = drop_earlier(sayings, *total);
    return sayings;
}

/* How many of the COUNT sayings go into one message with the first. */
static size_t group_size(const struct saying *sayings, size_t count)
{
    size_t size = 1;

    if (!sayings->reminder->digest)
        return 1;
    while (size < count && sayings[size].reminder->digest &&
           text_equal(sayings[size].reminder->receiver, sayings->reminder->receiver))
        size++;
    return size;
}

/* -- writing them ---------------------------------------------------------------- */

static void add_item(struct notice *notice, const struct saying *saying,
                     const struct due_step *step)
{
    notice->items[notice->item_count++] = (struct notice_item){
        .organization = mem_strdup(saying->look->organization.id),
        .milestone = mem_strdup(saying->reminder->milestone->id),
        .step = mem_strdup(step->name),
        .key = step->key,
    };
}

static int enter_superseded(struct engine *engine, const struct saying *saying,
                            struct instant now, struct err *err)
{
    const struct reminder *reminder = saying->reminder;
    struct notice notice = {
        .at = now,
        .receiver = mem_strdup(reminder->receiver),
        .channel = mem_strdup(conf_channel(engine->conf, reminder->receiver)),
        .state = NOTICE_SUPERSEDED,
        .template_version = mem_strdup(RENDER_TEMPLATE_VERSION),
        .items = mem_new_array(reminder->superseded_count, sizeof(*notice.items)),
    };

    for (size_t i = 0; i < reminder->superseded_count; i++)
        add_item(&notice, saying, &reminder->superseded[i]);
    notice.message_id = engine_notice_id(engine, &notice);
    int rc = store_notice_add(engine->store, &notice, err);
    notice_done(&notice);
    return rc;
}

int engine_supersede(struct engine *engine, struct look *look, struct instant now,
                     struct err *err)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < look->reminders.count; i++) {
        struct reminder *reminder = &look->reminders.items[i];
        if (reminder->superseded_count)
            rc = enter_superseded(engine, &(struct saying){look, reminder}, now, err);
        free(reminder->superseded);
        reminder->superseded = NULL;
        reminder->superseded_count = 0;
    }
    return rc;
}

static int compare_urgency(const void *a, const void *b)
{
    const struct render_item left = engine_item(a), right = engine_item(b);

    return render_compare(&left, &right);
}

static int queue_group(struct engine *engine, struct saying *sayings, size_t count,
                       struct instant now, struct err *err)
{
    const struct reminder *first = sayings->reminder;
    struct notice notice = {
        .at = now,
        .receiver = mem_strdup(first->receiver),
        .state = NOTICE_QUEUED,
        .next_try = now,
        .template_version = mem_strdup(RENDER_TEMPLATE_VERSION),
        .items = mem_new_array(count, sizeof(*notice.items)),
    };

    /* The most urgent first: a digest is read from the top, if at all to its end. */
    qsort(sayings, count, sizeof(*sayings), compare_urgency);
    for (size_t i = 0; i < count; i++)
        add_item(&notice, &sayings[i], &sayings[i].reminder->step);
    notice.message_id = engine_notice_id(engine, &notice);
    int rc = engine_compose(engine, &notice, sayings, count, first->digest, err);
    if (rc == 0)
        rc = store_notice_add(engine->store, &notice, err);
    notice_done(&notice);
    return rc;
}

int engine_queue(struct queued *out, struct engine *engine, const struct look *looks,
                 size_t count, struct instant now, struct err *err)
{
    struct queued queued = {0};
    struct saying *sayings = all_sayings(looks, count, &queued.reminders);
    int rc = 0;

    for (size_t i = 0, size; rc == 0 && i < queued.reminders; i += size) {
        size = group_size(&sayings[i], queued.reminders - i);
        rc = queue_group(engine, &sayings[i], size, now, err);
        queued.messages++;
    }
    free(sayings);
    *out = queued;
    return rc;
}
