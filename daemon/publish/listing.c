#include "listing.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "jalon/base/text.h"

#define LIMIT_MAX     1000 /* a page is made in one turn of the loop: others wait */
#define LIMIT_DEFAULT 100
#define NUMBER_SIZE   24 /* an int64_t in decimal */

/* Cursors are keys in hexadecimal: safe in any URL, and nobody's to make up. */
static void add_hex(struct buf *out, const char *text)
{
    for (; *text; text++)
        buf_addf(out, "%02x", (unsigned char)*text);
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The key of CURSOR, for the caller to free; NULL where it is none of ours. */
static char *key_of(const char *cursor)
{
    struct buf key = {0};

    for (; *cursor; cursor += 2) {
        int high = digit(cursor[0]);
        int low = high < 0 ? -1 : digit(cursor[1]);
        /* A NUL would cut the key short. */
        if (low < 0 || high + low == 0) {
            buf_done(&key);
            return NULL;
        }
        buf_add_char(&key, (char)(high * 16 + low));
    }
    return buf_take(&key);
}

int listing_open(struct listing *out, const struct request *request,
                 struct response *response, struct err *err)
{
    const char *limit = request_query(request, "limit");
    const char *cursor = request_query(request, "cursor");

    *out = (struct listing){.body = &response->body, .limit = LIMIT_DEFAULT};
    if (limit && text_number(&out->limit, limit, 1, LIMIT_MAX) != 0)
        return err_set(err, ERR_INVALID, "limit: a number from 1 to %d is asked for",
                       LIMIT_MAX);
    if (cursor && !(out->after = key_of(cursor)))
        return err_set(err, ERR_INVALID, "cursor: it is none that was given out");
    response_json(response, MHD_HTTP_OK);
    buf_add(out->body, "{\"items\":[");
    return 0;
}

bool listing_count(struct listing *listing, const char *key)
{
    if (listing->count == listing->limit) {
        listing->more = true;
        return false;
    }
    listing->count++;
    buf_clear(&listing->last);
    buf_add(&listing->last, key);
    return true;
}

bool listing_add(struct listing *listing, const char *key)
{
    if (!listing_count(listing, key))
        return false;
    field_comma(listing->body);
    return true;
}

bool listing_add_after(struct listing *listing, const char *key)
{
    if (listing->after && strcmp(key, listing->after) <= 0)
        return false;
    return listing_add(listing, key);
}

int listing_number(int64_t *out, const struct listing *listing, struct err *err)
{
    *out = 0;
    if (!listing->after || text_number(out, listing->after, 0, INT64_MAX) == 0)
        return 0;
    return err_set(err, ERR_INVALID, "cursor: it is none that was given out");
}

bool listing_add_number(struct listing *listing, int64_t key)
{
    char text[NUMBER_SIZE];

    (void)snprintf(text, sizeof(text), "%" PRId64, key);
    return listing_add(listing, text);
}

void listing_close(struct listing *listing)
{
    buf_add(listing->body, "]");
    if (listing->more) {
        struct buf cursor = {0};
        add_hex(&cursor, buf_text(&listing->last));
        field_text(listing->body, "next", buf_text(&cursor));
        buf_done(&cursor);
    }
    buf_add(listing->body, "}\n");
}

void listing_done(struct listing *listing)
{
    free(listing->after);
    buf_done(&listing->last);
}
