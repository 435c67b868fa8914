/*
 * log.h - one line a thing that happened, on standard error, for the journal.
 *
 * Layer: sys.  Lines start with the journal's "<N>" priority when standard error is not
 * a terminal; control characters are escaped, so one call is one line.  Never an address
 * in full, never a token or a secret.
 */
#ifndef JALON_SYS_LOG_H
#define JALON_SYS_LOG_H

enum log_level {
    LOG_LEVEL_ERROR = 3,
    LOG_LEVEL_WARNING = 4,
    LOG_LEVEL_NOTICE = 5,
    LOG_LEVEL_INFO = 6,
    LOG_LEVEL_DEBUG = 7,
};

/* Lines above LEVEL are dropped; INFO at start. */
void log_set_level(enum log_level level);

/* Sends lines to SINK instead; NULL restores standard error.  For tests. */
typedef void (*log_sink_cb)(void *context, enum log_level level, const char *line);
void log_set_sink(log_sink_cb sink, void *context);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_notice(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* JALON_SYS_LOG_H */
