/* The power goes while notices are written and their results recorded: whatever the disk
 * kept of what was not synced, nothing that was promised is lost, nothing is torn, and
 * the ledger holds.
 *
 * Usage: power [CUTS [SEED]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jalon/base/buf.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/ledger.h"
#include "jalon/sys/file.h"

#include "recorder.h"

#define ROUNDS       120
#define REOPEN_EVERY 40 /* rounds; closing copies the log into the database */
#define SECTOR       512
#define NOW          ((struct instant){1767600000})

static const char *const endings[FILE_COUNT] = {"", "-wal"};

/* -- chance ---------------------------------------------------------------------- */

static uint64_t chance_state;

static uint64_t chance_below(uint64_t limit)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return chance_state % limit;
}

/* -- the work -------------------------------------------------------------------- */

static void must(int rc, const struct err *err)
{
    if (rc == 0)
        return;
    (void)fprintf(stderr, "the work failed: %s\n", err->text);
    abort();
}

static void add_notice(struct store *store, int number, struct err *err)
{
    char step[32], id[32];
    struct notice_item item = {.organization = (char[]){"acme"},
                               .milestone = (char[]){"expiry"},
                               .step = step,
                               .key = {20500}};
    struct notice notice = {
        .at = NOW,
        .next_try = NOW,
        .receiver = (char[]){"alice"},
        .channel = (char[]){"email"},
        .state = NOTICE_QUEUED,
        .message_id = id,
        .subject = (char[]){"subject"},
        .template_version = (char[]){"1"},
        .items = &item,
        .item_count = 1,
    };

    (void)snprintf(step, sizeof(step), "step-%d", number);
    (void)snprintf(id, sizeof(id), "msg_%d", number);
    notice.payload_length = 100 + chance_below(6000);
    notice.payload = mem_new(notice.payload_length + 1);
    memset(notice.payload, 'x', notice.payload_length);
    must(store_notice_add(store, &notice, err), err);
    free(notice.payload);
}

/* One notice more, and what came of the one before, as one. */
static void do_round(struct store *store, int number, struct err *err)
{
    must(store_begin(store, "round", err), err);
    add_notice(store, number, err);
    if (number > 1)
        must(store_notice_result(store, number - 1, NOTICE_SENT, "250 taken", NOW, NOW,
                                 err),
             err);
    must(store_commit(store, err), err);
    recorder_promise(number);
}

static void work(struct op_list *ops, const char *path)
{
    struct store *store = NULL;
    struct err err = {0};

    recorder_start(ops);
    must(store_open(&store, path, &err), &err);
    recorder_promise(0);
    for (int number = 1; number <= ROUNDS; number++) {
        do_round(store, number, &err);
        if (number % REOPEN_EVERY != 0)
            continue;
        store_close(store);
        must(store_open(&store, path, &err), &err);
    }
    store_close(store);
    recorder_stop();
}

/* -- what the disk kept ---------------------------------------------------------- */

struct image {
    char *bytes;
    size_t length, room;
    bool exists;
    size_t synced; /* the operations before that one are on the disk */
};

static void write_sector(struct image *image, size_t offset, const char *bytes,
                         size_t length)
{
    if (offset + length > image->room) {
        image->room = 2 * (offset + length);
        image->bytes = mem_resize(image->bytes, image->room);
    }
    if (offset > image->length)
        memset(image->bytes + image->length, 0, offset - image->length);
    memcpy(image->bytes + offset, bytes, length);
    if (offset + length > image->length)
        image->length = offset + length;
}

/* Of what was not synced each sector is kept with a chance of KEEP in ten, and one in ten
 * of those is nonsense. */
static void apply_write(struct image *image, const struct op *op, bool synced,
                        uint64_t keep)
{
    char nonsense[SECTOR];

    memset(nonsense, 0x5A, sizeof(nonsense));
    for (size_t at = 0; at < op->length; at += SECTOR) {
        size_t length = op->length - at < SECTOR ? op->length - at : SECTOR;
        if (!synced && chance_below(10) >= keep)
            continue;
        bool good = synced || chance_below(10) > 0;
        write_sector(image, (size_t)op->offset + at, good ? op->bytes + at : nonsense,
                     length);
    }
}

static void apply(struct image *image, const struct op *op, bool synced, uint64_t keep)
{
    size_t size = (size_t)op->offset;

    image->exists = op->kind != OP_DELETE;
    if (op->kind == OP_DELETE)
        image->length = 0;
    else if (op->kind == OP_WRITE)
        apply_write(image, op, synced, keep);
    else if (op->kind == OP_TRUNCATE && size < image->length &&
             (synced || chance_below(10) < keep))
        image->length = size;
}

