/*
 * id_lines.h - on which line of a file each id stood.
 *
 * Layer: core, inside it only.  A hash table, for files of a hundred thousand rows.
 */
#ifndef JALON_CORE_ID_LINES_H
#define JALON_CORE_ID_LINES_H

#include <stddef.h>

struct id_line {
    char *id; /* NULL: a free slot */
    int line;
};

/* {0} is an empty one. */
struct id_lines {
    struct id_line *slots;
    size_t count;
    size_t capacity; /* a power of two, or 0 */
};

/* Notes that ID, which is copied, stands on LINE.  Returns 0, or the line on which it
 * stood before, which stays noted. */
int id_lines_add(struct id_lines *lines, const char *id, int line);

void id_lines_done(struct id_lines *lines);

#endif /* JALON_CORE_ID_LINES_H */
