#include "silence.h"

#include "jalon/store/overview.h"
#include "moment.h"
#include "words.h"

#define ACKS_MAX 20

/* The list being added; its frame is begun with its first item. */
struct silences {
    struct visit *visit;
    int count;
};

static void begin_item(struct silences *silences)
{
    struct visit *visit = silences->visit;

    if (silences->count++ == 0)
        html(visit->out, "<section class=\"note alarm list\">\n<h2>{}</h2>\n<ul>\n",
             tr(visit->lang, "Somebody is not being told"));
    buf_add(visit->out, "<li>");
}

/* Ends an item with what to do; LINK, a path, leads there. */
static void end_item(struct visit *visit, const char *link, const char *todo)
{
    html(visit->out, " <a href=\"{}\">{}</a></li>\n", link, tr(visit->lang, todo));
}

/* -- channels and messages ------------------------------------------------------- */

static int add_failing(void *context, const char *receiver, struct instant since,
                       const char *answer, struct err *err)
{
    struct silences *silences = context;
    struct visit *visit = silences->visit;

    (void)answer;
    (void)err;
    begin_item(silences);
    html(visit->out, "<strong>{}</strong> {} ", route_receiver_name(receiver),
         tr(visit->lang, "has received nothing since"));
    moment_instant(visit, since);
    buf_add(visit->out, ".");
    end_item(visit, "/channels", N_("See why, then send a test"));
    return 0;
}

static void add_dead(struct silences *silences)
{
    struct visit *visit = silences->visit;
    unsigned long dead = (unsigned long)store_dead_count(visit->parts->store);
    struct buf text = {0};

    if (dead == 0)
        return;
    begin_item(silences);
    buf_addf(&text,
             tr_count(visit->lang, "%lu message reached nobody and was given up.",
                      "%lu messages reached nobody and were given up.", dead),
             dead);
    html(visit->out, "{}", buf_text(&text));
    end_item(visit, "/notices?state=dead",
             N_("See which, tell the people by another way, then send them again"));
    buf_done(&text);
}

/* -- clients --------------------------------------------------------------------- */

static const struct {
    const char *clients; /* msgids: before their number; what to do; of one client */
    const char *todo;
    const char *reason;
} reasons[SILENCE_COUNT] = {
    [SILENCE_ROUTE] = {N_("Clients with dates of which nobody is told, since no route "
                          "speaks of them:"),
                       N_("See which, and have a route added"),
                       N_("Nobody is told of this: no route speaks of it. Have one added "
                          "to the configuration.")                     },
    [SILENCE_RECEIVER] = {N_("Clients with dates of which nobody is told, since they "
                             "have neither a consultant whom Jalon can reach nor a "
                             "contact:"),
                       N_("See which, and give each a consultant or a contact"),
                       N_("Nobody is told of this: there is neither a consultant whom "
                             "Jalon can reach nor a contact. Add one.")},
    [SILENCE_CONTACT] =
        {N_("Clients who should be told themselves, and have no contact:"),
                       N_("See which, and add an address to each"),
                       N_("The client itself is not told of this: it has no contact. "
            "Add one.")                                                },
};

static void add_clients(struct silences *silences, enum silence silence, int64_t count)
{
    struct visit *visit = silences->visit;
    char number[HTML_NUMBER_SIZE];
    struct buf link = {0};

    begin_item(silences);
    html(visit->out, "{} <strong>{}</strong>.", tr(visit->lang, reasons[silence].clients),
         html_number(number, count));
    html(&link, "/portfolio?silence={/}", silence_name(silence));
    end_item(visit, buf_text(&link), reasons[silence].todo);
    buf_done(&link);
}

static int add_silent(struct silences *silences, struct err *err)
{
    int64_t counts[SILENCE_COUNT];

    if (store_silences(silences->visit->parts->store, counts, err) != 0)
        return -1;
    for (int i = SILENCE_COUNT - 1; i > SILENCE_NONE; i--)
        if (counts[i])
            add_clients(silences, (enum silence)i, counts[i]);
    return 0;
}

const char *silence_reason(enum silence silence, enum lang lang)
{
    return tr(lang, reasons[silence].reason);
}

/* -- reminders stopped for good -------------------------------------------------- */

static int add_ack(void *context, const struct lasting_ack *ack, struct err *err)
{
    struct silences *silences = context;
    struct visit *visit = silences->visit;
    struct buf title = {0}, link = {0};

    (void)err;
    begin_item(silences);
    words_add_kind(&title, ack->kind, visit->lang);
    html(visit->out, "<strong>{}</strong>, {}{} {} <q>{}</q>.", ack->name,
         buf_text(&title),
         tr(visit->lang, ": not settled, and its reminders were stopped for good by"),
         ack->by, ack->reason);
    html(&link, "/organizations/{/}", ack->organization);
    end_item(visit, buf_text(&link), N_("Settle it, or remind again"));
    buf_done(&title);
    buf_done(&link);
    return 0;
}

/* -- Jalon itself ---------------------------------------------------------------- */

static void add_house(struct silences *silences)
{
    struct visit *visit = silences->visit;

    if (!courier_can_write(visit->parts->courier)) {
        begin_item(silences);
        html(visit->out, "<strong>{}</strong></li>\n",
             tr(visit->lang, "The database takes no writes: nothing is sent until it "
                             "does. Tell whoever looks after Jalon now."));
    }
    if (engine_is_behind(visit->parts->engine, visit->now)) {
        begin_item(silences);
        html(visit->out, "{}</li>\n",
             tr(visit->lang, "Jalon is behind with its work: reminders may come late. "
                             "Tell whoever looks after it."));
    }
    if (visit->parts->conf->ping && courier_ping_trouble(visit->parts->courier)) {
        begin_item(silences);
        html(visit->out, "{}",
             tr(visit->lang, "The outside watchdog does not answer: if Jalon stopped, "
                             "nobody would notice."));
        end_item(visit, "/channels", N_("See why"));
    }
}

int silence_add(struct visit *visit, struct err *err)
{
    struct silences silences = {.visit = visit};
    struct store *store = visit->parts->store;

    add_house(&silences);
    if (store_receivers_failing(store, add_failing, &silences, err) != 0)
        return -1;
    add_dead(&silences);
    if (add_silent(&silences, err) != 0 ||
        store_lasting_acks_each(store, ACKS_MAX, add_ack, &silences, err) != 0)
        return -1;
    if (silences.count)
        buf_add(visit->out, "</ul>\n</section>\n");
    else
        html(visit->out, "<p class=\"good\">{}</p>\n",
             tr(visit->lang,
                "Every date has somebody to be told of it, and every channel "
                "works."));
    return 0;
}
