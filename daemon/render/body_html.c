#include "body.h"

#include "item.h"
#include "jalon/core/explain.h"
#include "markup.h"

/* Mail programs keep only what stands on the element itself; what a digest repeats for
 * each item is short, since some of them show no more than the first 100 kB. */
#define FONT   "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;"
#define RULE   "border-top:1px solid #8c959f;"
#define SMALL  "font-size:13px;line-height:19px;"
#define FAINT  "color:#767c84;"
#define BUTTON "background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:bold;"

static void add_escaped(struct buf *out, const char *text)
{
    render_html_text(out, text);
}

/* Tables within tables: Outlook lays out by Word, which knows no flex and no max-width on
 * anything else. */
static void add_head(struct buf *out, const struct card *card)
{
    buf_addf(out,
             "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
             "<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>",
             lang_name(card->lang));
    add_escaped(out, buf_text(&card->title));
    buf_add(out, "</title>\n</head>\n<body style=\"margin:0;padding:0\">\n"
                 "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
                 "cellspacing=\"0\" border=\"0\">\n<tr>\n"
                 "<td align=\"center\" style=\"padding:20px 12px\">\n"
                 "<table role=\"presentation\" width=\"600\" cellpadding=\"0\" "
                 "cellspacing=\"0\" border=\"0\" "
                 "style=\"width:100%;max-width:600px;text-align:left;" FONT "\">\n");
}

static void add_foot(struct buf *out, const struct card *card)
{
    buf_add(out, "<tr><td style=\"padding:12px 0 0 0;" FAINT RULE SMALL "\">");
    add_escaped(out, card_foot(card->lang));
    buf_add(out, "</td></tr>\n</table>\n</td>\n</tr>\n</table>\n</body>\n</html>\n");
}

/* -- the title and the paragraphs ------------------------------------------------ */

/* Names may be of any script, hence dir="auto" here and below. */
static void add_title(struct buf *out, const struct card *card)
{
    buf_add(out, "<tr><td dir=\"auto\" style=\"padding:0 0 14px 0;font-size:20px;"
                 "line-height:27px;font-weight:bold\">");
    add_escaped(out, buf_text(&card->title));
    buf_add(out, "</td></tr>\n");
}

/* The first paragraph says what to do, and is larger than those that say why. */
static void add_lines(struct buf *out, const struct card *card)
{
    for (size_t i = 0; i < card->line_count; i++) {
        bool first = i == 0 && card->item_count == 0;
        buf_addf(out, "<tr><td dir=\"auto\" style=\"padding:0 0 14px 0;%s\">",
                 first ? "font-size:17px;line-height:25px" : SMALL);
        add_escaped(out, card->lines[i]);
        buf_add(out, "</td></tr>\n");
    }
}

static void add_link(struct buf *out, const struct card_link *link, const char *style)
{
    buf_addf(out, "<a%s href=\"", style);
    add_escaped(out, link->url);
    buf_add(out, "\">");
    add_escaped(out, link->label);
    buf_add(out, "</a>");
}

/* The first link is a button; the others stand in a line below it and keep the reader's
 * own colours. */
static void add_links(struct buf *out, const struct card *card)
{
    if (!card->link_count)
        return;
    buf_add(out, "<tr><td style=\"padding:4px 0 14px 0\"><table role=\"presentation\" "
                 "cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\n"
                 "<td style=\"padding:10px 16px;background:#1f5fbf;" SMALL "\">");
    add_link(out, &card->links[0], " style=\"" BUTTON "\"");
    buf_add(out, "</td></tr></table></td></tr>\n");
    if (card->link_count == 1)
        return;
    buf_add(out, "<tr><td style=\"padding:0 0 20px 0;font-size:14px;line-height:24px\">");
    for (size_t i = 1; i < card->link_count; i++) {
        buf_add(out, i > 1 ? " · " : "");
        add_link(out, &card->links[i], "");
    }
    buf_add(out, "</td></tr>\n");
}

/* -- a digest's table ------------------------------------------------------------ */

#define CELL "<td style=\"" RULE "\">"

