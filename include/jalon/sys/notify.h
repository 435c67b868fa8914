/*
 * notify.h - a word to the service manager.
 *
 * Layer: sys.  Over libsystemd's sd_notify; does nothing where it is not built in or
 * nobody listens.
 */
#ifndef JALON_SYS_NOTIFY_H
#define JALON_SYS_NOTIFY_H

#include <stdint.h>

/* The states of the service, each said once as it is entered: the loop runs and answers;
 * the configuration is read again (READY follows); the end has begun.  A unit that orders
 * itself after this one waits for the first of them. */
void notify_ready(void);
void notify_reloading(void);
void notify_stopping(void);

/* One line for `systemctl status`. */
void notify_status(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Tells the watchdog that all is well.  Called from the loop, so that a daemon that hangs
 * in a callback falls silent and is started again. */
void notify_alive(void);

/* Milliseconds within which notify_alive() is expected; 0: no watchdog. */
uint64_t notify_watchdog_ms(void);

#endif /* JALON_SYS_NOTIFY_H */