/* Makes IMAGES what is left of the first CUT operations; returns what they promised. */
static int64_t lose_power(struct image images[FILE_COUNT], const struct op_list *ops,
                          size_t cut)
{
    static const uint64_t keeps[] = {0, 2, 5, 8, 10};
    uint64_t keep = keeps[chance_below(sizeof(keeps) / sizeof(keeps[0]))];
    int64_t promised = 0;

    for (size_t i = 0; i < FILE_COUNT; i++)
        images[i].length = images[i].synced = images[i].exists = 0;
    for (size_t i = 0; i < cut; i++)
        if (ops->items[i].kind == OP_SYNC)
            images[ops->items[i].file].synced = i;
    for (size_t i = 0; i < cut; i++) {
        const struct op *op = &ops->items[i];
        if (op->kind == OP_PROMISE)
            promised = op->offset;
        else
            apply(&images[op->file], op, i <= images[op->file].synced, keep);
    }
    return promised;
}

static void lay_down(const struct image images[FILE_COUNT], const char *path)
{
    static const char *const all[] = {"", "-wal", "-shm"};
    char name[128];
    struct err err = {0};

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        (void)snprintf(name, sizeof(name), "%s%s", path, all[i]);
        (void)unlink(name);
    }
    for (size_t i = 0; i < FILE_COUNT; i++) {
        (void)snprintf(name, sizeof(name), "%s%s", path, endings[i]);
        if (images[i].exists)
            must(file_write(name, images[i].bytes, images[i].length, 0600, &err), &err);
    }
}

/* -- the judgement --------------------------------------------------------------- */

/* Whether the database at PATH is whole and keeps what was PROMISED. */
static int judge(const char *path, int64_t promised, struct err *err)
{
    int64_t counts[NOTICE_STATE_COUNT], broken = 0;
    struct ledger_proof proof = {0};
    struct store *store = NULL;
    int rc = -1;

    if (store_open(&store, path, err) != 0)
        return -1;
    if (store_notice_counts(store, counts, err) != 0 ||
        store_ledger_verify(&proof, &broken, store, err) != 0)
        goto out;
    int64_t all = counts[NOTICE_QUEUED] + counts[NOTICE_SENT];
    if (all < promised)
        (void)err_set(err, ERR_STORE, "%lld of %lld notices are lost",
                      (long long)(promised - all), (long long)promised);
    else if (counts[NOTICE_QUEUED] != (all > 0))
        (void)err_set(err, ERR_STORE, "a transaction is torn");
    else
        rc = 0;
out:
    store_close(store);
    return rc;
}

static size_t first_promise(const struct op_list *ops)
{
    size_t at = 0;

    while (ops->items[at].kind != OP_PROMISE)
        at++;
    return at;
}

static int64_t cut_power(const struct op_list *ops, const char *path, int64_t cuts)
{
    struct image images[FILE_COUNT] = {0};
    size_t first = first_promise(ops);
    int64_t failed = 0;

    for (int64_t i = 0; i < cuts; i++) {
        struct err err = {0};
        size_t cut = first + 1 + chance_below(ops->count - first);
        int64_t promised = lose_power(images, ops, cut);
        lay_down(images, path);
        if (judge(path, promised, &err) == 0)
            continue;
        printf("cut %lld, after %zu operations: %s\n", (long long)i, cut, err.text);
        failed++;
    }
    for (size_t i = 0; i < FILE_COUNT; i++)
        free(images[i].bytes);
    return failed;
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/jalon-power-XXXXXX";
    char path[64], removal[64];
    struct op_list ops = {0};
    int64_t cuts = 150, seed = 1;

    if ((argc > 1 && text_number(&cuts, argv[1], 1, INT64_MAX) != 0) ||
        (argc > 2 && text_number(&seed, argv[2], 1, INT64_MAX) != 0) || !mkdtemp(folder))
        return EXIT_FAILURE;
    chance_state = (uint64_t)seed;
    (void)snprintf(path, sizeof(path), "%s/jalon.db", folder);
    work(&ops, path);
    int64_t failed = cut_power(&ops, path, cuts);
    printf("%lld cuts of the power in %zu operations (seed %lld): %lld failed\n",
           (long long)cuts, ops.count, (long long)seed, (long long)failed);
    op_list_done(&ops);
    (void)snprintf(removal, sizeof(removal), "rm -r %s", folder);
    return system(removal) == 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
