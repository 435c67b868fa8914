#include "body.h"

#include "item.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "markup.h"

/* For those who read mail in a terminal or hear it read: no line of it is decoration. */
#define INDENT          "        " /* as wide as URGENCY_COLUMNS */
#define URGENCY_COLUMNS 8

static void add_clean(struct buf *out, const char *text)
{
    markup_add(out, &markup_plain, text, MARKUP_NO_LIMIT);
}

/* Adds TEXT and blanks up to COLUMNS. */
static void add_column(struct buf *out, const char *text, size_t columns)
{
    buf_add(out, text);
    for (size_t length = text_length(text); length < columns; length++)
        buf_add_char(out, ' ');
}

static void add_indented(struct buf *out, const char *text)
{
    if (!*text)
        return;
    buf_add(out, INDENT);
    add_clean(out, text);
    buf_add(out, "\n");
}

/* "J+3     Acme Formation", and below it what is due, the day and the step. */
static void add_item(struct buf *out, const struct render_item *item,
                     const struct card *card)
{
    enum lang lang = card->lang;
    struct buf urgency = {0}, what = {0}, when = {0}, notes = {0}, command = {0};

    item_urgency(&urgency, item, lang);
    explain_title(&what, item->milestone, lang);
    item_date(&when, item, lang);
    buf_add(&when, ", ");
    item_step(&when, item, lang);
    item_notes(&notes, item, lang);
    if (card->commands)
        item_command(&command, item);

    add_column(out, buf_text(&urgency), URGENCY_COLUMNS);
    add_clean(out, item->organization->name);
    buf_add(out, "\n");
    add_indented(out, buf_text(&what));
    add_indented(out, buf_text(&when));
    add_indented(out, buf_text(&notes));
    add_indented(out, buf_text(&command));
    if (item->answer_url)
        buf_addf(out, INDENT "%s %s\n", tr(lang, "Answer:"), item->answer_url);
    buf_done(&urgency);
    buf_done(&what);
    buf_done(&when);
    buf_done(&notes);
    buf_done(&command);
}

static void add_items(struct buf *out, const struct card *card)
{
    for (size_t i = 0; i < card->item_count; i++)
        add_item(out, card->items[i], card);
    if (card->left_out) {
        card_more(out, card->left_out, card->lang);
        buf_add(out, "\n");
    }
    if (card->item_count)
        buf_add(out, "\n");
}

void body_text(struct buf *out, const struct card *card)
{
    add_clean(out, buf_text(&card->title));
    buf_add(out, "\n\n");
    add_items(out, card);
    for (size_t i = 0; i < card->line_count; i++) {
        add_clean(out, card->lines[i]);
        buf_add(out, "\n\n");
    }
    /* An address alone on its line, so that no program takes a full stop for part of it.
     */
    for (size_t i = 0; i < card->link_count; i++)
        buf_addf(out, "%s\n%s\n\n", card->links[i].label, card->links[i].url);
    buf_addf(out, "%s\n", card_foot(card->lang));
}
