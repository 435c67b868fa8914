#include "parts.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/engine/answer.h"
#include "jalon/feed/feed.h"

/* A receiver's own language; a contact's is its organization's. */
static enum lang lang_of(const struct engine *engine, const struct receiver *receiver,
                         const struct organization *organization)
{
    return receiver ? engine_lang(engine, receiver)
                    : organization_lang(organization, engine->conf->lang);
}

/* -- the dates as a calendar to attach ------------------------------------------- */

/* The events of the one milestone that SAYING is about. */
static bool add_events(struct buf *out, const struct engine *engine,
                       const struct feed_options *options, const struct saying *saying,
                       struct instant now)
{
    const struct organization *organization = &saying->look->organization;
    /* A plan of one, since feed_events() takes plans; the reminder points into the
     * look's. */
    const struct plan one = {
        .milestones =
            &saying->look->plan
                 .milestones[saying->reminder->milestone - saying->look->plan.milestones],
        .milestone_count = 1,
    };
    const struct event_row fresh = {.modified = now};
    struct event_row_list published = {0};
    struct event_list events;
    struct err ignored = {0};

    feed_events(&events, organization, &one, options->uid_domain, saying->look->today);
    bool some = events.count > 0;
    /* What cannot be read counts as never published: a calendar keeps the higher
     * sequence. */
    (void)store_events_read(&published, engine->store, organization->id, &ignored);
    for (size_t i = 0; i < events.count; i++) {
        const struct event *event = &events.items[i];
        const struct event_row *row = event_row_find(&published, event->uid);
        row = row ? row : &fresh;
        feed_event(out, options, organization, event, row->sequence, row->modified);
    }
    event_row_list_done(&published);
    event_list_done(&events);
    return some;
}

static void add_calendar(struct buf *out, const struct engine *engine,
                         const struct saying *sayings, size_t count, enum lang lang,
                         struct instant now)
{
    const struct feed_options options = {
        .lang = lang,
        .title = "Jalon",
        .public_url = engine->conf->public_url,
        .uid_domain = engine->conf->uid_domain,
    };
    bool some = false;

    feed_begin(out, &options);
    for (size_t i = 0; i < count; i++)
        some = add_events(out, engine, &options, &sayings[i], now) || some;
    feed_end(out, &options, !some, now);
}

/* Where RECEIVER's messages point to: its feed, or the page that gives feeds out, for
 * which a contact has no account.  NULL: nowhere; for the caller to free. */
static char *feed_url(const struct conf *conf, const struct receiver *receiver)
{
    struct buf url = {0};

    if (!receiver || (!receiver->feed_url && !conf->public_url))
        return NULL;
    if (receiver->feed_url)
        return mem_strdup(receiver->feed_url);
    buf_addf(&url, "%s/feeds", conf->public_url);
    return buf_take(&url);
}

/* -- the message ----------------------------------------------------------------- */

/* Where NOTICE's receiver can answer what SAYING says; NULL where there is no address of
 * ours.  For the caller to free. */
static int answer_url(char **out, struct engine *engine, const struct notice *notice,
                      const struct saying *saying, struct err *err)
{
    const char *public_url = engine->conf->public_url;
    struct buf url = {0};

    *out = NULL;
    if (!public_url)
        return 0;
    buf_addf(&url, "%s/answer/", public_url);
    int rc = answer_token(&url, engine, &saying->look->organization,
                          saying->reminder->milestone, notice->receiver, notice->at, err);
    if (rc == 0)
        *out = buf_take(&url);
    buf_done(&url);
    return rc;
}

struct render_item engine_item(const struct saying *saying)
{
    return (struct render_item){
        .organization = &saying->look->organization,
        .milestone = saying->reminder->milestone,
        .step = saying->reminder->step.name,
        .escalated = saying->reminder->escalated,
        .today = saying->look->today,
    };
}

/* An item and the address that it owns. */
struct items {
    struct render_item *items;
    char **urls;
    size_t count;
};

static void items_done(struct items *items)
{
    for (size_t i = 0; i < items->count; i++)
        free(items->urls[i]);
    free(items->urls);
    free(items->items);
}

static int items_of(struct items *out, struct engine *engine, const struct notice *notice,
                    const struct saying *sayings, size_t count, struct err *err)
{
    *out = (struct items){mem_new_array(count, sizeof(*out->items)),
                          mem_new_array(count, sizeof(*out->urls)), count};
    for (size_t i = 0; i < count; i++) {
        if (answer_url(&out->urls[i], engine, notice, &sayings[i], err) != 0) {
            items_done(out);
            return -1;
        }
        out->items[i] = engine_item(&sayings[i]);
        out->items[i].answer_url = out->urls[i];
    }
    return 0;
}

static void render(struct notice *notice, const struct render_message *message,
                   const struct receiver *receiver)
{
    struct buf subject = {0}, payload = {0};

    render_subject(&subject, message);
    if (message->to)
        render_mail(&payload, message);
    else
        render_webhook(&payload, receiver->format, message);
    notice->subject = buf_take(&subject);
    notice->payload_length = payload.length;
    notice->payload = buf_take(&payload);
}

int engine_compose(struct engine *engine, struct notice *notice,
                   const struct saying *sayings, size_t count, bool digest,
                   struct err *err)
{
    const struct conf *conf = engine->conf;
    const struct receiver *receiver = conf_receiver(conf, notice->receiver);
    const char *address = engine_mail_address(engine, notice->receiver);
    enum lang lang = lang_of(engine, receiver, &sayings->look->organization);
    struct buf calendar = {0};
    struct items items;

    /* A route may have named it before the configuration was read again. */
    if (!receiver && !route_contact(notice->receiver))
        return err_set(err, ERR_NOT_FOUND, N_("there is no receiver %s"),
                       notice->receiver);
    if (items_of(&items, engine, notice, sayings, count, err) != 0)
        return -1;
    if (address && receiver && receiver->attach_ics)
        add_calendar(&calendar, engine, sayings, count, lang, notice->at);

    char *feed = feed_url(conf, receiver);
    const struct render_message message = {
        .lang = lang,
        .at = notice->at,
        .message_id = notice->message_id,
        .from = conf->from,
        .to = address,
        .public_url = conf->public_url,
        .feed_url = feed,
        .uid_domain = conf->uid_domain,
        .digest = digest,
        .guest = !receiver,
        .rehearsal = engine->rehearsal,
        .ics = calendar.length ? buf_text(&calendar) : NULL,
        .items = items.items,
        .item_count = count,
    };
    render(notice, &message, receiver);
    notice->channel = mem_strdup(conf_channel(engine->conf, notice->receiver));
    notice->address = mem_strdup(address);
    items_done(&items);
    buf_done(&calendar);
    free(feed);
    return 0;
}
