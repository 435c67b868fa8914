#include "tool.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "jalon/sys/file.h"

enum lang tool_lang(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    enum lang lang = LANG_FR;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = file_environment(names[i]);
        if (!value)
            continue;
        (void)lang_parse(&lang, value);
        break;
    }
    return lang;
}

struct err tool_err(const struct tool *tool)
{
    return (struct err){.lang = tool->lang};
}

int tool_fail(const struct err *err)
{
    (void)fprintf(stderr, "jalon: %s\n", err->text);
    return EXIT_FAILED;
}

int tool_misuse(const struct err *err)
{
    (void)tool_fail(err);
    return EXIT_USAGE;
}

void tool_say(const struct tool *tool, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)vfprintf(stderr, tr(tool->lang, format), args);
    va_end(args);
    (void)fputc('\n', stderr);
}

int tool_finish(const struct tool *tool, int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    /* Whoever closed the pipe has read enough. */
    if (errno != EPIPE)
        tool_say(tool, N_("jalon: standard output: %s"), strerror(errno ? errno : EIO));
    return code ? code : EXIT_FAILED;
}
