/*
 * recorder.h - an SQLite VFS that notes all that is done to a database's files.
 *
 * It works as the system's own one does, which it hands everything on to.
 */
#ifndef JALON_TESTS_RECORDER_H
#define JALON_TESTS_RECORDER_H

#include <stddef.h>
#include <stdint.h>

enum op_kind {
    OP_WRITE,
    OP_TRUNCATE, /* to offset bytes */
    OP_SYNC,
    OP_DELETE,
    OP_PROMISE, /* what was committed is told to others; offset says how much that is */
};

enum recorded_file {
    FILE_DATABASE,
    FILE_LOG, /* the write-ahead log */
    FILE_COUNT,
};

struct op {
    enum op_kind kind;
    enum recorded_file file;
    int64_t offset;
    size_t length; /* of bytes, which a write has */
    char *bytes;
};

struct op_list {
    struct op *items;
    size_t count, capacity;
};

void op_list_done(struct op_list *list);

/* From here on databases are opened through the recorder, which adds to LIST, borrowed
 * until recorder_stop(). */
void recorder_start(struct op_list *list);
void recorder_stop(void);

/* Notes that NUMBER things were promised. */
void recorder_promise(int64_t number);

#endif /* JALON_TESTS_RECORDER_H */
