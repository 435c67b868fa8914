#include "schema.h"

#include <assert.h>

#include "objects.h"
#include "values.h"

#define IN_CONF(member)      offsetof(struct conf, member)
#define IN_RECEIVER(member)  offsetof(struct receiver, member)
#define IN_CERTIFIER(member) offsetof(struct certifier, member)
#define IN_ROUTE(member)     offsetof(struct route, member)

/* The values of choices: each stands at the number of its enum, or of false and true. */
static const char *const yes_no[] = {"no", "yes", NULL};
static const char *const languages[] = {[LANG_EN] = "en", [LANG_FR] = "fr", NULL};
static const char *const encryption[] = {
    [MAIL_TLS_REQUIRED] = "required", [MAIL_TLS_OFF] = "off", NULL};
static const char *const sign_ins[] = {
    [SIGN_IN_REQUIRED] = "required", [SIGN_IN_OFF] = "off", NULL};
static const char *const deliveries[] = {"each", "digest", NULL};
static const char *const weekdays[] = {
    [WEEKDAY_MONDAY] = "monday",       [WEEKDAY_TUESDAY] = "tuesday",
    [WEEKDAY_WEDNESDAY] = "wednesday", [WEEKDAY_THURSDAY] = "thursday",
    [WEEKDAY_FRIDAY] = "friday",       [WEEKDAY_SATURDAY] = "saturday",
    [WEEKDAY_SUNDAY] = "sunday",       NULL};
static const char *const formats[WEBHOOK_FORMAT_COUNT + 1] = {
    [WEBHOOK_STANDARD] = "standard", [WEBHOOK_SLACK] = "slack",
    [WEBHOOK_TEAMS] = "teams",       [WEBHOOK_MATTERMOST] = "mattermost",
    [WEBHOOK_DISCORD] = "discord",   [WEBHOOK_GOOGLECHAT] = "googlechat",
};

const char *webhook_format_name(enum webhook_format format)
{
    return formats[format];
}

/* Laid out by hand, to be read as a table. */
/* clang-format off */

static const struct conf_key jalond_keys[] = {
    {"database", value_text, IN_CONF(database), .example = "/var/lib/jalon/jalon.db",
     .help = "The database.  Default: jalon.db in $STATE_DIRECTORY, which systemd\n"
             "gives, else in the current directory."},
    {"timezone", value_zone, IN_CONF(timezone), .initial = "Europe/Paris",
     .help = "The time zone of organizations that name none: what day it is there\n"
             "decides what is due."},
    {"language", value_choice, IN_CONF(lang), .initial = "fr", .names = languages,
     .help = "fr or en, for receivers and organizations without their own."},
    {"send_at", value_time, IN_CONF(send_at), .initial = "08:00",
     .help = "When reminders go out on working days, in the organization's time zone."},
    {"rules", value_text, IN_CONF(rules_file), .example = "/etc/jalon/qualiopi.ini",
     .help = "The law as dated rows.  Default: the file that came with Jalon.  Before\n"
             "you change it, `jalon rules diff` shows whose dates would move."},
    {"holidays", value_text, IN_CONF(holidays_file),
     .example = "/etc/jalon/jours_feries.csv",
     .help = "Public holidays by zone (jours fériés, the table of Etalab).  Default:\n"
             "the file that came with Jalon; years beyond it are computed."},
    {"uid_domain", value_host, IN_CONF(uid_domain), .example = "jalon.example.org",
     .help = "What the identifiers of calendar events and mails end with.  Never\n"
             "change it once calendars have subscribed: every event would appear\n"
             "twice.  Default: the host of public_url, else jalon.localhost."},
    {"fallback", value_text, IN_CONF(fallback), .example = "admin",
     .help = "The receiver told of what could not be delivered to others."},
    {"rehearsal", value_flag, IN_CONF(rehearsal), .initial = "no", .names = yes_no,
     .help = "yes allows --now and --speed.  Not on the server that reminds people."},
    {0},
};

