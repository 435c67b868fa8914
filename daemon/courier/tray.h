/*
 * tray.h - a tray through which transfers pass from one thread to another.
 *
 * Layer: courier.
 */
#ifndef JALON_COURIER_TRAY_H
#define JALON_COURIER_TRAY_H

#include <uv.h>

struct transfer;

/* Has whoever takes come and look; called on the thread of whoever puts. */
typedef void (*tray_wake_cb)(void *context);

struct tray {
    uv_mutex_t lock; /* of the list */
    struct transfer *first, *last;
    tray_wake_cb wake;
    void *context;
};

/* Opens TRAY, which must not move, for tray_close(). */
void tray_open(struct tray *tray, tray_wake_cb wake, void *context);

/* Puts TRANSFER in; on any thread.  Whoever takes it sees all that was written before.
 * Wakes only where TRAY was empty: all is taken at once. */
void tray_put(struct tray *tray, struct transfer *transfer);

/* Takes all that is in, in the order in which it was put in, linked by next; NULL for
 * none. */
struct transfer *tray_take(struct tray *tray);

/* Closes TRAY, which is empty and into which nobody puts any more. */
void tray_close(struct tray *tray);

#endif /* JALON_COURIER_TRAY_H */
