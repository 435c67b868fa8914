#include "item.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"

#define NAME_CHARACTERS 80  /* of a client in a headline */
#define WHAT_CHARACTERS 160 /* of what is due in it */

/* -- which day a step is about --------------------------------------------------- */

/* How a step speaks of its day.  By the day and not by the step alone: one that comes
 * late must not say "in 30 days" of what was yesterday. */
enum moment {
    MOMENT_OPENS,  /* only a beginning */
    MOMENT_OPENED, /* the same, behind */
    MOMENT_WINDOW, /* a beginning, and an end after it */
    MOMENT_DUE,    /* an end ahead, or today */
    MOMENT_LATE,   /* an end that was missed */
    MOMENT_PASSED, /* the same where it was only advised */
    MOMENT_BOOKED, /* the day of an audit */
};

/* {0}: what is due; {1}: the day that it is about; {2}: what to do; {3}: what happens
 * otherwise; {4}: the last day. */
static const char *const headlines[] = {
    [MOMENT_OPENS] = N_("{0} from {1}"),
    [MOMENT_OPENED] = N_("{0} since {1}"),
    [MOMENT_WINDOW] = N_("{0} from {1}"),
    [MOMENT_DUE] = N_("{0} by {1} at the latest"),
    [MOMENT_LATE] = N_("{0} overdue since {1}"),
    [MOMENT_PASSED] = N_("{0} outstanding since {1}"),
    [MOMENT_BOOKED] = N_("{0} booked for {1}"),
};

static const char *const calls[] = {
    [MOMENT_OPENS] = N_("{2} from {1}, {3}."),
    [MOMENT_OPENED] = N_("{2} (possible since {1}), {3}."),
    [MOMENT_WINDOW] = N_("{2} from {1} and by {4} at the latest, {3}."),
    [MOMENT_DUE] = N_("{2} by {1} at the latest, {3}."),
    [MOMENT_LATE] = N_("{2} without delay (it was due on {1}), {3}."),
    [MOMENT_PASSED] = N_("{2} as soon as possible (it was advised by {1}), {3}."),
    [MOMENT_BOOKED] = N_("{2} (audit on {1})."),
};

/* An opening that lies behind is no news: what counts then is the due day. */
static bool is_about_opening(const struct render_item *item)
{
    return text_starts(item->step, "opens") &&
           date_cmp(item->today, item->milestone->opens) <= 0;
}

static enum moment moment_of(const struct render_item *item)
{
    const struct milestone *milestone = item->milestone;

    if (text_starts(item->step, "booked"))
        return MOMENT_BOOKED;
    if (!date_is_set(milestone->due))
        return date_cmp(item->today, milestone->opens) <= 0 ? MOMENT_OPENS
                                                            : MOMENT_OPENED;
    if (is_about_opening(item))
        return MOMENT_WINDOW;
    if (date_cmp(item->today, milestone->due) <= 0)
        return MOMENT_DUE;
    return milestone->force == FORCE_ADVICE ? MOMENT_PASSED : MOMENT_LATE;
}

/* The last safe day until it has passed, then the legal one. */
static struct date last_day(const struct render_item *item)
{
    const struct milestone *milestone = item->milestone;
    bool safe =
        date_is_set(milestone->safe) && date_cmp(item->today, milestone->safe) <= 0;

    return safe ? milestone->safe : milestone->due;
}

struct date item_day(const struct render_item *item)
{
    const struct date days[] = {
        [MOMENT_OPENS] = item->milestone->opens,
        [MOMENT_OPENED] = item->milestone->opens,
        [MOMENT_WINDOW] = item->milestone->opens,
        [MOMENT_DUE] = last_day(item),
        [MOMENT_LATE] = item->milestone->due,
        [MOMENT_PASSED] = item->milestone->due,
        [MOMENT_BOOKED] = item->milestone->booked,
    };

    return days[moment_of(item)];
}

bool item_is_late(const struct render_item *item)
{
    return moment_of(item) == MOMENT_LATE;
}

/* -- sentences ------------------------------------------------------------------- */

/* First in a subject: a phone shows little more. */
void item_urgency(struct buf *out, const struct render_item *item, enum lang lang)
{
    int past = item->today.days - item_day(item).days;

    if (past)
        buf_addf(out, "%s%+d", tr(lang, "D"), past);
    else
        buf_add(out, tr(lang, "D-day"));
}

/* Whoever counts on a date must know that nobody has confirmed its rule yet. */
static void add_doubt(struct buf *out, const struct render_item *item, enum lang lang)
{
    if (item->milestone->confirm)
        buf_addf(out, " (%s)", tr(lang, "to be confirmed"));
}

void item_date(struct buf *out, const struct render_item *item, enum lang lang)
{
    explain_date(out, item_day(item), lang);
    add_doubt(out, item, lang);
}

/* Fills TEXT, one of the above. */
static void add_sentence(struct buf *out, const char *text,
                         const struct render_item *item, enum lang lang)
{
    struct buf title = {0}, day = {0}, action = {0}, otherwise = {0}, last = {0};

    explain_title(&title, item->milestone, lang);
    explain_date(&day, item_day(item), lang);
    explain_action(&action, item->milestone, lang);
    explain_otherwise(&otherwise, item->milestone, lang);
    explain_date(&last, last_day(item), lang);
    explain_fill(out, tr(lang, text),
                 (const char *const[]){buf_text(&title), buf_text(&day),
                                       buf_text(&action), buf_text(&otherwise),
                                       buf_text(&last)});
    buf_done(&title);
    buf_done(&day);
    buf_done(&action);
    buf_done(&otherwise);
    buf_done(&last);
}

