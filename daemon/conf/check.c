/* Errors are what cannot work, warnings what works and is surely not meant.  A key that
 * was refused at its line is not missed here as well: one slip, one line. */

#include "loading.h"

#include <string.h>

#include "jalon/base/text.h"
#include "jalon/sys/file.h"

/* Those of a whole system have some 200 KiB. */
#define AUTHORITY_LIMIT (16 * 1024 * 1024)

/* Where to look for it: the key, or the section that lacks it. */
static const struct place *place_of(const struct loading *loading, const char *section,
                                    const char *name, const char *key)
{
    const struct place *place = loading_place(loading, section, name, key);

    return place ? place : loading_place(loading, section, name, NULL);
}

/* A key that was given and refused is set nowhere, and was complained of once. */
static bool is_given(const struct loading *loading, const char *section, const char *name,
                     const char *key)
{
    return loading_place(loading, section, name, key);
}

/* -- the web page ---------------------------------------------------------------- */

/* By number, or by the one name that no name server is asked for. */
static bool is_this_machine(const char *address)
{
    if (text_starts(address, "127."))
        return address[strspn(address, "0123456789.:")] == '\0';
    return !*address || text_starts(address, "[::1]:") ||
           text_starts(address, "localhost:");
}

/* An error and not a warning: whoever reaches the port would have every right. */
static void check_http(struct loading *loading)
{
    const struct conf *conf = loading->conf;

    if (is_this_machine(conf->listen))
        return;
    if (conf->sign_in == SIGN_IN_OFF)
        loading_error(loading, place_of(loading, "http", "", "sign_in"),
                      N_("without sign-in the page is for this machine alone: listen on "
                         "127.0.0.1"));
    if (conf->user_header)
        loading_error(loading, place_of(loading, "http", "", "user_header"),
                      N_("a header that names users is believed from this machine alone: "
                         "listen on 127.0.0.1"));
}

/* -- files ----------------------------------------------------------------------- */

/* Reads a file as those do who need it later. */
typedef int (*read_cb)(struct buf *out, const char *path, struct err *err);

static int read_authority(struct buf *out, const char *path, struct err *err)
{
    return file_read(out, path, AUTHORITY_LIMIT, err);
}

/* The service manager gives credentials to the daemon alone: by hand they are not missed.
 */
static bool is_elsewhere(const char *path)
{
    return text_starts(path, "%d/") && !file_environment("STATE_DIRECTORY");
}

/* A warning, since what writes the file may start after us: it is read when it is used.
 */
static void check_file(struct loading *loading, const struct place *place,
                       const char *path, read_cb read)
{
    struct buf ignored = {0};
    struct err err = {.lang = loading->lang};

    if (path && !is_elsewhere(path) && read(&ignored, path, &err) != 0)
        loading_warning(loading, place, "%s", err.text);
    buf_done(&ignored);
}

static void check_secret(struct loading *loading, const struct place *place,
                         const char *path, read_cb read)
{
    check_file(loading, place, path, read);
    if (path && file_is_exposed(path))
        loading_warning(loading, place,
                        N_("others may read the secret in %s: run chmod o= %s"), path,
                        path);
}

static void check_files(struct loading *loading)
{
    const struct conf *conf = loading->conf;

    check_secret(loading, place_of(loading, "mail", "", "password_file"),
                 conf->password_file, file_read_secret);
    check_secret(loading, place_of(loading, "mail", "", "oauth_token_file"),
                 conf->oauth_token_file, file_read_secret);
    check_file(loading, place_of(loading, "mail", "", "ca_file"), conf->ca_file,
               read_authority);
    for (size_t i = 0; i < conf->receiver_count; i++) {
        const struct receiver *receiver = &conf->receivers[i];
        check_secret(loading,
                     place_of(loading, "receiver", receiver->name, "secret_file"),
                     receiver->secret_file, file_read_private);
    }
}

/* -- mail ------------------------------------------------------------------------ */

