#include "jalon/sys/log.h"

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "jalon/base/buf.h"

/* Gathered lines fit into one write that a pipe does not tear apart; with a priority and
 * a newline. */
#define GATHERED (PIPE_BUF - 4)

/* The one thing that is global: a log that had to be passed along would be an argument of
 * every function that may have something to say. */
static struct {
    enum log_level level;
    log_sink_cb sink; /* NULL: standard error */
    void *context;
    int seen; /* whether a person sees it: a terminal; -1: not asked yet */
    bool gathers;
    struct buf lines; /* not written yet */
} logger = {.level = LOG_LEVEL_INFO, .seen = -1};

void log_set_level(enum log_level level)
{
    logger.level = level;
}

void log_set_sink(log_sink_cb sink, void *context)
{
    logger.sink = sink;
    logger.context = context;
}

/* A name with a newline in it must not forge a second line. */
static void add_escaped(struct buf *out, const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c < 0x20 || *c == 0x7F)
            buf_addf(out, "\\x%02x", *c);
        else
            buf_add_char(out, (char)*c);
    }
}

/* Whole lines, so that those of several processes stay whole. */
static void write_lines(void)
{
    (void)fwrite(buf_text(&logger.lines), 1, logger.lines.length, stderr);
    (void)fflush(stderr);
    buf_done(&logger.lines);
}

static void print(enum log_level level, const char *line)
{
    struct buf *out = &logger.lines;

    if (logger.seen < 0)
        logger.seen = isatty(STDERR_FILENO);
    if (out->length + strlen(line) > GATHERED)
        write_lines();
    if (!logger.seen)
        buf_addf(out, "<%d>", (int)level);
    buf_add(out, line);
    buf_add_char(out, '\n');
    if (!logger.gathers)
        write_lines();
}

void log_gather(void)
{
    logger.gathers = true;
}

void log_release(void)
{
    logger.gathers = false;
    write_lines();
}

__attribute__((format(printf, 2, 0))) static void put(enum log_level level,
                                                      const char *format, va_list args)
{
    struct buf line = {0};
    /* On the stack and cut: a line of a log that is longer helps nobody. */
    char text[2048];

    if (level > logger.level)
        return;
    (void)vsnprintf(text, sizeof(text), format, args);
    add_escaped(&line, text);
    if (logger.sink)
        logger.sink(logger.context, level, buf_text(&line));
    else
        print(level, buf_text(&line));
    buf_done(&line);
}

void log_error(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(LOG_LEVEL_ERROR, format, args);
    va_end(args);
}

void log_warning(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(LOG_LEVEL_WARNING, format, args);
    va_end(args);
}

void log_notice(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(LOG_LEVEL_NOTICE, format, args);
    va_end(args);
}

void log_info(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(LOG_LEVEL_INFO, format, args);
    va_end(args);
}

void log_debug(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(LOG_LEVEL_DEBUG, format, args);
    va_end(args);
}
