#include "standard.h"

#include <stdlib.h>

#include "item.h"
#include "jalon/core/document.h"
#include "jalon/core/milestone_json.h"
#include "markup.h"

/* Adds TEXT, which may come from anywhere, as a JSON string. */
static void add_string(struct buf *out, const char *text)
{
    struct buf clean = {0};

    markup_add(&clean, &markup_plain, text, MARKUP_NO_LIMIT);
    document_add_string(out, buf_text(&clean));
    buf_done(&clean);
}

static void add_member(struct buf *out, const char *key, const char *text)
{
    buf_addf(out, "\"%s\":", key);
    add_string(out, text);
    buf_add_char(out, ',');
}

static void begin(struct buf *out, const char *type, struct instant at)
{
    char text[INSTANT_TEXT_SIZE];

    buf_add_char(out, '{');
    add_member(out, "type", type);
    add_member(out, "timestamp", instant_format(text, at));
    buf_add(out, "\"data\":{");
}

/* The milestone as `jalon plan` and the API print it: a program reads one form of it. */
static void add_item(struct buf *out, const struct render_item *item, enum lang lang)
{
    buf_add_char(out, '{');
    add_member(out, "organization", item->organization->id);
    add_member(out, "name", item->organization->name);
    add_member(out, "step", item->step);
    if (item->answer_url)
        add_member(out, "answer_url", item->answer_url);
    buf_add(out, "\"milestone\":");
    milestone_format_json(out, item->organization->id, item->milestone, lang);
    buf_add_char(out, '}');
}

void standard_message(struct buf *out, const struct render_message *message)
{
    bool digest = message->digest || message->item_count > 1;
    /* In the order of the mail, so that two receivers speak of the same "first" one. */
    const struct render_item **items = item_sorted(message->items, message->item_count);

    begin(out, digest ? "milestone.digest" : "milestone.due", message->at);
    buf_addf(out, "\"rehearsal\":%s,\"items\":[", message->rehearsal ? "true" : "false");
    for (size_t i = 0; i < message->item_count; i++) {
        buf_add(out, i ? "," : "");
        add_item(out, items[i], message->lang);
    }
    buf_add(out, "]}}");
    free(items);
}

void standard_word(struct buf *out, const struct render_word *word)
{
    struct buf type = {0};

    /* Apart from "milestone.…": about Jalon itself, and nothing to put into a calendar.
     */
    buf_addf(&type, "jalon.%s", word->kind);
    begin(out, buf_text(&type), word->at);
    buf_addf(out, "\"rehearsal\":%s,", word->rehearsal ? "true" : "false");
    add_member(out, "subject", word->subject);
    buf_add(out, "\"text\":");
    add_string(out, word->text);
    buf_add(out, "}}");
    buf_done(&type);
}
