#include "card.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "item.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"

const char *card_foot(enum lang lang)
{
    return tr(lang,
              "Sent by Jalon, which reckons the dates of the Qualiopi certification.");
}

/* -- pieces ---------------------------------------------------------------------- */

/* LINE is taken. */
static void add_line(struct card *card, char *line)
{
    card->lines =
        mem_grow(card->lines, card->line_count, &card->line_capacity, sizeof(char *));
    card->lines[card->line_count++] = line;
}

/* URL is taken; NULL adds no link. */
static void add_link(struct card *card, char *url, const char *label)
{
    if (url)
        card->links[card->link_count++] = (struct card_link){url, tr(card->lang, label)};
}

void card_more(struct buf *out, size_t count, enum lang lang)
{
    buf_addf(out, tr_count(lang, "and %zu more date", "and %zu more dates", count),
             count);
}

/* -- one reminder ---------------------------------------------------------------- */

static void add_call(struct card *card, const struct render_item *item)
{
    struct buf line = {0};

    item_call(&line, item, card->lang);
    add_line(card, buf_take(&line));
}

static void add_notes(struct card *card, const struct render_item *item)
{
    struct buf line = {0};

    item_notes(&line, item, card->lang);
    if (line.length)
        add_line(card, buf_take(&line));
    buf_done(&line);
}

static void add_why(struct card *card, const struct render_item *item)
{
    const struct milestone *milestone = item->milestone;
    size_t count = explain_step_count(milestone);
    struct buf line = {0};

    if (!count)
        return;
    /* The day of a booked audit is people's; what is reckoned is its deadline. */
    buf_add(&line,
            tr(card->lang, item_is_booked(item) ? N_("The deadline of this audit: ")
                                                : N_("Why this date: ")));
    for (size_t i = 0; i < count; i++) {
        buf_add(&line, i ? tr(card->lang, "; ") : "");
        explain_step_in_words(&line, milestone, i, card->lang);
    }
    add_line(card, buf_take(&line));
}

/* A reminder that names no text is one more opinion. */
static void add_source(struct card *card, const struct milestone *milestone)
{
    const char *force = explain_force(milestone->force, card->lang);
    struct buf line = {0};

    buf_addf(&line, tr(card->lang, "Source: %s"), milestone->source);
    /* An obligation of one's own has no source but that. */
    if (!text_equal(milestone->source, force))
        buf_addf(&line, " (%s)", force);
    if (milestone->confirm)
        buf_addf(&line, tr(card->lang, ". Take note: %s"), explain_confirm(card->lang));
    add_line(card, buf_take(&line));
}

/* Where there is no page, the tool answers. */
static void add_command(struct card *card, const struct render_item *item)
{
    struct buf line = {0};

    buf_add(&line, tr(card->lang, "To stop these reminders, record what was done, or "
                                  "acknowledge them: "));
    item_command(&line, item);
    add_line(card, buf_take(&line));
}

/* Each answer leads to a page that asks before it acts. */
static void add_answers(struct card *card, const struct render_item *item)
{
    bool booked = item_has_booking(item);
    const struct {
        const char *query;
        const char *label; /* msgid */
        bool audit;        /* for audits alone */
    } answers[] = {
        {"booked",   booked ? N_("Its day has changed") : N_("It is booked"), true },
        {"done",     N_("It is done"),                                        false},
        {"later",    N_("Remind me later"),                                   false},
        {"not-mine", N_("It is not mine"),                                    false},
    };

    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        struct buf url = {0};
        if (answers[i].audit && item->milestone->audit == AUDIT_NONE)
            continue;
        buf_addf(&url, "%s?as=%s", item->answer_url, answers[i].query);
        add_link(card, buf_take(&url), answers[i].label);
    }
}

static char *page_of(const struct render_item *item, const char *public_url)
{
    struct buf url = {0};

    if (!public_url)
        return NULL;
    item_url(&url, item, public_url);
    return buf_take(&url);
}

static void fill_single(struct card *card, const struct render_message *message)
{
    const struct render_item *item = message->items;

    item_headline(&card->title, item, card->lang);
    add_call(card, item);
    add_notes(card, item);
    add_why(card, item);
    add_source(card, item->milestone);
    /* First of the links: in a mail the first one is the button. */
    add_link(card, page_of(item, card->public_url), N_("Open in Jalon"));
    if (item->answer_url)
        add_answers(card, item);
    else if (!message->guest)
        add_command(card, item);
}

/* -- a digest -------------------------------------------------------------------- */

static void fill_items(struct card *card, const struct render_message *message)
{
    size_t count = message->item_count;

    card->items = item_sorted(message->items, count);
    card->item_count = count < CARD_ITEMS_MAX ? count : CARD_ITEMS_MAX;
    card->left_out = count - card->item_count;
}

static const char stop_by_answer[] =
    N_("To stop the reminders of a date, answer one, or record what was done.");
static const char stop_by_answer_alone[] =
    N_("To stop the reminders of a date, answer it.");
static const char stop_by_command[] =
    N_("To stop the reminders of a date, record what was done, or give the command below "
       "it.");

/* A contact has neither the page nor the tool, but each item has its own link. */
static void add_stop(struct card *card, const struct render_message *message)
{
    const char *how = NULL;

    if (message->items->answer_url)
        how = message->guest ? stop_by_answer_alone : stop_by_answer;
    else if (!message->guest)
        how = stop_by_command;
    card->commands = how == stop_by_command;
    if (how)
        add_line(card, mem_strdup(tr(card->lang, how)));
}

static void fill_digest(struct card *card, const struct render_message *message)
{
    unsigned long count = message->item_count;

    fill_items(card, message);
    buf_addf(&card->title, tr_count(card->lang, "%lu date · ", "%lu dates · ", count),
             count);
    /* Of the most urgent: "12 dates" alone would be put off. */
    item_headline(&card->title, card->items[0], card->lang);
    add_stop(card, message);
    add_link(card, mem_strdup(card->public_url), N_("Open Jalon"));
}

/* -- whole cards ----------------------------------------------------------------- */

static void add_rehearsal(struct card *card, bool rehearsal)
{
    if (rehearsal)
        buf_add(&card->title, tr(card->lang, "[rehearsal, no real reminder] "));
}

void card_of_message(struct card *card, const struct render_message *message)
{
    bool linked = message->public_url && *message->public_url && !message->guest;

    assert(message->item_count > 0);
    *card = (struct card){
        .lang = message->lang,
        .public_url = linked ? message->public_url : NULL,
        .id = message->message_id,
    };
    add_rehearsal(card, message->rehearsal);
    /* A digest of one thing says it as fully as any reminder. */
    if (message->item_count > 1)
        fill_digest(card, message);
    else
        fill_single(card, message);
    add_link(card, mem_strdup(message->feed_url), N_("Subscribe to the calendar"));
}

void card_of_word(struct card *card, const struct render_word *word)
{
    *card = (struct card){.lang = word->lang, .id = word->message_id};
    add_rehearsal(card, word->rehearsal);
    buf_add(&card->title, word->subject);
    for (const char *at = word->text; *at;) {
        size_t length = strcspn(at, "\n");
        if (length)
            add_line(card, mem_strndup(at, length));
        at += length + (at[length] == '\n');
    }
}

void card_done(struct card *card)
{
    for (size_t i = 0; i < card->line_count; i++)
        free(card->lines[i]);
    for (size_t i = 0; i < card->link_count; i++)
        free(card->links[i].url);
    free(card->lines);
    free(card->items);
    buf_done(&card->title);
}
