/* Read by hand rather than by localtime(3), which knows only the zone of the process and
 * would have to be told another by setenv() for each organization. */

#include "tzif.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"

#define HEADER_SIZE 44
#define TYPE_SIZE   6 /* offset, summer flag, index of the name */
#define FOOTER_MAX  128

/* What the header of a block counts, in its order. */
enum {
    COUNT_UT,
    COUNT_STANDARD,
    COUNT_LEAPS,
    COUNT_CHANGES,
    COUNT_TYPES,
    COUNT_NAMES,
    COUNTS,
};

struct block {
    unsigned char version;
    uint32_t counts[COUNTS];
    const unsigned char *data; /* behind the header */
    size_t size;               /* of the data */
};

/* Two's complement, so that the first bit is that of all those that are not there. */
static int64_t big_endian(const unsigned char *bytes, size_t size)
{
    uint64_t value = bytes[0] & 0x80 ? UINT64_MAX : 0;

    for (size_t i = 0; i < size; i++)
        value = value << 8 | bytes[i];
    return (int64_t)value;
}

/* Reads the block at BYTES, whose times take TIME_SIZE bytes each. */
static int block_parse(struct block *out, const unsigned char *bytes, size_t length,
                       size_t time_size)
{
    /* What one of each takes; a change is a time and the number of its type. */
    const size_t sizes[COUNTS] = {1, 1, time_size + 4, time_size + 1, TYPE_SIZE, 1};

    if (length < HEADER_SIZE || memcmp(bytes, "TZif", 4) != 0)
        return -1;
    out->version = bytes[4];
    out->data = bytes + HEADER_SIZE;
    out->size = 0;
    for (size_t i = 0; i < COUNTS; i++) {
        out->counts[i] = (uint32_t)big_endian(bytes + 20 + i * 4, 4);
        out->size += out->counts[i] * sizes[i];
    }
    if (out->size > length - HEADER_SIZE || out->counts[COUNT_TYPES] == 0)
        return -1;
    return 0;
}

static int read_changes(struct tzif *out, const struct block *block)
{
    size_t count = block->counts[COUNT_CHANGES];
    const unsigned char *types = block->data + count * 8;
    const unsigned char *offsets = types + count;

    out->first = (int32_t)big_endian(offsets, 4);
    out->count = count;
    out->changes = mem_new_array(count, sizeof(*out->changes));
    for (size_t i = 0; i < count; i++) {
        /* How many types there are was checked for the block as a whole, which of them a
         * change names was not: that is a byte of the file, which may say anything. */
        if (types[i] >= block->counts[COUNT_TYPES])
            return -1;
        out->changes[i].s = big_endian(block->data + i * 8, 8);
        out->changes[i].offset = (int32_t)big_endian(offsets + types[i] * TYPE_SIZE, 4);
    }
    return 0;
}

/* The footer is a line between two newlines; an empty one says that nothing is known. */
static int read_footer(struct tzif *out, const char *at, const char *end)
{
    char text[FOOTER_MAX] = "";
    const char *newline =
        at < end && *at == '\n' ? memchr(at + 1, '\n', (size_t)(end - at - 1)) : NULL;

    if (!newline || newline - at > FOOTER_MAX)
        return -1;
    memcpy(text, at + 1, (size_t)(newline - at - 1));
    out->has_rule = *text != '\0';
    return out->has_rule ? tz_rule_parse(&out->rule, text) : 0;
}

int tzif_parse(struct tzif *out, const void *bytes, size_t length)
{
    const unsigned char *start = bytes;
    const char *end = (const char *)bytes + length;
    struct tzif tzif = {0};
    struct block old, block;

    if (block_parse(&old, start, length, 4) != 0 || old.version < '2')
        return -1;
    /* The first block has times of 32 bits, which end in 2038, for readers that know no
     * other; the second has them all. */
    size_t skip = HEADER_SIZE + old.size;
    if (block_parse(&block, start + skip, length - skip, 8) != 0)
        return -1;
    if (read_changes(&tzif, &block) != 0 ||
        read_footer(&tzif, (const char *)block.data + block.size, end) != 0) {
        tzif_done(&tzif);
        return -1;
    }
    *out = tzif;
    return 0;
}

void tzif_done(struct tzif *tzif)
{
    free(tzif->changes);
    *tzif = (struct tzif){0};
}

int32_t tzif_offset(const struct tzif *tzif, int64_t s)
{
    size_t low = 0, high = tzif->count; /* the changes before low are not after s */

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tzif->changes[middle].s <= s)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == tzif->count && tzif->has_rule)
        return tz_rule_offset(&tzif->rule, s);
    return low ? tzif->changes[low - 1].offset : tzif->first;
}
