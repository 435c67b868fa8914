#include "pairs.h"

#include <stdint.h>
#include <string.h>

#include "jalon/base/buf.h"
#include "jalon/base/text.h"

typedef json_t *(*value_cb)(const char *text);

/* The text itself where it is no number: the daemon's sentence names the key. */
static json_t *number(const char *text)
{
    int64_t value;

    return text_number(&value, text, INT64_MIN, INT64_MAX) < 0 ? json_string(text)
                                                               : json_integer(value);
}

/* With or without blanks behind the commas, as the page and a spreadsheet have it. */
static json_t *list(const char *text)
{
    json_t *array = json_array();

    for (size_t length; *text; text += length + (text[length] == ',')) {
        text += strspn(text, " ");
        length = strcspn(text, ",");
        size_t end = length;
        while (end > 0 && text[end - 1] == ' ')
            end--;
        (void)json_array_append_new(array, json_stringn(text, end));
    }
    return array;
}

static json_t *json(const char *text)
{
    return json_loads(text, JSON_REJECT_DUPLICATES, NULL);
}

static json_t *value_of(const char *key, const char *text)
{
    static const struct {
        const char *key;
        value_cb value;
    } rows[] = {
        {"indicator",   number},
        {"plan_days",   number},
        {"year",        number},
        {"turnover",    number},
        {"sites",       number},
        {"tags",        list  },
        {"categories",  list  },
        {"obligations", json  },
        {"contacts",    json  },
    };

    if (!*text)
        return json_null();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (strcmp(rows[i].key, key) == 0)
            return rows[i].value(text);
    return json_string(text);
}

/* Of two values for one key, which one was meant?  A file's would be refused, too. */
static int set_pair(json_t *object, const char *key, const char *word, struct err *err)
{
    if (json_object_get(object, key))
        return err_set(err, ERR_INVALID, "%s is given twice", key);
    json_t *value = value_of(key, word + strlen(key) + 1);
    if (json_object_set_new(object, key, value) < 0)
        return err_set(err, ERR_INVALID, "\"%s\" holds no JSON or is not UTF-8", word);
    return 0;
}

static int add_pair(json_t *object, const char *word, struct err *err)
{
    struct buf key = {0};
    size_t length = strcspn(word, "=");

    if (length == 0 || !word[length])
        return err_set(err, ERR_INVALID, "\"%s\" is not of the form KEY=VALUE", word);
    buf_add_bytes(&key, word, length);
    int rc = set_pair(object, buf_text(&key), word, err);
    buf_done(&key);
    return rc;
}

int pairs_add(json_t *object, const struct args *args, size_t first, struct err *err)
{
    for (size_t i = first; i < args->word_count; i++)
        if (add_pair(object, args->words[i], err) < 0)
            return -1;
    return 0;
}
