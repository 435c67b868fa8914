#include "search.h"

#include <ctype.h>
#include <string.h>

#include "jalon/base/fold.h"
#include "jalon/base/text.h"

#define NUMBER_DIGITS_MIN 9 /* of a SIREN; shorter ones may be part of a name */

/* The bytes of the gap between words that TEXT starts with: apostrophes and hyphens are
 * typed, or left out, as one pleases. */
static size_t gap_size(const char *text)
{
    static const char curly[] = "\u2019";

    if (*text == '\'' || *text == '-')
        return 1;
    return text_starts(text, curly) ? strlen(curly) : text_blank_size(text);
}

/* Adds TEXT folded, each gap within it as one BETWEEN. */
static void add_folded(struct buf *out, const char *text, const char *between)
{
    size_t start = out->length;
    struct buf folded = {0};
    bool pending = false;

    fold_text(&folded, text);
    for (const char *at = buf_text(&folded); *at;) {
        size_t gap = gap_size(at);
        if (gap) {
            pending = true;
            at += gap;
            continue;
        }
        if (pending && out->length > start)
            buf_add(out, between);
        pending = false;
        buf_add_char(out, *at++);
    }
    buf_done(&folded);
}

void search_words(struct buf *out, const struct organization *organization)
{
    const char *const parts[] = {organization->name, organization->id,
                                 organization->siret, organization->nda};

    /* A newline after each, so that a search does not match across two. */
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        add_folded(out, parts[i], " ");
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
    add_folded(out, typed, is_number(typed) ? "" : " ");
}
