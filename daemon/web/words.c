#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"

void words_add_kind(struct buf *out, enum milestone_kind kind, enum lang lang)
{
    const struct milestone any = {
        .kind = kind,
        .nc = "…",
        .title = kind == MILESTONE_OBLIGATION ? tr(lang, "own duty") : NULL,
    };

    explain_title(out, &any, lang);
}

/* Of an own duty the day comes off: "veille/2026-09-01" is "veille". */
static void cut_day(char *name)
{
    char *day = strrchr(name, '/');

    if (day)
        *day = '\0';
}

void words_add_milestone(struct buf *out, const char *id, enum lang lang)
{
    size_t length = strcspn(id, "/");
    char *kind = mem_strndup(id, length);
    char *name = mem_strdup(id[length] ? id + length + 1 : "");
    struct milestone milestone = {.nc = name};

    if (milestone_kind_parse(&milestone.kind, kind) != 0) {
        buf_add(out, id);
    } else {
        if (milestone.kind == MILESTONE_OBLIGATION)
            cut_day(name);
        explain_title(out, &milestone, lang);
    }
    free(kind);
    free(name);
}

void words_add_left(struct buf *out, struct date day, struct date today, enum lang lang)
{
    int days = day.days - today.days;
    unsigned long count = (unsigned long)(days < 0 ? -days : days);

    if (days == 0)
        buf_add(out, tr(lang, "today"));
    else if (days < 0)
        buf_addf(out, tr_count(lang, "%lu day late", "%lu days late", count), count);
    else
        buf_addf(out, tr_count(lang, "in %lu day", "in %lu days", count), count);
}

void words_add_refusal(struct buf *out, const struct plan *plan, enum audit audit,
                       struct date day, const struct err *why)
{
    const struct milestone *missed = plan_window_missed(plan, audit, day);
    struct buf days[3] = {0};

    if (why->code != ERR_REFUSED || !missed) {
        buf_add(out, why->text);
        return;
    }
    explain_date(&days[0], day, why->lang);
    explain_date(&days[1], missed->opens, why->lang);
    explain_date(&days[2], missed->due, why->lang);
    const char *const values[] = {buf_text(&days[0]), buf_text(&days[1]),
                                  buf_text(&days[2])};
    explain_fill(
        out,
        tr(why->lang,
           "{0} lies outside the window from {1} to {2}: another day is asked for."),
        values);
    for (size_t i = 0; i < 3; i++)
        buf_done(&days[i]);
}

const char *words_notice_state(enum notice_state state, enum lang lang)
{
    static const char *const words[NOTICE_STATE_COUNT] = {
        [NOTICE_QUEUED] = N_("waiting"),
        [NOTICE_SENT] = N_("sent"),
        [NOTICE_FAILED] = N_("failed, to be tried again"),
        [NOTICE_DEAD] = N_("given up"),
        [NOTICE_SUPERSEDED] = N_("superseded"),
    };

    return tr(lang, words[state]);
}

const char *words_notice_answer(const struct notice *notice, enum lang lang)
{
    /* A server's answer is its own, and no word of ours. */
    if (!notice->answer || notice->state != NOTICE_SUPERSEDED)
        return notice->answer;
    return tr(lang, notice->answer);
}

const char *words_channel(const char *channel, enum lang lang)
{
    return text_equal(channel, "email") ? tr(lang, "e-mail") : channel;
}

const char *words_trust(enum trust trust, enum lang lang)
{
    static const char *const words[] = {
        [TRUST_LAW] = N_("the text itself was read"),
        [TRUST_LIKELY] = N_("several sources agree"),
        [TRUST_PRACTICE] = N_("a habit"),
    };

    return tr(lang, words[trust]);
}

const char *words_month(int month, enum lang lang)
{
    static const char *const months[] = {
        N_("Jan"),  N_("Feb"), N_("Mar"),  N_("Apr"), N_("May"), N_("June"),
        N_("July"), N_("Aug"), N_("Sept"), N_("Oct"), N_("Nov"), N_("Dec"),
    };

    return tr(lang, months[month - 1]);
}
