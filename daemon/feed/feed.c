#include "jalon/feed/feed.h"

#include <stdlib.h>
#include <string.h>

#include "ics.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"

#define CATEGORY "Qualiopi" /* of the calendar and of each event */

/* -- the calendar ---------------------------------------------------------------- */

/* Not every client takes the escapes of X-WR-CALNAME away, and some put none into NAME:
 * only a name that needs none reads the same everywhere. */
static void add_calendar_name(struct buf *out, const char *title)
{
    struct buf name = {0};

    for (; *title; title++)
        if (!strchr(",;\\", *title))
            buf_add_char(&name, *title);
    ics_text(out, "NAME", buf_text(&name));
    ics_text(out, "X-WR-CALNAME", buf_text(&name));
    buf_done(&name);
}

/* The page of ORGANIZATION; NULL: the first page. */
static void add_url(struct buf *out, const struct feed_options *options,
                    const struct organization *organization)
{
    struct buf url = {0};

    if (!options->public_url)
        return;
    buf_add(&url, options->public_url);
    buf_add_char(&url, '/');
    if (organization) {
        buf_add(&url, "organizations/");
        buf_add(&url, organization->id);
    }
    ics_uri(out, "URL", buf_text(&url));
    buf_done(&url);
}

void feed_begin(struct buf *out, const struct feed_options *options)
{
    ics_line(out, "BEGIN:VCALENDAR");
    ics_line(out, "VERSION:2.0");
    ics_line(out, options->lang == LANG_FR ? "PRODID:-//Jalon//Jalon//FR"
                                           : "PRODID:-//Jalon//Jalon//EN");
    ics_line(out, "CALSCALE:GREGORIAN");
    add_calendar_name(out, options->title);
    /* RFC 7986 and, for those who were there before it, the X- properties. */
    ics_line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT4H");
    ics_line(out, "X-PUBLISHED-TTL:PT4H");
    ics_line(out, "COLOR:steelblue");
    ics_line(out, "X-APPLE-CALENDAR-COLOR:#4682B4");
    ics_line(out, "CATEGORIES:" CATEGORY);
    add_url(out, options, NULL);
}

/* -- the texts of an event ------------------------------------------------------- */

/* What the day is to the milestone, in brackets after its title; NULL where the title
 * says it. */
static const char *part_title(const struct event *event)
{
    static const char *const titles[] = {
        [EVENT_OPENS] = N_("first day"),
        [EVENT_DUE] = N_("last day"),
        [EVENT_BOOKED] = N_("booked day"),
    };

    if (event->part == EVENT_DUE &&
        event->milestone->kind == MILESTONE_SURVEILLANCE_TARGET)
        return NULL;
    if (event->part == EVENT_DUE && event->milestone->force == FORCE_ADVICE)
        return N_("advised date");
    return titles[event->part];
}

/* The client first: a week's view shows some twenty characters. */
static void add_summary(struct buf *out, const struct feed_options *options,
                        const struct organization *organization,
                        const struct event *event)
{
    const char *part = part_title(event);

    if (date_is_set(event->milestone->done))
        buf_add(out, "✓ ");
    if (!options->masked) {
        buf_add(out, organization->name);
        buf_add(out, " · ");
    }
    explain_title(out, event->milestone, options->lang);
    if (!part)
        return;
    buf_add(out, " (");
    buf_add(out, tr(options->lang, part));
    buf_add_char(out, ')');
}

/* Adds a line "LABEL: DAY" where there is such a day. */
static void add_day(struct buf *out, enum lang lang, const char *label, struct date day)
{
    if (!date_is_set(day))
        return;
    buf_add_char(out, '\n');
    buf_add(out, tr(lang, label));
    buf_add_char(out, ' ');
    explain_date(out, day, lang);
}

static void add_description(struct buf *out, enum lang lang, const struct event *event)
{
    struct milestone milestone = *event->milestone;

    /* The state passes by itself, and what is published may not. */
    milestone.state = event->part == EVENT_BOOKED ? STATE_BOOKED : STATE_OPEN;
    explain_action(out, &milestone, lang);
    buf_add_char(out, '\n');
    explain_why(out, &milestone, lang);
    if (milestone.confirm) {
        buf_add_char(out, '\n');
        buf_add(out, explain_confirm(lang));
    }
    add_day(out, lang, N_("Booked for"), milestone.booked);
    add_day(out, lang, N_("Done on"), milestone.done);
}

/* -- an event -------------------------------------------------------------------- */

static const char *category(enum milestone_kind kind)
{
    static const char *const names[MILESTONE_KIND_COUNT] = {
        [MILESTONE_PREPARATION_ASSESSMENT] = N_("Preparation"),
        [MILESTONE_PREPARATION_CERTIFIER] = N_("Preparation"),
        [MILESTONE_PREPARATION_APPLICATION] = N_("Preparation"),
        [MILESTONE_INITIAL_AUDIT] = N_("Initial audit"),
        [MILESTONE_SURVEILLANCE_TARGET] = N_("Surveillance"),
        [MILESTONE_SURVEILLANCE_WINDOW] = N_("Surveillance"),
        [MILESTONE_RENEWAL_TENDER] = N_("Renewal"),
        [MILESTONE_RENEWAL_AUDIT] = N_("Renewal"),
        [MILESTONE_CERTIFICATE_EXPIRY] = N_("Certificate"),
        [MILESTONE_NC_PLAN] = N_("Non-conformity"),
        [MILESTONE_NC_FIX] = N_("Non-conformity"),
        [MILESTONE_NC_VERIFY] = N_("Non-conformity"),
        [MILESTONE_SUSPENSION_END] = N_("Certificate"),
        [MILESTONE_REAPPLY_ALLOWED] = N_("Certificate"),
        [MILESTONE_BPF] = N_("Yearly duty"),
        [MILESTONE_CFA_ACCOUNTS] = N_("Yearly duty"),
        [MILESTONE_OBLIGATION] = N_("Obligation"),
    };

    return names[kind];
}

