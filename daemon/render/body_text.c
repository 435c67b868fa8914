#include "body.h"

#include "item.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "markup.h"

/* For those who read mail in a terminal or hear it read: no line of it is decoration. */
#define INDENT          "                   " /* the width of the two columns */
#define URGENCY_COLUMNS 7
#define DATE_COLUMNS    10

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

/* "J+3    15/01/2026  Acme Formation", and below it what is due, and the step. */
static void add_item(struct buf *out, const struct render_item *item, enum lang lang)
{
    char iso[DATE_TEXT_SIZE];
    struct buf urgency = {0}, words = {0};

    item_urgency(&urgency, item, lang);
    add_column(out, buf_text(&urgency), URGENCY_COLUMNS);
    explain_title(&words, item->milestone, lang);
    buf_add(&words, " (");
    item_step(&words, item, lang);
    buf_add(&words, ")");

    add_column(out, date_format(iso, item_day(item)), DATE_COLUMNS + 2);
    add_clean(out, item->organization->name);
    buf_add(out, "\n" INDENT);
    add_clean(out, buf_text(&words));
    buf_add(out, "\n");
    if (item->answer_url)
        buf_addf(out, INDENT "%s %s\n", tr(lang, "Answer:"), item->answer_url);
    buf_done(&urgency);
    buf_done(&words);
}

static void add_items(struct buf *out, const struct card *card)
{
    for (size_t i = 0; i < card->item_count; i++)
        add_item(out, card->items[i], card->lang);
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
}
