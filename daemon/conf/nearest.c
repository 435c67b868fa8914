#include "nearest.h"

#include <string.h>

#define WORD_MAX 40 /* bytes; nobody mistypes longer ones into shape */

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;

    return least < c ? least : c;
}

/* Letters to put in, take out or replace until A is B (Levenshtein). */
static size_t distance_of(const char *a, const char *b)
{
    /* One row of the table is enough: each needs only the one above it. */
    size_t row[WORD_MAX + 1];
    size_t length = strlen(b);

    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            size_t above = row[j + 1];
            row[j + 1] = smallest(above + 1, row[j] + 1, diagonal + (a[i] != b[j]));
            diagonal = above;
        }
    }
    return row[length];
}

void nearest_consider(struct nearest *nearest, const char *word, const char *candidate)
{
    size_t length = strlen(word);

    if (length > WORD_MAX || strlen(candidate) > WORD_MAX)
        return;
    /* One slip, and another for every four letters: more is a guess that misleads. */
    size_t distance = distance_of(word, candidate);
    if (distance > 1 + length / 4 || (nearest->word && distance >= nearest->distance))
        return;
    nearest->word = candidate;
    nearest->distance = distance;
}
