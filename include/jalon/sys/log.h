/*
 * log.h - one line a thing that happened, on standard error, for the journal.
 *
 * Layer: sys.  Lines start with the journal's "<N>" priority when standard error is not
 * a terminal; control characters are escaped, so one call is one line.  Never an address
 * in full, never a token or a secret.  A message comes first and its data after it, as
 * "key=value": "delivered notice=512 attempt=2 ms=340".  English only: the reader is
 * whoever runs the machine, and looks for words in it.
 */
#ifndef JALON_SYS_LOG_H
#define JALON_SYS_LOG_H

/* The numbers are syslog's, which the journal reads. */
enum log_level {
    LOG_LEVEL_ERROR = 3,   /* something is lost, or will be, unless somebody acts */
    LOG_LEVEL_WARNING = 4, /* something failed and is tried again, or can be lived with */
    LOG_LEVEL_NOTICE = 5,  /* rare and worth knowing: a start, a reload, a rehearsal */
    LOG_LEVEL_INFO = 6,    /* the daily work */
    LOG_LEVEL_DEBUG = 7,   /* why it was done so */
};

/* Lines above LEVEL are dropped; INFO at start. */
void log_set_level(enum log_level level);

/* Called with each line, without priority and newline; LINE is borrowed for the call. */
typedef void (*log_sink_cb)(void *context, enum log_level level, const char *line);

/* Sends lines to SINK instead; NULL restores standard error.  For tests. */
void log_set_sink(log_sink_cb sink, void *context);

/* From here to log_release() lines are written several at a time: where many are said at
 * once, a system call for each costs more than what is said. */
void log_gather(void);
void log_release(void);

/* One line each; what is beyond 2047 bytes is cut. */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_notice(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* JALON_SYS_LOG_H */
