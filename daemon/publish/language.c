#include "language.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "accept.h"

#define TAG_SIZE 8

/* A tag in lower case, "" where it is longer than any of ours. */
static void copy_tag(char out[TAG_SIZE], const char *text, size_t length)
{
    if (length >= TAG_SIZE)
        length = 0;
    for (size_t i = 0; i < length; i++)
        out[i] = (char)tolower((unsigned char)text[i]);
    out[length] = '\0';
}

enum lang language_choose(const char *accept, enum lang fallback)
{
    enum lang best = fallback;
    int best_weight = 0;

    while (accept && *accept) {
        accept += strspn(accept, " \t,");
        size_t length = strcspn(accept, ",");
        size_t tag_length = strcspn(accept, ",; ");
        char tag[TAG_SIZE];
        enum lang lang;

        copy_tag(tag, accept, tag_length);
        int weight = accept_weight(accept + tag_length, length - tag_length);
        if (weight > best_weight && lang_parse(&lang, tag) == 0) {
            best = lang;
            best_weight = weight;
        }
        accept += length;
    }
    return best;
}
