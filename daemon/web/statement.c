#include "jalon/web/statement.h"

#include <stdio.h>
#include <string.h>

#include "html.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "jalon/store/ledger.h"
#include "jalon/store/organizations.h"
#include "jalon/sys/zone.h"
#include "words.h"

/* How each piece is written; templates for html(), or for the same without escapes. */
struct form_of_statement {
    void (*fill)(struct buf *out, const char *template, const char *const *values,
                 size_t count);
    const char *head;   /* title, client, id, day, entries, hash: what each is, and it */
    const char *begin;  /* of the list */
    const char *notice; /* see add_notice() */
    const char *item;
    const char *end_of_notice;
    const char *none; /* in place of notices */
    const char *end;
};

struct statement {
    struct buf *out;
    const struct statement_source *source;
    const struct form_of_statement *form;
    const struct zone *zone;
    const char *organization;
    int64_t notices;
};

/* Text takes values as they are, but for what would end their line. */
static void fill_text(struct buf *out, const char *template, const char *const *values,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *place = strstr(template, "{}");
        buf_add_bytes(out, template, (size_t)(place - template));
        for (const char *at = values[i] ? values[i] : ""; *at; at++)
            buf_add_char(out, (unsigned char)*at < ' ' ? ' ' : *at);
        template = place + 2;
    }
    buf_add(out, template);
}

static const struct form_of_statement as_text = {
    .fill = fill_text,
    .head = "{}\n\n{}  {} ({})\n{}  {}\n{}  {}\n{}  {}\n\n",
    .begin = "",
    .notice = "{}. {}  {} ({})\n   {}\n   {}, {} · {}\n   {} {}, {} {}\n",
    .item = "   - {} ({} · {})\n",
    .end_of_notice = "\n",
    .none = "{}\n\n",
    .end = "{}\n",
};

static const struct form_of_statement as_html = {
    .fill = html_fill,
    .head = "<h1>{}</h1>\n<dl class=\"facts\">\n<dt>{}</dt><dd>{} ({})</dd>\n"
            "<dt>{}</dt><dd>{}</dd>\n<dt>{}</dt><dd>{}</dd>\n"
            "<dt>{}</dt><dd class=\"hash\">{}</dd>\n</dl>\n",
    .begin = "<ol class=\"statement\">\n",
    .notice = "<li value=\"{}\"><strong>{}</strong> {} ({})<br>{}<br>{}, {} · {}<br>"
              "<span class=\"soft hash\">{} {}, {} {}</span>\n<ul>\n",
    .item = "<li>{} <span class=\"soft\">({} · {})</span></li>\n",
    .end_of_notice = "</ul>\n</li>\n",
    .none = "<li class=\"none\">{}</li>\n",
    .end = "</ol>\n<p class=\"soft\">{}</p>\n",
};

