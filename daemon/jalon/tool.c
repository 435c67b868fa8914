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

int tool_cannot_read(const char *name, struct err *err)
{
    bool from_stdin = strcmp(name, "-") == 0;

    return file_cannot_read(from_stdin ? tr(err->lang, "standard input") : name, errno,
                            err);
}

FILE *tool_open(const char *name, struct err *err)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    /* A folder can be opened, and a closed standard input is there: only a first byte, or
     * an orderly end, says that it can be read. */
    int first = file ? getc(file) : EOF;

    if (first != EOF)
        (void)ungetc(first, file);
    if (file && !ferror(file))
        return file;
    (void)tool_cannot_read(name, err);
    if (file)
        tool_close(file);
    return NULL;
}

void tool_close(FILE *file)
{
    if (file != stdin)
        (void)fclose(file);
}

int tool_finish(const struct tool *tool, int code)
{
    struct err err = tool_err(tool);

    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    /* Whoever closed the pipe has read enough. */
    if (errno == EPIPE)
        return code ? code : EXIT_FAILED;
    /* Why an earlier write failed is not known any more. */
    if (errno)
        (void)file_cannot_write(tr(tool->lang, "standard output"), errno, &err);
    else
        (void)err_set(&err, ERR_IO, N_("cannot write standard output"));
    (void)tool_fail(&err);
    return code ? code : EXIT_FAILED;
}