/* Not by colour alone: "J+3" says that it is late, too. */
static void add_urgency(struct buf *out, const struct render_item *item, enum lang lang)
{
    struct buf urgency = {0};

    item_urgency(&urgency, item, lang);
    buf_addf(out, "<td style=\"" RULE "white-space:nowrap\"><b%s>%s</b></td>\n",
             item_is_late(item) ? " style=\"color:#d1342a\"" : "", buf_text(&urgency));
    buf_done(&urgency);
}

static void add_client(struct buf *out, const struct card *card,
                       const struct render_item *item)
{
    struct buf url = {0};

    if (!card->public_url) {
        add_escaped(out, item->organization->name);
        return;
    }
    item_url(&url, item, card->public_url);
    buf_add(out, "<a href=\"");
    add_escaped(out, buf_text(&url));
    buf_add(out, "\">");
    add_escaped(out, item->organization->name);
    buf_add(out, "</a>");
    buf_done(&url);
}

/* The others are answered on their client's page: see above. */
#define ANSWERS_MAX 100

/* TEXT, which may be empty, as a line of its own. */
static void add_below(struct buf *out, const char *text)
{
    if (!*text)
        return;
    buf_add(out, "<br>");
    add_escaped(out, text);
}

static void add_what(struct buf *out, const struct card *card,
                     const struct render_item *item, bool answers)
{
    struct buf title = {0}, notes = {0}, command = {0};

    buf_add(out, "<td dir=\"auto\" style=\"" RULE "word-break:break-word\">");
    add_client(out, card, item);
    buf_add(out, "<br>");
    explain_title(&title, item->milestone, card->lang);
    add_escaped(out, buf_text(&title));
    if (answers && item->answer_url) {
        buf_add(out, " · <a href=\"");
        add_escaped(out, item->answer_url);
        buf_addf(out, "\">%s</a>", tr(card->lang, "Answer it"));
    }
    item_notes(&notes, item, card->lang);
    add_below(out, buf_text(&notes));
    if (card->commands)
        item_command(&command, item);
    add_below(out, buf_text(&command));
    buf_add(out, "</td>\n");
    buf_done(&title);
    buf_done(&notes);
    buf_done(&command);
}

static void add_day(struct buf *out, const struct render_item *item, enum lang lang)
{
    struct buf step = {0};

    buf_add(out, CELL);
    item_date(out, item, lang);
    buf_add(out, "<br>");
    item_step(&step, item, lang);
    add_escaped(out, buf_text(&step));
    buf_add(out, "</td>\n");
    buf_done(&step);
}

static void add_headings(struct buf *out, enum lang lang)
{
    static const char *const headings[] = {N_("Days left"), N_("Client and what is due"),
                                           N_("Date and reminder")};

    buf_add(out, "<tr>\n");
    for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
        buf_add(out, "<th scope=\"col\" align=\"left\" style=\"font-weight:normal;" FAINT
                     "\">");
        add_escaped(out, tr(lang, headings[i]));
        buf_add(out, "</th>\n");
    }
    buf_add(out, "</tr>\n");
}

static void add_more(struct buf *out, const struct card *card)
{
    if (!card->left_out)
        return;
    buf_add(out, "<tr><td colspan=\"3\" style=\"" RULE "\">");
    card_more(out, card->left_out, card->lang);
    buf_add(out, "</td></tr>\n");
}

static void add_items(struct buf *out, const struct card *card)
{
    if (!card->item_count)
        return;
    buf_add(out, "<tr><td style=\"padding:0 0 14px 0\"><table width=\"100%\" "
                 "cellpadding=\"7\" cellspacing=\"0\" border=\"0\" "
                 "style=\"font-size:14px;line-height:20px\">\n");
    add_headings(out, card->lang);
    for (size_t i = 0; i < card->item_count; i++) {
        buf_add(out, "<tr valign=\"top\">\n");
        add_urgency(out, card->items[i], card->lang);
        add_what(out, card, card->items[i], i < ANSWERS_MAX);
        add_day(out, card->items[i], card->lang);
        buf_add(out, "</tr>\n");
    }
    add_more(out, card);
    buf_add(out, "</table></td></tr>\n");
}

void body_html(struct buf *out, const struct card *card)
{
    add_head(out, card);
    add_title(out, card);
    add_items(out, card);
    add_lines(out, card);
    add_links(out, card);
    add_foot(out, card);
}
