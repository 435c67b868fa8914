#include "jalon/base/tr.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The compiled catalogue: the .mo file of GNU gettext.  Two tables of (length, offset)
 * pairs, msgids sorted as strcmp() does and their translations, in the byte order of
 * the machine that compiled it, which is this one. */
extern const unsigned char mo_fr[];
extern const size_t mo_fr_size;

enum {
    MO_COUNT = 8,         /* offset of the number of messages */
    MO_MSGIDS = 12,       /* offset of the offset of the msgids' table */
    MO_TRANSLATIONS = 16, /* the same for the translations */
};

/* Copied out: the bytes are embedded without any alignment. */
static uint32_t number_at(size_t offset)
{
    uint32_t number;

    memcpy(&number, mo_fr + offset, sizeof(number));
    return number;
}

/* Text INDEX of the table whose offset stands at TABLE. */
static const char *text_at(size_t table, uint32_t index)
{
    size_t entry = number_at(table) + (size_t)index * 8;

    return (const char *)mo_fr + number_at(entry + 4);
}

/* As strcmp(3); mostly the first letters decide. */
static int compare(const char *a, const char *b)
{
    int first = (unsigned char)*a - (unsigned char)*b;

    return first ? first : strcmp(a, b);
}

/* A search by halves: msgfmt sorts the msgids, while the hash table that a .mo file may
 * carry beside them is a matter of its options. */
static const char *french(const char *msgid)
{
    uint32_t low = 0;
    uint32_t high = number_at(MO_COUNT);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare(msgid, text_at(MO_MSGIDS, middle));
        if (order == 0)
            return text_at(MO_TRANSLATIONS, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *tr(enum lang lang, const char *msgid)
{
    /* The translation of "" is the catalogue's header. */
    const char *text = lang == LANG_FR && *msgid ? french(msgid) : NULL;

    return text ? text : msgid;
}

const char *tr_count(enum lang lang, const char *one, const char *many, unsigned long n)
{
    /* A plural entry's msgid is "one NUL many", so that strcmp() finds it by ONE; its
     * translation is laid out alike.  French counts 0 and 1 as one, English only 1. */
    const char *text = lang == LANG_FR ? french(one) : NULL;

    if (!text)
        return n == 1 ? one : many;
    return n <= 1 ? text : text + strlen(text) + 1;
}

int lang_parse(enum lang *out, const char *text)
{
    static const char names[][3] = {[LANG_EN] = "en", [LANG_FR] = "fr"};

    for (int i = LANG_EN; i <= LANG_FR; i++) {
        if (strncmp(text, names[i], 2) != 0 || (text[2] && !strchr("_.@-", text[2])))
            continue;
        *out = (enum lang)i;
        return 0;
    }
    return -1;
}

const char *lang_name(enum lang lang)
{
    return lang == LANG_FR ? "fr" : "en";
}