static void add_categories(struct buf *out, enum lang lang, enum milestone_kind kind)
{
    buf_add(out, "CATEGORIES:" CATEGORY ",");
    ics_line(out, tr(lang, category(kind)));
}

/* RFC 5545, 3.6.6: one that is displayed has a text of its own. */
static void add_alarm(struct buf *out, const char *summary, int days)
{
    ics_line(out, "BEGIN:VALARM");
    ics_line(out, "ACTION:DISPLAY");
    ics_text(out, "DESCRIPTION", summary);
    buf_add(out, "TRIGGER:-P");
    buf_add_number(out, days);
    ics_line(out, "D");
    ics_line(out, "END:VALARM");
}

/* Adds what an event starts with, whatever it is about. */
static void begin_event(struct buf *out, const char *uid, struct date day,
                        long long sequence, struct instant modified)
{
    ics_line(out, "BEGIN:VEVENT");
    ics_text(out, "UID", uid);
    ics_instant(out, "DTSTAMP", modified);
    ics_instant(out, "LAST-MODIFIED", modified);
    ics_number(out, "SEQUENCE", sequence);
    ics_date(out, "DTSTART", day);
    ics_date(out, "DTEND", date_add_days(day, 1));
    /* A deadline takes nobody's day: without these two a colleague would seem busy. */
    ics_line(out, "TRANSP:TRANSPARENT\r\n"
                  "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
                  "CLASS:PUBLIC");
}

void feed_event(struct buf *out, const struct feed_options *options,
                const struct organization *organization, const struct event *event,
                long long sequence, struct instant modified)
{
    const struct milestone *milestone = event->milestone;
    struct buf summary = {0};
    struct buf description = {0};

    add_summary(&summary, options, organization, event);
    add_description(&description, options->lang, event);

    begin_event(out, event->uid, event->day, sequence, modified);
    ics_text(out, "SUMMARY", buf_text(&summary));
    ics_text(out, "DESCRIPTION", buf_text(&description));
    add_categories(out, options->lang, milestone->kind);
    /* Whoever may not read the name gets no link with the id in it. */
    add_url(out, options, options->masked ? NULL : organization);
    for (size_t i = 0; i < options->alarm_count && !date_is_set(milestone->done); i++)
        add_alarm(out, buf_text(&summary), options->alarms[i]);
    ics_line(out, "END:VEVENT");
    buf_done(&summary);
    buf_done(&description);
}

/* Some clients take a calendar without an event for a failure and keep what they had. */
static void add_placeholder(struct buf *out, const struct feed_options *options,
                            struct instant modified)
{
    struct buf uid = {0};

    buf_addf(&uid, "empty@%s", options->uid_domain);
    begin_event(out, buf_text(&uid), instant_wall_time(modified, 0).day, 0, modified);
    ics_text(out, "SUMMARY", tr(options->lang, "Jalon: no dates to come"));
    ics_line(out, "END:VEVENT");
    buf_done(&uid);
}

void feed_end(struct buf *out, const struct feed_options *options, bool empty,
              struct instant modified)
{
    if (empty)
        add_placeholder(out, options, modified);
    ics_line(out, "END:VCALENDAR");
}

/* -- alarms ---------------------------------------------------------------------- */

/* Reads the LENGTH bytes at TEXT, "7d". */
static int parse_alarm(int *out, const char *text, size_t length)
{
    char digits[8] = "";
    int64_t days;

    if (length < 2 || length > sizeof(digits) || text[length - 1] != 'd')
        return -1;
    memcpy(digits, text, length - 1);
    if (text_number(&days, digits, 1, 366) < 0)
        return -1;
    *out = (int)days;
    return 0;
}

static bool holds(const int *alarms, size_t count, int days)
{
    size_t i = 0;

    while (i < count && alarms[i] != days)
        i++;
    return i < count;
}

int feed_parse_alarms(int alarms[FEED_ALARMS_MAX], size_t *count, const char *text,
                      struct err *err)
{
    int read[FEED_ALARMS_MAX];
    size_t found = 0;

    for (const char *at = text;; at++) {
        size_t length = strcspn(at, ",");
        if (found == FEED_ALARMS_MAX)
            return err_set(err, ERR_INVALID, N_("more than %d alarms: %s"),
                           FEED_ALARMS_MAX, text);
        if (parse_alarm(&read[found], at, length) < 0)
            return err_set(err, ERR_INVALID,
                           N_("days before are asked for, such as 7d,1d, and not \"%s\""),
                           text);
        /* Some programs would ring twice. */
        found += !holds(read, found, read[found]);
        at += length;
        if (!*at)
            break;
    }
    memcpy(alarms, read, found * sizeof(read[0]));
    *count = found;
    return 0;
}
