#include "id_lines.h"

#include <stdlib.h>

#include "jalon/base/hash.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"

#define FIRST_CAPACITY 64

/* The slot that holds ID, or the free one where it belongs.  Open addressing: with half
 * of the slots free a search ends after one or two. */
static struct id_line *find_slot(const struct id_lines *lines, const char *id)
{
    size_t mask = lines->capacity - 1;
    size_t at = (size_t)hash_text(id) & mask;

    while (lines->slots[at].id && !text_equal(lines->slots[at].id, id))
        at = (at + 1) & mask;
    return &lines->slots[at];
}

static void grow(struct id_lines *lines)
{
    struct id_lines grown = {.count = lines->count};

    grown.capacity = lines->capacity ? lines->capacity * 2 : FIRST_CAPACITY;
    grown.slots = mem_new_array(grown.capacity, sizeof(*grown.slots));
    for (size_t i = 0; i < lines->capacity; i++)
        if (lines->slots[i].id)
            *find_slot(&grown, lines->slots[i].id) = lines->slots[i];
    free(lines->slots);
    *lines = grown;
}

int id_lines_add(struct id_lines *lines, const char *id, int line)
{
    if (lines->count * 2 >= lines->capacity)
        grow(lines);

    struct id_line *slot = find_slot(lines, id);
    if (slot->id)
        return slot->line;
    *slot = (struct id_line){mem_strdup(id), line};
    lines->count++;
    return 0;
}

void id_lines_done(struct id_lines *lines)
{
    for (size_t i = 0; i < lines->capacity; i++)
        free(lines->slots[i].id);
    free(lines->slots);
    *lines = (struct id_lines){0};
}
