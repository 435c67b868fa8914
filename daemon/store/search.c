#include "search.h"

#include <ctype.h>

#include "jalon/base/fold.h"
#include "jalon/base/text.h"

#define NUMBER_DIGITS_MIN 9 /* of a SIREN; shorter ones may be part of a name */

void search_words(struct buf *out, const struct organization *organization)
{
    const char *const parts[] = {organization->name, organization->id,
                                 organization->siret, organization->nda};

    /* A newline after each, so that a search does not match across two. */
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        fold_text(out, parts[i]);
        buf_add_char(out, '\n');
    }
}

/* Whether TEXT is the number of an organization, in groups or not. */
static bool is_number(const char *text)
{
    int digits = 0;

    while (*text) {
        size_t blank = text_blank_size(text);
        if (!blank && !isdigit((unsigned char)*text))
            return false;
        digits += blank == 0;
        text += blank ? blank : 1;
    }
    return digits >= NUMBER_DIGITS_MIN;
}

void search_wanted(struct buf *out, const char *typed)
{
    bool number = is_number(typed);
    size_t start = out->length;
    struct buf wanted = {0};
    size_t pending = 0; /* blanks that count only if something follows */

    fold_text(&wanted, typed);
    for (const char *at = buf_text(&wanted); *at;) {
        size_t blank = text_blank_size(at);
        if (blank) {
            pending += blank;
            at += blank;
            continue;
        }
        if (!number && out->length > start)
            buf_add_bytes(out, at - pending, pending);
        pending = 0;
        buf_add_char(out, *at++);
    }
    buf_done(&wanted);
}
