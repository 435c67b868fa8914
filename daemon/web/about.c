#include "about.h"

#include "jalon/base/text.h"
#include "moment.h"
#include "words.h"

#define UNFOLDED 5

static void add_what(struct visit *visit, const char *title,
                     const struct notice_item *item)
{
    html(visit->out, "{}, ", title);
    moment_date(visit, item->key);
}

/* A client that is no more has no page. */
static void add_item(struct visit *visit, const struct notice_item *item)
{
    struct buf title = {0};

    if (item->name)
        html(visit->out, "<li><a href=\"/organizations/{/}\">{}</a>", item->organization,
             item->name);
    else
        html(visit->out, "<li>{}", item->organization);
    buf_add(visit->out, " <span class=\"soft\">");
    words_add_milestone(&title, item->milestone, visit->lang);
    add_what(visit, buf_text(&title), item);
    buf_add(visit->out, "</span></li>\n");
    buf_done(&title);
}

static void begin_fold(struct visit *visit, unsigned long count)
{
    struct buf text = {0};

    buf_addf(&text, tr_count(visit->lang, "and %lu more", "and %lu more", count), count);
    html(visit->out, "</ul>\n<details><summary>{}</summary>\n<ul class=\"plain\">\n",
         buf_text(&text));
    buf_done(&text);
}

void about_add(struct visit *visit, const struct notice *notice)
{
    /* To unfold a single one takes as much room as it does. */
    bool folds = notice->item_count > UNFOLDED + 1;

    if (notice->item_count == 0)
        return;
    buf_add(visit->out, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < notice->item_count; i++) {
        if (folds && i == UNFOLDED)
            begin_fold(visit, (unsigned long)(notice->item_count - UNFOLDED));
        add_item(visit, &notice->items[i]);
    }
    buf_add(visit->out, folds ? "</ul>\n</details>\n" : "</ul>\n");
}

static void add_item_of(const struct client *client, const struct notice_item *item)
{
    struct visit *visit = client->visit;
    struct buf title = {0};

    client_add_title(&title, client, item->milestone);
    buf_add(visit->out, "<li>");
    add_what(visit, buf_text(&title), item);
    buf_add(visit->out, "</li>\n");
    buf_done(&title);
}

void about_add_of(const struct client *client, const struct notice *notice)
{
    struct visit *visit = client->visit;

    if (notice->item_count == 0) {
        html(visit->out, "{}", notice->subject);
        return;
    }
    buf_add(visit->out, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < notice->item_count; i++)
        if (text_equal(notice->items[i].organization, client->organization.id))
            add_item_of(client, &notice->items[i]);
    buf_add(visit->out, "</ul>\n");
}
