#include "address.h"

#include <stddef.h>
#include <string.h>

#include "jalon/base/buf.h"
#include "jalon/base/text.h"

/* The longest addresses of webhooks, those of Teams, have some hundred characters. */
#define WEB_MAX    2048
#define DIGITS     "0123456789"
#define HOST_CHARS DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_"
#define IPV6_CHARS DIGITS "abcdefABCDEF:."

/* Each skip_x() moves *AT past an x and returns whether there was one. */
static bool skip(const char **at, const char *text)
{
    bool found = text_starts(*at, text);

    if (found)
        *at += strlen(text);
    return found;
}

static bool skip_host(const char **at)
{
    bool brackets = skip(at, "[");
    size_t length = strspn(*at, brackets ? IPV6_CHARS : HOST_CHARS);

    *at += length;
    return length > 0 && (!brackets || skip(at, "]"));
}

/* Port 0 is let through: a test listens on it and is told which one it got. */
static bool skip_port(const char **at)
{
    char digits[6] = "";
    int64_t port;

    if (!skip(at, ":"))
        return false;
    size_t length = strspn(*at, DIGITS);
    if (length >= sizeof(digits))
        return false;
    memcpy(digits, *at, length);
    *at += length;
    return text_number(&port, digits, 0, 65535) == 0;
}

static bool skip_server(const char **at)
{
    return skip_host(at) && (**at != ':' || skip_port(at));
}

/* An IPv6 address is a server and no name. */
bool address_is_host(const char *text)
{
    return *text != '[' && skip_host(&text) && !*text;
}

bool address_is_host_port(const char *text)
{
    return skip_host(&text) && skip_port(&text) && !*text;
}

/* -- mail ------------------------------------------------------------------------ */

bool address_is_mailbox(const char *text)
{
    const char *open = strchr(text, '<');
    struct buf box = {0};

    if (!open)
        return text_is_email(text);
    size_t length = strlen(open);
    if (text_has_control(text) || open[length - 1] != '>' || length < 3)
        return false;
    buf_add_bytes(&box, open + 1, length - 2);
    bool sound = text_is_email(buf_text(&box));
    buf_done(&box);
    return sound;
}

int address_check_transport(const char *text, struct err *err)
{
    const char *at = text;

    if (skip(&at, "maildir:") && *at && !text_has_control(at))
        return 0;
    if ((skip(&at, "smtp://") || skip(&at, "smtps://")) && skip_server(&at)) {
        (void)skip(&at, "/");
        if (!*at)
            return 0;
    }
    return err_set(err, ERR_INVALID,
                   N_("this is no way to send mail: write it as smtp://HOST:25, "
                      "smtps://HOST or maildir:PATH; user and password have keys of "
                      "their own"));
}

/* -- web ------------------------------------------------------------------------- */

static bool is_printable_ascii(const char *text)
{
    for (; *text; text++)
        if (*text <= ' ' || *text > '~')
            return false;
    return true;
}

int address_check_web(const char *text, struct err *err)
{
    const char *at = text;

    if (!skip(&at, "https://") && !skip(&at, "http://"))
        return err_set(err, ERR_INVALID,
                       N_("a web address starts with https:// or http://"));
    if (strlen(text) > WEB_MAX)
        return err_set(err, ERR_INVALID, N_("a web address has at most %d characters"),
                       WEB_MAX);
    if (!is_printable_ascii(text))
        return err_set(err, ERR_INVALID,
                       N_("blanks, accents and control characters do not belong in a web "
                          "address: write them in percent-encoding"));
    /* It would end up in logs and error messages, which repeat the address. */
    if (memchr(at, '@', strcspn(at, "/?#")))
        return err_set(err, ERR_INVALID,
                       N_("a user or a password does not belong in a web address"));
    if (!skip_server(&at) || (*at && !strchr("/?#", *at)))
        return err_set(err, ERR_INVALID, N_("there is no host in this web address"));
    return 0;
}
