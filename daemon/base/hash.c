#include "jalon/base/hash.h"

#include <string.h>

/* The numbers are those of the definition of FNV-1a.  hash_bytes() is kept on record with
 * calendar events (feed/event.c): another function would raise the SEQUENCE of them all.
 */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001B3);
    return hash;
}

uint64_t hash_text(const char *text)
{
    return hash_bytes(HASH_START, text, strlen(text));
}
