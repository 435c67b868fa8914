#include "values.h"

#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "address.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/zone.h"

/* A feed's address, of which calendar programs take 200 characters for sure, has a token
 * and a name behind it. */
#define BASE_URL_MAX 100

#define SOCKET_PATH_MAX ((int)sizeof(((struct sockaddr_un *)NULL)->sun_path) - 1)

static void *member(void *object, const struct conf_key *key)
{
    return (char *)object + key->offset;
}

/* In place of an earlier file's value, or the default. */
static int store_text(void *object, const struct conf_key *key, const char *value)
{
    char **text = member(object, key);

    free(*text);
    *text = mem_strdup(value);
    return 0;
}

/* -- texts ----------------------------------------------------------------------- */

int value_text(void *object, const struct conf_key *key, const char *value,
               struct err *err)
{
    if (!*value)
        return err_set(err, ERR_INVALID, N_("there is no value"));
    if (text_has_control(value))
        return err_set(err, ERR_INVALID, N_("a control character in the value"));
    return store_text(object, key, value);
}

int value_socket(void *object, const struct conf_key *key, const char *value,
                 struct err *err)
{
    if (strlen(value) > SOCKET_PATH_MAX)
        return err_set(err, ERR_INVALID,
                       N_("the path of a socket has at most %d characters"),
                       SOCKET_PATH_MAX);
    return value_text(object, key, value, err);
}

int value_zone(void *object, const struct conf_key *key, const char *value,
               struct err *err)
{
    const struct zone *zone;

    if (zone_find(&zone, value, err) != 0)
        return -1;
    return store_text(object, key, value);
}

int value_host(void *object, const struct conf_key *key, const char *value,
               struct err *err)
{
    if (!address_is_host(value))
        return err_set(err, ERR_INVALID, N_("\"%.80s\" is no host name"), value);
    return store_text(object, key, value);
}

int value_listen(void *object, const struct conf_key *key, const char *value,
                 struct err *err)
{
    if (*value && !address_is_host_port(value))
        return err_set(err, ERR_INVALID,
                       N_("\"%.80s\" is no address to listen on: write it as "
                          "127.0.0.1:8420 or [::1]:8420"),
                       value);
    return store_text(object, key, value);
}

int value_url(void *object, const struct conf_key *key, const char *value,
              struct err *err)
{
    if (address_check_web(value, err) != 0)
        return -1;
    return store_text(object, key, value);
}

int value_base_url(void *object, const struct conf_key *key, const char *value,
                   struct err *err)
{
    if (address_check_web(value, err) != 0)
        return -1;
    if (strlen(value) > BASE_URL_MAX || strpbrk(value, "?#"))
        return err_set(err, ERR_INVALID,
                       N_("this address has to go before others: at most %d characters, "
                          "no '?' and no '#'"),
                       BASE_URL_MAX);
    /* What follows starts with a '/', and two of them are another address. */
    (void)store_text(object, key, value);
    char *text = *(char **)member(object, key);
    for (size_t end = strlen(text); end && text[end - 1] == '/'; end--)
        text[end - 1] = '\0';
    return 0;
}

int value_transport(void *object, const struct conf_key *key, const char *value,
                    struct err *err)
{
    if (address_check_transport(value, err) != 0)
        return -1;
    return store_text(object, key, value);
}

int value_email(void *object, const struct conf_key *key, const char *value,
                struct err *err)
{
    if (!text_is_email(value))
        return err_set(err, ERR_INVALID, N_("\"%.80s\" is no e-mail address"), value);
    return store_text(object, key, value);
}

int value_mailbox(void *object, const struct conf_key *key, const char *value,
                  struct err *err)
{
    if (!address_is_mailbox(value))
        return err_set(
            err, ERR_INVALID,
            N_("\"%.80s\" is no sender: write it as Jalon <jalon@example.org>"), value);
    return store_text(object, key, value);
}

/* -- choices --------------------------------------------------------------------- */

/* Puts into *OUT which of KEY's names VALUE is.  The error names all choices: there are
 * few, and nobody has to look them up. */
static int choose(int *out, const struct conf_key *key, const char *value,
                  struct err *err)
{
    struct buf all = {0};

    for (int i = 0; key->names[i]; i++) {
        if (text_equal(value, key->names[i])) {
            *out = i;
            buf_done(&all);
            return 0;
        }
        buf_addf(&all, "%s%s", i ? ", " : "", key->names[i]);
    }
    err_set(err, ERR_INVALID, N_("\"%.40s\" is none of %s"), value, buf_text(&all));
    buf_done(&all);
    return -1;
}

int value_choice(void *object, const struct conf_key *key, const char *value,
                 struct err *err)
{
    /* Enums of ours are as wide as an int; see also document_value.c. */
    return choose(member(object, key), key, value, err);
}

/* By the key's own names, since "yes" says little of a delivery: "digest" does. */
int value_flag(void *object, const struct conf_key *key, const char *value,
               struct err *err)
{
    int chosen;

    if (choose(&chosen, key, value, err) != 0)
        return -1;
    *(bool *)member(object, key) = chosen != 0;
    return 0;
}

int value_receiver_lang(void *object, const struct conf_key *key, const char *value,
                        struct err *err)
{
    struct receiver *receiver = object;

    if (value_choice(object, key, value, err) != 0)
        return -1;
    receiver->has_lang = true;
    return 0;
}

int value_receiver_calm(void *object, const struct conf_key *key, const char *value,
                        struct err *err)
{
    struct receiver *receiver = object;

    if (value_choice(object, key, value, err) != 0)
        return -1;
    receiver->has_calm = true;
    return 0;
}

/* -- numbers --------------------------------------------------------------------- */

int value_number(void *object, const struct conf_key *key, const char *value,
                 struct err *err)
{
    int64_t number;

    if (text_number(&number, value, key->min, key->max) != 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no number from %d to %d"),
                       value, key->min, key->max);
    *(int *)member(object, key) = (int)number;
    return 0;
}

/* Reads "08:00" into minutes; "8:00" might as well be a slip for 18:00. */
static int minutes_parse(int *out, const char *text)
{
    char hour_text[3] = "";
    int64_t hour, minute;

    if (strlen(text) != 5 || text[2] != ':' || text[0] == '-' || text[3] == '-')
        return -1;
    memcpy(hour_text, text, 2);
    if (text_number(&hour, hour_text, 0, 23) != 0 ||
        text_number(&minute, text + 3, 0, 59) != 0)
        return -1;
    *out = (int)(hour * 60 + minute);
    return 0;
}

int value_time(void *object, const struct conf_key *key, const char *value,
               struct err *err)
{
    if (minutes_parse(member(object, key), value) != 0)
        return err_set(err, ERR_INVALID,
                       N_("\"%.40s\" is no time of the day: write it as 08:00"), value);
    return 0;
}