void item_headline(struct buf *out, const struct render_item *item, enum lang lang)
{
    struct buf what = {0};

    item_urgency(out, item, lang);
    buf_add(out, " · ");
    text_add_short(out, item->organization->name, NAME_CHARACTERS);
    buf_add(out, " · ");
    add_sentence(&what, headlines[moment_of(item)], item, lang);
    text_add_short(out, buf_text(&what), WHAT_CHARACTERS);
    add_doubt(out, item, lang);
    buf_done(&what);
}

void item_call(struct buf *out, const struct render_item *item, enum lang lang)
{
    add_sentence(out, calls[moment_of(item)], item, lang);
}

bool item_is_booked(const struct render_item *item)
{
    return moment_of(item) == MOMENT_BOOKED;
}

bool item_has_booking(const struct render_item *item)
{
    return date_is_set(item->milestone->booked) && !item->milestone->booked_before;
}

static void add_booking(struct buf *out, const struct render_item *item, enum lang lang)
{
    struct date booked = item->milestone->booked;
    struct buf day = {0};

    if (!item_has_booking(item) || item_is_booked(item))
        return;
    bool past = date_cmp(booked, item->today) < 0;
    explain_date(&day, booked, lang);
    buf_addf(out,
             tr(lang, past ? N_("The audit was booked for %s: record that it was held, "
                                "or its new day.")
                           : N_("The audit is booked for %s.")),
             buf_text(&day));
    buf_done(&day);
}

void item_notes(struct buf *out, const struct render_item *item, enum lang lang)
{
    add_booking(out, item, lang);
    if (!item->escalated)
        return;
    buf_add(out, out->length ? " " : "");
    buf_add(out, tr(lang, "You are told because nobody has taken this up so far."));
}

/* -- the step -------------------------------------------------------------------- */

/* Before the day, on it, after it. */
static const char *const about_opening[] = {
    N_("before the opening"), N_("on the opening day"), N_("after the opening")};
static const char *const about_due[] = {N_("before the due date"), N_("on the due date"),
                                        N_("after the due date")};
static const char *const about_advice[] = {N_("before the advised date"),
                                           N_("on the advised date"),
                                           N_("after the advised date")};
static const char *const about_audit[] = {
    N_("before the audit"), N_("on the day of the audit"), N_("after the audit")};

static const char *const *const step_words[] = {
    [MOMENT_OPENS] = about_opening,  [MOMENT_OPENED] = about_opening,
    [MOMENT_WINDOW] = about_opening, [MOMENT_DUE] = about_due,
    [MOMENT_LATE] = about_due,       [MOMENT_PASSED] = about_due,
    [MOMENT_BOOKED] = about_audit,
};

void item_step(struct buf *out, const struct render_item *item, enum lang lang)
{
    static const char repeat[] = "every+";

    if (text_starts(item->step, repeat)) {
        buf_addf(out, tr(lang, "repeat no. %s"), item->step + strlen(repeat));
        return;
    }
    int side = date_cmp(item->today, item_day(item));
    const char *const *words = step_words[moment_of(item)];
    if (words == about_due && item->milestone->force == FORCE_ADVICE)
        words = about_advice;
    buf_add(out, tr(lang, words[side + 1]));
}

/* -- where to answer ------------------------------------------------------------- */

/* A word as a shell takes it; a quote in it ends the quoting for a moment. */
static void add_shell_word(struct buf *out, const char *word)
{
    static const char harmless[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-";

    if (strspn(word, harmless) == strlen(word)) {
        buf_add(out, word);
        return;
    }
    buf_add_char(out, '\'');
    for (; *word; word++) {
        if (*word == '\'')
            buf_add(out, "'\\'");
        buf_add_char(out, *word);
    }
    buf_add_char(out, '\'');
}

void item_command(struct buf *out, const struct render_item *item)
{
    buf_addf(out, "jalon ack %s ", item->organization->id);
    add_shell_word(out, item->milestone->id);
    buf_add(out, " --reason \"…\"");
}

void item_url(struct buf *out, const struct render_item *item, const char *public_url)
{
    buf_addf(out, "%s/organizations/%s", public_url, item->organization->id);
}

/* -- order ----------------------------------------------------------------------- */

int render_compare(const struct render_item *a, const struct render_item *b)
{
    /* Down to the id, so that the same items always make the same message. */
    int order = item_is_late(b) - item_is_late(a);

    if (!order)
        order = date_cmp(item_day(a), item_day(b));
    if (!order)
        order = strcmp(a->organization->id, b->organization->id);
    return order ? order : strcmp(a->milestone->id, b->milestone->id);
}

static int compare(const void *a, const void *b)
{
    return render_compare(*(const struct render_item *const *)a,
                          *(const struct render_item *const *)b);
}

const struct render_item **item_sorted(const struct render_item *items, size_t count)
{
    const struct render_item **sorted = mem_new_array(count, sizeof(*sorted));

    for (size_t i = 0; i < count; i++)
        sorted[i] = &items[i];
    qsort(sorted, count, sizeof(*sorted), compare);
    return sorted;
}
