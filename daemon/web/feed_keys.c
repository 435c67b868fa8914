#include "jalon/web/feed_keys.h"

#include <string.h>

#include "jalon/base/fold.h"
#include "jalon/base/text.h"
#include "jalon/feed/feed.h"
#include "jalon/store/organizations.h"

#define URL_MAX 200 /* calendar programs fail above 256 */

/* A slug that would make the address too long is cut, since the token alone says which
 * feed it is. */
static int add_url(struct buf *url, const char *base_url, const char *token,
                   const char *name, struct err *err)
{
    size_t start = url->length;

    buf_addf(url, "%s/feeds/%s/", base_url, token);
    size_t fixed = url->length - start + strlen(".ics");
    if (fixed >= URL_MAX)
        return err_set(err, ERR_INVALID, "public_url is too long for feeds");
    fold_slug(url, name);
    if (url->length > start + URL_MAX - strlen(".ics"))
        url->length = start + URL_MAX - strlen(".ics");
    buf_add(url, ".ics");
    return 0;
}

static int check(const struct feed *feed, struct store *store, struct err *err)
{
    int alarms[FEED_ALARMS_MAX];
    size_t count;
    int scopes =
        (feed->organization != NULL) + (feed->owner != NULL) + (feed->tag != NULL);

    if (!text_is_title(feed->name, FEED_NAME_MAX))
        return err_set(err, ERR_INVALID,
                       "name: 1 to %d characters are asked for, not all of them spaces",
                       FEED_NAME_MAX);
    if (scopes > 1)
        return err_set(err, ERR_INVALID,
                       "one of organization, owner and tag is asked for, or none");
    if ((feed->owner && !*feed->owner) || (feed->tag && !*feed->tag))
        return err_set(err, ERR_INVALID, "%s: is missing", feed->owner ? "owner" : "tag");
    if (feed->organization &&
        store_organization_need(store, feed->organization, err) != 0)
        return -1;
    if (feed->alarms && feed_parse_alarms(alarms, &count, feed->alarms, err) != 0)
        return err_wrap(err, "%s", "alarms");
    return 0;
}

int feed_key_open(struct buf *url, struct store *store, const char *base_url,
                  const struct feed *feed, struct err *err)
{
    char token[TOKEN_TEXT_SIZE];

    secret_token(token);
    if (check(feed, store, err) != 0 ||
        add_url(url, base_url, token, feed->name, err) != 0)
        return -1;
    return store_feed_add(store, feed, token, err);
}

int feed_key_renew(struct buf *url, struct store *store, const char *base_url,
                   const char *name, struct instant now, struct err *err)
{
    char token[TOKEN_TEXT_SIZE];

    secret_token(token);
    if (add_url(url, base_url, token, name, err) != 0)
        return -1;
    return store_feed_rotate(store, name, token, now, err);
}
