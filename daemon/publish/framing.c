#include "framing.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "jalon/base/text.h"

#define CRLF 2 /* bytes at the end of a line */

/* What was seen of the headers so far. */
struct scan {
    const char *end; /* where the text of the line before ended */
    bool sound;
    int hosts, lengths, encodings;
    bool chunked; /* the encoding is the one that the library knows */
};

/* -- characters ------------------------------------------------------------------ */

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text)
{
    const char *at = text;

    while (isalnum((unsigned char)*at) || (*at && strchr("!#$%&'*+-.^_`|~", *at)))
        at++;
    return at > text && *at == '\0';
}

/* Blanks after a value are not of it (RFC 9112, 5.1), but the library leaves them. */
static bool is_host(const char *text)
{
    size_t end = strcspn(text, " \t,/\\@?#<>\"");

    return text[end + strspn(text + end, " \t")] == '\0';
}

static bool has_no_blank(const char *text)
{
    return !text_has_control(text) && !strchr(text, ' ');
}

/* A tabulator is the one control character that a value may hold. */
static bool is_value(const char *text)
{
    for (; *text; text++)
        if (((unsigned char)*text < ' ' && *text != '\t') || *text == '\x7f')
            return false;
    return true;
}

/* -- lines ----------------------------------------------------------------------- */

/* The library reads a head where it lies and writes a NUL over each byte that ends a
 * line.  So a line that ended with LF alone, one that was folded and one that had a NUL
 * in it leave another gap than CR and LF do.  This is so in 0.9.75, which takes all of
 * them, and is looked for in it alone: its successors refuse them. */
static bool lines_show(void)
{
    return text_equal(MHD_get_version(), "0.9.75");
}

static bool is_next_line(const char *end, const char *start)
{
    return !lines_show() || start == end + CRLF;
}

static bool is_end_of_head(struct MHD_Connection *connection, const char *head,
                           const char *end)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

    return !lines_show() || (info && head + info->header_size == end + 2 * CRLF);
}

/* -- headers --------------------------------------------------------------------- */

static enum MHD_Result look_at(void *context, enum MHD_ValueKind kind, const char *name,
                               size_t name_length, const char *value, size_t value_length)
{
    struct scan *scan = context;

    (void)kind;
    (void)name_length;
    scan->sound =
        scan->sound && is_next_line(scan->end, name) && is_token(name) && is_value(value);
    scan->end = value + value_length;
    scan->lengths += strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
    if (strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0) {
        scan->hosts++;
        scan->sound = scan->sound && is_host(value);
    }
    if (strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0) {
        scan->encodings++;
        scan->chunked = strcasecmp(value, "chunked") == 0;
    }
    return MHD_YES;
}

/* Before HTTP/1.1 there was no Host, and no Transfer-Encoding. */
static bool says_each_once(const struct scan *scan, bool old)
{
    int hosts_needed = old ? 0 : 1;

    return scan->hosts >= hosts_needed && scan->hosts <= 1 &&
           scan->lengths + scan->encodings <= 1 && scan->encodings == scan->chunked &&
           !(old && scan->encodings);
}

bool framing_is_sound(struct MHD_Connection *connection, const struct request_line *line)
{
    struct scan scan = {.end = line->version + strlen(line->version), .sound = true};

    if (!is_token(line->method) || !has_no_blank(line->path) ||
        line->path != line->method + strlen(line->method) + 1)
        return false;
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at, &scan);
    return scan.sound && is_end_of_head(connection, line->method, scan.end) &&
           says_each_once(&scan, text_equal(line->version, MHD_HTTP_VERSION_1_0));
}
