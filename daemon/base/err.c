#include "jalon/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "jalon/base/text.h"

/* Cleaned, since arguments are quoted from files and requests: a sentence ends up in a
 * terminal, in a log and in a header of HTTP, where a control character would act.  It
 * also mends a letter that the end of the buffer cut in two. */
int err_set(struct err *err, enum err_code code, const char *format, ...)
{
    va_list args;

    err->code = code;
    va_start(args, format);
    (void)vsnprintf(err->text, sizeof(err->text), tr(err->lang, format), args);
    va_end(args);
    text_clean(err->text);
    return -1;
}

int err_wrap(struct err *err, const char *format, ...)
{
    char context[ERR_TEXT_SIZE];
    char whole[2 * ERR_TEXT_SIZE + 2];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(context, sizeof(context), tr(err->lang, format), args);
    va_end(args);
    /* By way of a second buffer: the new text holds the old one.  What is too long loses
     * its end, not its beginning, which says where. */
    (void)snprintf(whole, sizeof(whole), "%s: %s", context, err->text);
    whole[ERR_TEXT_SIZE - 1] = '\0';
    memcpy(err->text, whole, ERR_TEXT_SIZE);
    text_clean(err->text);
    return -1;
}