/* Asked by what was given and not by what is set, for a value that was refused is not. */
static void check_mail(struct loading *loading)
{
    const struct conf *conf = loading->conf;
    bool transport = is_given(loading, "mail", "", "transport");

    if (transport && !is_given(loading, "mail", "", "from"))
        loading_error(loading, place_of(loading, "mail", "", "transport"),
                      N_("mail needs a sender: give [mail] from"));
    if (conf->password_file && conf->oauth_token_file)
        loading_error(loading, place_of(loading, "mail", "", "oauth_token_file"),
                      N_("give password_file or oauth_token_file, not both"));
    if (conf->user && !is_given(loading, "mail", "", "password_file") &&
        !is_given(loading, "mail", "", "oauth_token_file"))
        loading_error(loading, place_of(loading, "mail", "", "user"),
                      N_("a user needs password_file or oauth_token_file"));
    if ((conf->password_file || conf->oauth_token_file) &&
        !is_given(loading, "mail", "", "user"))
        loading_error(loading, place_of(loading, "mail", "", "user"),
                      N_("a password or a token needs a user"));
}

/* -- receivers ------------------------------------------------------------------- */

/* One way each: with two nobody could say which one failed, or which was read. */
static void check_receiver(struct loading *loading, const struct receiver *receiver)
{
    bool email = is_given(loading, "receiver", receiver->name, "email");
    bool webhook = is_given(loading, "receiver", receiver->name, "webhook");

    if (email == webhook)
        loading_error(loading, place_of(loading, "receiver", receiver->name, NULL),
                      N_("the receiver \"%s\" needs email or webhook, one of the two"),
                      receiver->name);
    if (email && !is_given(loading, "mail", "", "transport"))
        loading_error(loading, place_of(loading, "receiver", receiver->name, "email"),
                      N_("the receiver \"%s\" is told by mail, and [mail] transport does "
                         "not say how to send it"),
                      receiver->name);
    if (conf_refuses_webhook(receiver))
        loading_warning(
            loading, place_of(loading, "receiver", receiver->name, "webhook"),
            N_("the receiver \"%s\" will get nothing: without https a webhook needs "
               "allow_private = yes"),
            receiver->name);
}

static void check_fallback(struct loading *loading)
{
    const struct conf *conf = loading->conf;

    if (conf->fallback && !conf_receiver(conf, conf->fallback))
        loading_error(loading, place_of(loading, "jalond", "", "fallback"),
                      N_("there is no receiver \"%.60s\""), conf->fallback);
}

/* -- routes ---------------------------------------------------------------------- */

/* "owner" names a receiver of that name for each organization; where an owner has none
 * nobody is told by that route, which may be meant. */
static void check_told(struct loading *loading, const struct route *route,
                       const char *key, const char *receiver)
{
    const struct place *place = place_of(loading, "route", route->name, key);

    if (text_equal(receiver, ROUTE_OWNER))
        return;
    if (text_equal(receiver, ROUTE_CONTACTS)) {
        if (!is_given(loading, "mail", "", "transport"))
            loading_error(loading, place,
                          N_("contacts are told by mail, and [mail] transport does not "
                             "say how to send it"));
        return;
    }
    if (!conf_receiver(loading->conf, receiver))
        loading_error(loading, place, N_("there is no receiver \"%.60s\""), receiver);
}

/* A list is read where receivers are named, so one is expected here, too. */
static void check_single(struct loading *loading, const struct route *route,
                         const char *key, const char *pattern)
{
    if (pattern && strchr(pattern, ','))
        loading_warning(loading, place_of(loading, "route", route->name, key),
                        N_("\"%.60s\" is one name here, commas included: write a route "
                           "for each"),
                        pattern);
}

static void check_route(struct loading *loading, const struct route *route)
{
    if (!is_given(loading, "route", route->name, "receivers"))
        loading_error(loading, place_of(loading, "route", route->name, NULL),
                      N_("the route \"%s\" names no receivers"), route->name);
    check_single(loading, route, "owner", route->owner);
    check_single(loading, route, "tag", route->tag);
    for (size_t i = 0; i < route->receiver_count; i++)
        check_told(loading, route, "receivers", route->receivers[i]);
    for (size_t i = 0; i < route->escalation_count; i++)
        check_told(loading, route, "escalate", route->escalations[i].receiver);
}

void loading_check(struct loading *loading)
{
    const struct conf *conf = loading->conf;

    check_http(loading);
    check_mail(loading);
    check_files(loading);
    for (size_t i = 0; i < conf->receiver_count; i++)
        check_receiver(loading, &conf->receivers[i]);
    check_fallback(loading);
    for (size_t i = 0; i < conf->route_count; i++)
        check_route(loading, &conf->routes[i]);
    if (conf->receiver_count && !conf->route_count)
        loading_warning(
            loading, place_of(loading, "receiver", conf->receivers[0].name, NULL),
            N_("receivers are defined but no [route] names them: nobody would "
               "be told"));
}
