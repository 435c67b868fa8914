/* Mail into a folder, for trials: written whole under tmp and then renamed into new, as
 * Maildir asks, so that no reader meets half a message. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "jalon/sys/file.h"
#include "jalon/sys/reason.h"
#include "jalon/sys/secret.h"

#include "delivery.h"

#define TRANSPORT_START "maildir:"
#define NAME_HASH_SIZE  16

static int make_folder(const char *path)
{
    /* For its owner alone: what is in it are letters. */
    return mkdir(path, S_IRWXU) == 0 || errno == EEXIST ? 0 : -1;
}

/* ROOT and each folder above it, then the three that make it a Maildir. */
static int make_folders(const char *root)
{
    static const char *const parts[] = {"/tmp", "/new", "/cur"};
    struct buf path = {0};
    int rc = 0;

    for (const char *at = root; rc == 0 && *at; at++) {
        if (*at == '/' && at != root)
            rc = make_folder(buf_text(&path));
        buf_add_char(&path, *at);
    }
    if (rc == 0)
        rc = make_folder(buf_text(&path));
    size_t length = path.length;
    for (size_t i = 0; rc == 0 && i < sizeof(parts) / sizeof(parts[0]); i++) {
        path.length = length;
        buf_add(&path, parts[i]);
        rc = make_folder(buf_text(&path));
    }
    buf_done(&path);
    return rc;
}

/* The same at each try, so that what was written but not marked is written over. */
static void name_file(struct buf *out, const struct delivery *delivery)
{
    char hash[SHA256_TEXT_SIZE];

    secret_sha256_text(hash, delivery->message_id, strlen(delivery->message_id));
    buf_addf(out, "%010" PRId64 ".%.*s.jalon", delivery->notice, NAME_HASH_SIZE, hash);
}

/* Mailboxes on disk have the line ends of the system. */
static void add_lines(struct buf *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != '\r' || i + 1 == length || bytes[i + 1] != '\n')
            buf_add_char(out, bytes[i]);
}

/* Moves NAME, whole and on disk, from tmp to new. */
static int publish(const char *root, const char *name)
{
    struct buf from = {0};
    struct buf to = {0};

    buf_addf(&from, "%s/tmp/%s", root, name);
    buf_addf(&to, "%s/new/%s", root, name);
    int rc = rename(buf_text(&from), buf_text(&to));
    /* The ledger says "sent" next: the name must be on disk, and not the bytes alone. */
    if (rc == 0)
        rc = file_sync_folder(buf_text(&to));
    buf_done(&to);
    buf_done(&from);
    return rc;
}

static int write_mail(const struct delivery *delivery, const char *root, const char *name,
                      struct err *err)
{
    struct buf path = {0};
    struct buf mail = {0};

    buf_addf(&path, "%s/tmp/%s", root, name);
    add_lines(&mail, delivery->payload, delivery->payload_length);
    int rc = file_write(buf_text(&path), mail.data, mail.length, S_IRUSR | S_IWUSR, err);
    buf_done(&mail);
    buf_done(&path);
    return rc;
}

static int deliver(struct delivery *delivery, const char *root, const char *name)
{
    struct err err = {0};

    /* Each of these waits for somebody to repair the disk or its rights: nothing is given
     * up. */
    if (make_folders(root) != 0)
        return delivery_judge(delivery, FATE_MISCONFIGURED, "%s: %s", root,
                              reason_of(err.lang, errno));
    if (write_mail(delivery, root, name, &err) != 0)
        return delivery_judge(delivery, FATE_MISCONFIGURED, "%s", err.text);
    if (publish(root, name) != 0)
        return delivery_judge(delivery, FATE_MISCONFIGURED, "%s/new: %s", root,
                              reason_of(err.lang, errno));
    return delivery_judge(delivery, FATE_SENT, "written to new/%s", name);
}

static int prepare(struct delivery *delivery, const struct desk *desk)
{
    struct buf name = {0};

    name_file(&name, delivery);
    int rc = deliver(delivery, desk->conf->transport + strlen(TRANSPORT_START),
                     buf_text(&name));
    buf_done(&name);
    return rc;
}

const struct channel channel_maildir = {"maildir", prepare, NULL};