#define ADD(statement, piece, ...)                                                       \
    (statement)->form->fill((statement)->out, (statement)->form->piece,                  \
                            (const char *const[]){__VA_ARGS__},                          \
                            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void write_instant(struct buf *out, const struct statement *statement,
                          struct instant at)
{
    int minute = zone_minute(statement->zone, at);

    explain_date(out, zone_date(statement->zone, at), statement->source->lang);
    buf_addf(out, " %02d:%02d", minute / 60, minute % 60);
}

/* -- the head -------------------------------------------------------------------- */

/* The name on record; "" for an organization that was removed. */
static int find_name(struct buf *out, const struct statement *statement, struct err *err)
{
    struct organization organization;

    if (store_organization_get(&organization, NULL, statement->source->store,
                               statement->organization, err) == 0) {
        buf_add(out, organization.name);
        organization_done(&organization);
        return 0;
    }
    return err->code == ERR_NOT_FOUND ? 0 : -1;
}

static int add_head(const struct statement *statement, struct err *err)
{
    enum lang lang = statement->source->lang;
    char entries[HTML_NUMBER_SIZE];
    struct ledger_mark head;
    struct buf name = {0};
    struct buf day = {0};
    int rc = -1;

    if (find_name(&name, statement, err) == 0 &&
        store_ledger_head(&head, statement->source->store, err) == 0) {
        write_instant(&day, statement, statement->source->now);
        buf_addf(&day, " (%s)", statement->source->conf->timezone);
        ADD(statement, head,
            tr(lang, "Statement: what was told, from the ledger of Jalon"),
            tr(lang, "Client"), buf_text(&name), statement->organization,
            tr(lang, "Drawn up on"), buf_text(&day), tr(lang, "Entries in the ledger"),
            html_number(entries, head.number), tr(lang, "Hash of the last entry"),
            head.number ? head.hash : "–");
        rc = 0;
    }
    buf_done(&name);
    buf_done(&day);
    return rc;
}

/* -- the notices ----------------------------------------------------------------- */

static void add_item(const struct statement *statement, const struct notice_item *item)
{
    enum lang lang = statement->source->lang;
    struct buf title = {0};

    words_add_milestone(&title, item->milestone, lang);
    buf_add(&title, ", ");
    explain_date(&title, item->key, lang);
    ADD(statement, item, buf_text(&title), item->milestone, item->step);
    buf_done(&title);
}

static void add_items(const struct statement *statement, const struct notice *notice)
{
    for (size_t i = 0; i < notice->item_count; i++)
        if (text_equal(notice->items[i].organization, statement->organization))
            add_item(statement, &notice->items[i]);
}

/* A contact is called by its address, which is then not said twice. */
static void add_receiver(struct buf *out, const struct notice *notice)
{
    const char *name = route_receiver_name(notice->receiver);

    buf_add(out, name);
    if (notice->address && !text_equal(notice->address, name))
        buf_addf(out, " · %s", notice->address);
}

/* The subject of a digest may name another client, whose affairs are none of this one's.
 */
static const char *subject_of(const struct statement *statement,
                              const struct notice *notice)
{
    for (size_t i = 0; i < notice->item_count; i++)
        if (!text_equal(notice->items[i].organization, statement->organization))
            return tr(statement->source->lang, "one message about several clients");
    return notice->subject;
}

static int add_notice(void *context, const struct notice *notice, struct err *err)
{
    struct statement *statement = context;
    enum lang lang = statement->source->lang;
    char number[HTML_NUMBER_SIZE];
    char entry[HTML_NUMBER_SIZE];
    struct ledger_mark mark;
    struct buf at = {0}, who = {0}, then = {0};

    if (store_ledger_mark(&mark, statement->source->store, notice->id, err) != 0)
        return -1;
    statement->notices++;
    write_instant(&at, statement, notice->at);
    write_instant(&then, statement, mark.at);
    add_receiver(&who, notice);
    ADD(statement, notice, html_number(number, statement->notices), buf_text(&at),
        buf_text(&who), words_channel(notice->channel, lang),
        subject_of(statement, notice), words_notice_state(notice->state, lang),
        buf_text(&then), notice->answer, tr(lang, "ledger entry"),
        html_number(entry, mark.number), tr(lang, "hash"), mark.hash);
    add_items(statement, notice);
    buf_add(statement->out, statement->form->end_of_notice);
    buf_done(&at);
    buf_done(&who);
    buf_done(&then);
    return 0;
}

static int add_notices(struct statement *statement, struct err *err)
{
    const struct notice_filter filter = {.organization = statement->organization};

    buf_add(statement->out, statement->form->begin);
    return store_notices_each(statement->source->store, &filter, add_notice, statement,
                              err);
}

/* -- the whole ------------------------------------------------------------------- */

/* A ledger that was changed proves nothing, and a statement from it would say it does. */
static int check_ledger(const struct statement_source *source, struct err *err)
{
    if (store_ledger_holds(source->store, err) == 0)
        return 0;
    return err_wrap(err, N_("no statement can be drawn up"));
}

static int draw_up(struct buf *out, const struct statement_source *source,
                   const char *organization, const struct form_of_statement *form,
                   struct err *err)
{
    struct statement statement = {
        .out = out,
        .source = source,
        .form = form,
        .organization = organization,
    };

    if (zone_find(&statement.zone, source->conf->timezone, err) != 0 ||
        check_ledger(source, err) != 0 || add_head(&statement, err) != 0 ||
        add_notices(&statement, err) != 0)
        return -1;
    if (statement.notices == 0 &&
        store_organization_need(source->store, organization, err) != 0)
        return -1;
    if (statement.notices == 0)
        ADD(&statement, none, tr(source->lang, "Nothing was sent about this client."));
    ADD(&statement, end,
        tr(source->lang, "Each entry's hash covers the entry before it. The command "
                         "\"jalon ledger verify\" checks the whole chain; whoever kept "
                         "the hash above can tell whether an entry up to it was changed "
                         "since."));
    err->code = ERR_NONE;
    return 0;
}

int statement_text(struct buf *out, const struct statement_source *source,
                   const char *organization, struct err *err)
{
    return draw_up(out, source, organization, &as_text, err);
}

int statement_html(struct buf *out, const struct statement_source *source,
                   const char *organization, struct err *err)
{
    return draw_up(out, source, organization, &as_html, err);
}
