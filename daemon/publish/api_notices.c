/* /api/v1/notices and /ledger: what was said to whom, and the chain that proves it. */
#include "fields.h"
#include "handlers.h"
#include "jalon/base/text.h"
#include "jalon/courier/courier.h"
#include "jalon/store/ledger.h"
#include "jalon/sys/zone.h"
#include "listing.h"

/* -- notices --------------------------------------------------------------------- */

struct notice_page {
    struct listing listing;
    const struct zone *zone;
};

static void add_items(struct buf *out, const struct notice *notice)
{
    field_name(out, "items");
    buf_add_char(out, '[');
    for (size_t i = 0; i < notice->item_count; i++) {
        const struct notice_item *item = &notice->items[i];
        field_comma(out);
        buf_add_char(out, '{');
        field_text(out, "organization", item->organization);
        field_text(out, "milestone", item->milestone);
        field_text(out, "step", item->step);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static int print_notice(void *context, const struct notice *notice, struct err *err)
{
    struct notice_page *page = context;
    struct buf *out = page->listing.body;
    char at[INSTANT_TEXT_SIZE];

    (void)err;
    if (!listing_add_number(&page->listing, notice->id))
        return 0;
    buf_add_char(out, '{');
    field_number(out, "id", notice->id);
    field_text(out, "at", zone_format(at, page->zone, notice->at));
    field_text(out, "receiver", notice->receiver);
    field_text(out, "channel", notice->channel);
    field_text(out, "state", notice_state_name(notice->state));
    field_number(out, "attempts", notice->attempts);
    field_text(out, "message_id", notice->message_id);
    field_text(out, "answer", notice->answer);
    add_items(out, notice);
    buf_add_char(out, '}');
    return 0;
}

static int read_notice_filter(struct notice_filter *out, const struct request *request,
                              const struct listing *listing, struct err *err)
{
    const char *state = request_query(request, "state");

    *out = (struct notice_filter){
        .has_state = state != NULL,
        .organization = request_query(request, "organization"),
        .limit = listing->limit + 1,
    };
    if (state && notice_state_parse(&out->state, state) != 0)
        return err_set(err, ERR_INVALID, "state: there is no state %s", state);
    return listing_number(&out->after, listing, err);
}

int notices_list(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    struct notice_page page = {0};
    struct notice_filter filter;
    int rc = -1;

    if (listing_open(&page.listing, request, out, err) != 0 ||
        read_notice_filter(&filter, request, &page.listing, err) != 0 ||
        zone_find(&page.zone, parts->conf->timezone, err) != 0)
        goto out;
    rc = store_notices_each(parts->store, &filter, print_notice, &page, err);
    listing_close(&page.listing);

out:
    listing_done(&page.listing);
    return rc;
}

int notice_retry(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    const char *text = request->match.parts[0];
    int64_t id;

    if (text_number(&id, text, 1, INT64_MAX) != 0)
        return err_set(err, ERR_NOT_FOUND, "there is no notice %s", text);
    if (store_notice_retry(parts->store, id, request->now, err) != 0)
        return -1;
    courier_rouse(parts->courier);
    response_nothing(out);
    return 0;
}

int notices_retry_dead(struct request *request, struct response *out, struct err *err)
{
    const struct publish_parts *parts = &request->publish->parts;
    int64_t count;

    if (store_notices_retry_dead(&count, parts->store, request->now, err) != 0)
        return -1;
    courier_rouse(parts->courier);
    response_json(out, MHD_HTTP_OK);
    buf_add_char(&out->body, '{');
    field_number(&out->body, "retried", count);
    buf_add(&out->body, "}\n");
    return 0;
}

/* -- the ledger ------------------------------------------------------------------ */

/* Fails, without a word, to end the listing once the page is full. */
static int print_entry(void *context, const struct ledger_entry *entry, struct err *err)
{
    struct listing *listing = context;

    (void)err;
    if (!listing_add_number(listing, entry->number))
        return -1;
    buf_add_char(listing->body, '{');
    field_number(listing->body, "number", entry->number);
    field_instant(listing->body, "at", entry->at);
    field_number(listing->body, "notice", entry->notice);
    field_text(listing->body, "event", entry->event);
    field_name(listing->body, "body");
    buf_add(listing->body, entry->body);
    field_text(listing->body, "hash", entry->hash);
    buf_add_char(listing->body, '}');
    return 0;
}

int ledger_list(struct request *request, struct response *out, struct err *err)
{
    struct listing listing;
    int64_t after;
    int rc = -1;

    if (listing_open(&listing, request, out, err) != 0 ||
        listing_number(&after, &listing, err) != 0)
        goto out;
    rc = store_ledger_each(request->publish->parts.store,
                           request_query(request, "organization"), after, print_entry,
                           &listing, err);
    rc = listing.more ? 0 : rc;
    listing_close(&listing);

out:
    listing_done(&listing);
    return rc;
}