static const struct conf_key http_keys[] = {
    {"listen", value_listen, IN_CONF(listen), .initial = "127.0.0.1:8420",
     .help = "The address for calendars, the API and the web page.  The outside world\n"
             "comes through a proxy that speaks HTTPS.  Empty: none."},
    {"socket", value_socket, IN_CONF(socket), .example = "/run/jalon/jalon.sock",
     .help = "The socket that the jalon tool talks to: whoever may open it may do all.\n"
             "Default: jalon.sock in $RUNTIME_DIRECTORY, which systemd gives, else in\n"
             "/run/jalon."},
    {"public_url", value_base_url, IN_CONF(public_url),
     .example = "https://jalon.example.org",
     .help = "Where the outside world finds the address above, for the links in\n"
             "messages."},
    {"sign_in", value_choice, IN_CONF(sign_in), .initial = "required", .names = sign_ins,
     .help = "required: the web page is for those who have an account (`jalon user\n"
             "add`).  off: for whoever reaches the address, which must then be this\n"
             "machine's own, and with every right: for trials."},
    {"user_header", value_text, IN_CONF(user_header), .example = "X-Remote-User",
     .help = "A header in which a proxy on this machine names the account that it\n"
             "signed in.  It must drop that header from what comes from outside."},
    {0},
};

static const struct conf_key mail_keys[] = {
    {"transport", value_transport, IN_CONF(transport), .example = "smtp://localhost:25",
     .help = "smtp://HOST[:PORT] (with STARTTLS), smtps://HOST[:PORT], or\n"
             "maildir:PATH, which writes files, for trials.  Default: no mail."},
    {"from", value_mailbox, IN_CONF(from), .example = "Jalon <jalon@example.org>",
     .help = "The sender of all mail."},
    {"user", value_text, IN_CONF(user), .example = "jalon@example.org",
     .help = "The account at the mail server, where it wants one."},
    {"password_file", value_text, IN_CONF(password_file), .example = "%d/smtp-password",
     .help = "The file with its password on the first line, which the daemon can read and\n"
             "others cannot; or %d/NAME for a systemd credential."},
    {"oauth_token_file", value_text, IN_CONF(oauth_token_file),
     .example = "/run/jalon-oauth/token",
     .help = "Instead of a password: an access token (XOAUTH2), read again at each\n"
             "connection."},
    {"tls", value_choice, IN_CONF(tls), .initial = "required", .names = encryption,
     .help = "required, or off: mail and password then travel in the clear.  A server\n"
             "on this very machine is trusted without."},
    {"ca_file", value_text, IN_CONF(ca_file), .example = "/etc/jalon/ca.pem",
     .help = "The authority that signed the mail server's certificate.  Default: those\n"
             "that the system trusts."},
    {0},
};

static const struct conf_key watchdog_keys[] = {
    {"ping", value_url, IN_CONF(ping), .example = "https://hc.example.org/ping/jalon",
     .help = "Called every hour while all is well; whoever misses the call raises the\n"
             "alarm."},
    {0},
};

static const struct conf_key receiver_keys[] = {
    {"email", value_email, IN_RECEIVER(email), .example = "alice@cabinet.example",
     .help = "Where mail goes."},
    {"webhook", value_url, IN_RECEIVER(webhook),
     .example = "https://hooks.example.org/services/...",
     .help = "Instead: where messages are posted.  The address is itself a secret."},
    {"format", value_choice, IN_RECEIVER(format), .initial = "standard", .names = formats,
     .help = "Of the webhook: standard (Standard Webhooks), slack, teams, mattermost,\n"
             "discord or googlechat."},
    {"secret_file", value_text, IN_RECEIVER(secret_file),
     .example = "/etc/jalon/alice.whsec",
     .help = "For format = standard: one whsec_ secret a line, two while they rotate."},
    {"allow_private", value_flag, IN_RECEIVER(allow_private), .initial = "no",
     .names = yes_no,
     .help = "yes: the webhook may be on this machine or in a private network."},
    {"attach_ics", value_flag, IN_RECEIVER(attach_ics), .initial = "no", .names = yes_no,
     .help = "yes: mails carry their dates as a calendar file, too."},
    {"language", value_receiver_lang, IN_RECEIVER(lang), .example = "fr",
     .names = languages,
     .help = "fr or en.  Default: that of [jalond]."},
    {"calm", value_receiver_calm, IN_RECEIVER(calm), .example = "monday",
     .names = weekdays,
     .help = "On this day of the week a message comes even if there is nothing to say.\n"
             "Default: none."},
    {"feed_url", value_url, IN_RECEIVER(feed_url),
     .example = "https://jalon.example.org/feeds/.../alice.ics",
     .help = "The calendar that messages point to (`jalon feed add` prints it).\n"
             "Default: the page that gives calendars out."},
    {0},
};

