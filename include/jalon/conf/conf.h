/*
 * conf.h - the configuration, checked.
 *
 * Layer: conf.  One INI file, and conf.d/NAME.conf beside it in alphabetical order.  All
 * is read from one table of keys (daemon/conf/schema.c): parsing, defaults, the example
 * file.  All errors of all files are reported at once, each with FILE:LINE.
 */
#ifndef JALON_CONF_CONF_H
#define JALON_CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"
#include "jalon/core/holidays.h"
#include "jalon/core/ladder.h"
#include "jalon/core/plan.h"
#include "jalon/core/route.h"
#include "jalon/core/rules.h"

/* What the other side of a webhook reads. */
enum webhook_format {
    WEBHOOK_STANDARD,   /* programs: Standard Webhooks, signed */
    WEBHOOK_SLACK,      /* an incoming webhook */
    WEBHOOK_TEAMS,      /* the Workflows app */
    WEBHOOK_MATTERMOST, /* an incoming webhook */
    WEBHOOK_DISCORD,    /* a channel's webhook */
    WEBHOOK_GOOGLECHAT, /* a space's webhook */
    WEBHOOK_FORMAT_COUNT,
};

/* Somebody who is told: by mail or by a webhook, one of the two. */
struct receiver {
    char *name;                 /* as routes call it; neither "contacts" nor "owner" */
    char *email;                /* NULL for a webhook */
    char *webhook;              /* NULL for mail */
    enum webhook_format format; /* of the webhook */
    char *secret_file;          /* standard: whsec_ secrets, one a line, at most two */
    bool allow_private;         /* addresses that are not public are allowed */
    bool attach_ics;            /* mail: the dates as a file */
    bool has_lang;              /* false: the language of [jalond] */
    enum lang lang;             /* where has_lang */
    bool has_calm;              /* false: it gets no word that all is calm */
    enum weekday calm;          /* when it does, where has_calm */
    char *feed_url;             /* a feed to point to in its messages; or NULL */
};

/* Whether mail may travel in the clear. */
enum mail_tls {
    MAIL_TLS_REQUIRED, /* STARTTLS, unless the host is loopback */
    MAIL_TLS_OFF,      /* whoever wrote so knows the network between */
};

/* Who may look at the web page. */
enum sign_in {
    SIGN_IN_REQUIRED, /* those who have an account */
    SIGN_IN_OFF,      /* whoever can reach it: this machine alone */
};

/* The whole configuration.  It is never changed once it is loaded: a reload makes
 * another. */
struct conf {
    /* [jalond] */
    char *database; /* never NULL: the default is found when the file is read */
    char *timezone; /* of organizations that name none; the machine knows it */
    enum lang lang;
    int send_at;         /* minute of the day */
    char *rules_file;    /* NULL: the shipped one */
    char *holidays_file; /* NULL: the shipped one */
    char *uid_domain;    /* never NULL */
    char *fallback;      /* a receiver's name, or NULL */
    bool rehearsal;      /* --now and --speed are allowed */

    /* [http] */
    char *listen;     /* "127.0.0.1:8420", "[::1]:8420"; "" for none */
    char *socket;     /* never NULL */
    char *public_url; /* without a final '/'; NULL: messages carry no links */
    enum sign_in sign_in;
    char *user_header; /* that a proxy sets to whom it signed in; NULL: none */

    /* [mail] */
    char *transport; /* smtp://, smtps:// or maildir:PATH; NULL: no mail */
    char *from;      /* "Jalon <jalon@example.org>" */
    char *user;      /* NULL: the server wants none */
    char *password_file, *oauth_token_file; /* with a user, one of the two is set */
    enum mail_tls tls;
    char *ca_file; /* a private authority; NULL: the system's */

    /* [watchdog] */
    char *ping; /* the URL to call; NULL: none */

    struct receiver *receivers;
    size_t receiver_count;
    struct certifier *certifiers;
    size_t certifier_count;
    struct ladder ladders[MILESTONE_KIND_COUNT];
    struct route *routes;
    size_t route_count;

    /* read along with the file */
    struct rules *rules;
    struct holidays *holidays;
    const char **receiver_names; /* for struct policy */
    char *warnings; /* lines "FILE:LINE: what" about what is allowed and surely not meant;
                       NULL where there are none.  For whoever started the program */
};

/* Reads FILE and its conf.d into *OUT, for conf_free(); FILE NULL gives the defaults.
 * A key of a section without a name that a later file gives again overrides the earlier
 * one; a section with a name has one place.  Paths are relative to the current directory.
 * Returns 0, or -1 with *OUT untouched: ERRORS then has a line "FILE:LINE: what" for
 * each error, in LANG, and one for each file that cannot be read. */
int conf_load(struct conf **out, const char *file, enum lang lang, struct buf *errors);

/* Frees CONF and all that is borrowed from it; NULL is none. */
void conf_free(struct conf *conf);

/* The receiver called NAME, or NULL; borrowed from CONF. */
const struct receiver *conf_receiver(const struct conf *conf, const char *name);

/* Whether RECEIVER has a webhook that nothing is sent to: one without https is for those
 * alone that may have an inner address. */
bool conf_refuses_webhook(const struct receiver *receiver);

/* How RECEIVER is reached, in a word: "slack" for the webhook of that name, "email" for
 * all others, contacts among them. */
const char *conf_channel(const struct conf *conf, const char *receiver);

/* Adds the address that the outside world has for us, without a final '/': public_url, or
 * else this machine's own name, with PORT. */
void conf_add_base_url(struct buf *out, const struct conf *conf, int port);

/* What plan_make() and reminders_due() ask for; borrowed from CONF. */
struct plan_context conf_plan_context(const struct conf *conf);
struct policy conf_policy(const struct conf *conf);

/* "slack": as the configuration and the ledger call it.  Static storage. */
const char *webhook_format_name(enum webhook_format format);

/* Adds the whole example file, every key with its default and its help. */
void conf_example(struct buf *out);

#endif /* JALON_CONF_CONF_H */
