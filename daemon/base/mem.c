#include "jalon/base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Not log_error(), which needs memory itself and lies in a layer above; "<2>" is the
 * journal's "critical". */
void mem_exhausted(void)
{
    (void)fputs("<2>out of memory\n", stderr);
    abort();
}

static void *checked(void *memory)
{
    if (!memory)
        mem_exhausted();
    return memory;
}

/* For 0 bytes calloc() and malloc() may return NULL, which would look like the end of
 * memory. */
void *mem_new(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

void *mem_alloc(size_t size)
{
    return checked(malloc(size ? size : 1));
}

void *mem_new_array(size_t count, size_t size)
{
    return checked(calloc(count ? count : 1, size ? size : 1));
}

char *mem_strdup(const char *text)
{
    return text ? mem_strndup(text, strlen(text)) : NULL;
}

char *mem_strndup(const char *text, size_t length)
{
    char *copy = mem_alloc(length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void *mem_resize(void *memory, size_t size)
{
    return checked(realloc(memory, size));
}

void *mem_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;

    size_t wanted = *capacity ? *capacity * 2 : 8;
    /* Unlike calloc(), realloc() cannot see that the product overflowed. */
    if (wanted > SIZE_MAX / size)
        mem_exhausted();
    char *grown = mem_resize(items, wanted * size);
    memset(grown + *capacity * size, 0, (wanted - *capacity) * size);
    *capacity = wanted;
    return grown;
}