static const struct conf_key certifier_keys[] = {
    {"minor_plan_days", value_number, IN_CERTIFIER(minor_plan_days), .example = "15",
     .min = 1, .max = 365,
     .help = "Days for the action plan after a minor non-conformity.  The law names\n"
             "none: without a number, here or in the fact, there is no such milestone."},
    /* The window for this audit opens eight months before the end. */
    {"renewal_audit_months", value_number, IN_CERTIFIER(renewal_audit_months),
     .example = "4", .min = 1, .max = 8,
     .help = "Months before the end of the certificate by which it wants to hold the\n"
             "renewal audit.  Default: by the rules."},
    {0},
};

static const struct conf_key ladder_keys[] = {
    {"steps", value_steps, 0, .example = "opens-30d, opens, due-30d, due-7d, due+1d",
     .help = "opens-30d, opens, due-7d, due+1d, booked-7d, or every 7d, which is after\n"
             "due and until done.  Empty: nothing is said.  An audit's ladder without a\n"
             "booked step has booked-30d, booked-7d and booked-1d all the same."},
    {0},
};

static const struct conf_key route_keys[] = {
    {"owner", value_text, IN_ROUTE(owner), .example = "alice",
     .help = "What it is about: all that fits each of these five lines, as far as they\n"
             "are given.  A final * stands for any rest.  Here: the organization's\n"
             "owner."},
    {"tag", value_text, IN_ROUTE(tag), .example = "nord",
     .help = "One of its tags."},
    {"organization", value_id_pattern, IN_ROUTE(organization), .example = "acme",
     .help = "Its id."},
    {"kind", value_kind_pattern, IN_ROUTE(kind), .example = "surveillance.*",
     .help = "The kind of milestone, called as the ladders above."},
    {"force", value_force_pattern, IN_ROUTE(force), .example = "law",
     .help = "law, likely, contract, advice or custom."},
    {"receivers", value_receivers, 0, .example = "owner, chat",
     .help = "Who is told: names of receivers; contacts, the organization's own\n"
             "contacts, in its language; owner, the receiver that is called as its\n"
             "owner."},
    {"delivery", value_flag, IN_ROUTE(digest), .initial = "each", .names = deliveries,
     .help = "each: a message per milestone; digest: one per receiver and sending\n"
             "time."},
    {"escalate", value_escalations, 0, .example = "due-14d: partner, due-3d: boss",
     .help = "Who else is told from a step on, as long as nobody acknowledged."},
    {0},
};

const struct conf_section conf_sections[] = {
    {"jalond", NULL,
     "The daemon.",
     jalond_keys, conf_itself, NULL},
    {"http", NULL,
     "Calendars, the API and the web page.",
     http_keys, conf_itself, NULL},
    {"mail", NULL,
     "Outgoing mail.",
     mail_keys, conf_itself, NULL},
    {"watchdog", NULL,
     "Who notices when Jalon itself has stopped.",
     watchdog_keys, conf_itself, NULL},
    {"receiver", "alice",
     "Somebody who is told, by mail or by a webhook.  One section each.",
     receiver_keys, receiver_find, receiver_create},
    {"certifier", "certifopac",
     "What one certifier asks for.  One section each.",
     certifier_keys, certifier_find, certifier_create},
    {"ladder", "surveillance.window",
     "When a kind of milestone is spoken of.  Messages go out on working days: a\n"
     "step up to due moves back to one, a later step moves on.  Once the audit is\n"
     "booked only the booked steps count.  What is done is silent.",
     ladder_keys, ladder_find, ladder_check_name},
    {"route", "owner alice",
     "Who is told of what.  Every route that fits counts; where none does, nobody\n"
     "is told.",
     route_keys, route_find, route_create},
    {0},
};

/* clang-format on */

void section_set_defaults(const struct conf_section *section, void *object)
{
    struct err err = {0};

    for (const struct conf_key *key = section->keys; key->name; key++) {
        /* By the key's own reader: a default is a text that anybody could have written.
         */
        int rc = key->initial ? key->set(object, key, key->initial, &err) : 0;
        assert(rc == 0);
    }
}
