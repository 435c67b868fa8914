#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"

static char *trimmed(const char *text, size_t length)
{
    size_t blanks = strspn(text, " \t");

    if (blanks > length)
        blanks = length;
    text += blanks;
    length -= blanks;
    while (length && strchr(" \t", text[length - 1]))
        length--;
    return mem_strndup(text, length);
}

int list_parse(struct list *out, const char *text, struct err *err)
{
    struct list list = {0};
    size_t capacity = 0;

    for (const char *at = text;;) {
        size_t length = strcspn(at, ",");
        list.items = mem_grow(list.items, list.count, &capacity, sizeof(*list.items));
        /* "alice,,bob" is refused: a name may have been lost there. */
        char *item = list.items[list.count++] = trimmed(at, length);
        if (!*item) {
            list_done(&list);
            return err_set(err, ERR_INVALID, N_("the list has an empty place"));
        }
        if (!at[length])
            break;
        at += length + 1;
    }
    *out = list;
    return 0;
}

/* At the first one: what comes behind may hold more of them. */
int list_split(char **before, char **after, const char *text, char separator)
{
    const char *found = strchr(text, separator);

    if (!found)
        return -1;
    char *left = trimmed(text, (size_t)(found - text));
    char *right = trimmed(found + 1, strlen(found + 1));
    if (!*left || !*right) {
        free(left);
        free(right);
        return -1;
    }
    *before = left;
    *after = right;
    return 0;
}

void list_done(struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct list){0};
}
