#include "etag.h"

#include <stdio.h>
#include <string.h>

#include "jalon/base/text.h"
#include "jalon/sys/secret.h"

void etag_of(char tag[ETAG_SIZE], const void *bytes, size_t length)
{
    char hash[SHA256_TEXT_SIZE];

    /* Half of the hash: that two documents share it by chance is still out of question.
     */
    secret_sha256_text(hash, bytes, length);
    (void)snprintf(tag, ETAG_SIZE, "\"%.32s\"", hash);
}

/* The length of the quoted tag at TEXT, quotes included; 0: there is none. */
static size_t quoted_length(const char *text)
{
    if (*text != '"')
        return 0;
    size_t inside = strcspn(text + 1, "\"");
    return text[inside + 1] == '"' ? inside + 2 : 0;
}

bool etag_listed(const char *list, const char *tag, enum etag_comparison comparison)
{
    static const char blanks[] = " \t,";
    size_t tag_length = strlen(tag);

    list += strspn(list, blanks);
    if (*list == '*' && !list[1 + strspn(list + 1, " \t")])
        return true;
    while (*list) {
        bool weak = text_starts(list, "W/");
        list += weak ? 2 : 0;
        size_t length = quoted_length(list);
        if (length == 0)
            return false; /* not a list of tags: from here on it names nothing */
        bool same = length == tag_length && memcmp(list, tag, length) == 0;
        if (same && (!weak || comparison == ETAG_WEAK))
            return true;
        list += length;
        list += strspn(list, blanks);
    }
    return false;
}
