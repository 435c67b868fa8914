/*
 * notify.h - a word to the service manager.
 *
 * Layer: sys.  Over libsystemd's sd_notify; does nothing where it is not built in or
 * nobody listens.
 */
#ifndef JALON_SYS_NOTIFY_H
#define JALON_SYS_NOTIFY_H

#include <stdint.h>

void notify_ready(void);
void notify_reloading(void);
void notify_stopping(void);

/* One line for `systemctl status`. */
void notify_status(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Tells the watchdog that all is well. */
void notify_alive(void);

/* Milliseconds within which notify_alive() is expected; 0: no watchdog. */
uint64_t notify_watchdog_ms(void);

#endif /* JALON_SYS_NOTIFY_H */
