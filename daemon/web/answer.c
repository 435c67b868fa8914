/* /answer/TOKEN: what somebody says to a reminder, without an account.  Mail programs
 * follow links to look for harm: GET only asks, and POST acts. */
#include "jalon/engine/answer.h"

#include "back.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "jalon/sys/log.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "words.h"

/* -- one form for each answer ---------------------------------------------------- */

static void add_day(struct visit *visit, const char *label, struct date day)
{
    char value[DATE_TEXT_SIZE];

    html(visit->out,
         "<label>{}<input type=\"date\" name=\"day\" value=\"{}\" required></label>\n",
         tr(visit->lang, label), date_format(value, day));
}

static void add_booked(struct visit *visit, const struct answer *answer)
{
    (void)answer;
    add_day(visit, N_("The audit is on"), DATE_NONE);
}

static void add_done(struct visit *visit, const struct answer *answer)
{
    add_day(visit, N_("It was done on"), visit->today);
    if (answer_fact_kind(answer->milestone) == FACT_CERTIFIER_CHOSEN)
        html(visit->out,
             "<label>{}<input name=\"certifier\" value=\"{}\" maxlength=\"300\" "
             "required></label>\n",
             tr(visit->lang, "Certifier"), answer->organization.certifier);
}

static void add_later(struct visit *visit, const struct answer *answer)
{
    (void)answer;
    add_day(visit, N_("Remind me on"), date_add_days(visit->today, 7));
}

static void add_not_mine(struct visit *visit, const struct answer *answer)
{
    (void)answer;
    html(visit->out, "<p>{}</p>\n",
         tr(visit->lang, "These reminders fall silent, and whoever looks after this "
                         "client is told."));
}

/* -- what each one does ---------------------------------------------------------- */

static int need_day(struct date *out, const struct visit *visit, struct err *err)
{
    const char *day;

    if (visit_need(&day, visit, "day", err) != 0)
        return -1;
    return date_parse(out, day, err);
}

static int do_booked(const struct visit *visit, const struct answer *answer,
                     struct err *err)
{
    struct date day;

    return need_day(&day, visit, err) == 0 ? answer_booked(answer, day, err) : -1;
}

static int do_done(const struct visit *visit, const struct answer *answer,
                   struct err *err)
{
    struct date day;

    if (need_day(&day, visit, err) != 0)
        return -1;
    return answer_held(answer, day, visit_field(visit, "certifier"), err);
}

static int do_later(const struct visit *visit, const struct answer *answer,
                    struct err *err)
{
    struct date day;

    return need_day(&day, visit, err) == 0 ? answer_later(answer, day, err) : -1;
}

static int do_not_mine(const struct visit *visit, const struct answer *answer,
                       struct err *err)
{
    (void)visit;
    return answer_not_mine(answer, err);
}

static const struct choice {
    const char *as;    /* in the address */
    const char *title; /* msgid */
    bool audit;        /* for what can be booked alone */
    void (*add)(struct visit *visit, const struct answer *answer);
    int (*act)(const struct visit *visit, const struct answer *answer, struct err *err);
} choices[] = {
    {"booked",   N_("It is booked"),    true,  add_booked,   do_booked  },
    {"done",     N_("It is done"),      false, add_done,     do_done    },
    {"later",    N_("Remind me later"), false, add_later,    do_later   },
    {"not-mine", N_("It is not mine"),  false, add_not_mine, do_not_mine},
};

#define CHOICE_COUNT (sizeof(choices) / sizeof(choices[0]))

static bool is_offered(const struct choice *choice, const struct answer *answer)
{
    return !choice->audit || answer_can_book(answer);
}

/* -- pages ----------------------------------------------------------------------- */

/* One and the same for all that do not serve, so that nobody learns anything by trying.
 */
static void show_void(struct visit *visit)
{
    layout_refusal(visit, 404,
                   tr(visit->lang,
                      "This link does not work, or no longer: it was answered, the date "
                      "has moved or is settled, or more than 60 days have gone by. The "
                      "next reminder brings a new one."));
}

/* WHY is no fault of the link, which nobody is to take for a void one. */
static void show_trouble(struct visit *visit, const struct err *why)
{
    struct buf back = {0};

    log_error("page failed: %s", why->text);
    back_add(&back, visit);
    layout_begin(visit, 503, tr(visit->lang, "Not at this moment"));
    web_response_header(visit->response, "Retry-After", "60");
    layout_alarm(visit, tr(visit->lang,
                           "Your answer cannot be taken right now, and nothing was "
                           "changed. The trouble is not on your side, and the link stays "
                           "good: try again in a few minutes."));
    html(visit->out, "<p><a href=\"{}\">{}</a></p>\n", buf_text(&back),
         tr(visit->lang, "Back, to try again"));
    layout_end(visit);
    buf_done(&back);
}

static void add_about(struct visit *visit, const struct answer *answer)
{
    struct buf title = {0}, action = {0};

    explain_title(&title, answer->milestone, visit->lang);
    explain_action(&action, answer->milestone, visit->lang);
    html(visit->out, "<p class=\"lead\"><strong>{}</strong> · {} · ",
         answer->organization.name, buf_text(&title));
    moment_date(visit, milestone_day(answer->milestone));
    html(visit->out, "</p>\n<p>{}</p>\n", buf_text(&action));
    buf_done(&title);
    buf_done(&action);
}

/* The answer that the address asks for stands open; the others are one press away. */
static void add_choice(struct visit *visit, const struct answer *answer,
                       const struct choice *choice)
{
    const char *sent = visit_field(visit, "as");
    bool open = text_equal(sent ? sent : visit_query(visit, "as"), choice->as);

    html(visit->out,
         open ? "<details class=\"choice\" open>\n<summary>{}</summary>\n"
              : "<details class=\"choice\">\n<summary>{}</summary>\n",
         tr(visit->lang, choice->title));
    layout_form(visit, visit->request->path);
    html(visit->out,
         "<input type=\"hidden\" name=\"as\" value=\"{}\">\n"
         "<div class=\"fields narrow\">\n",
         choice->as);
    choice->add(visit, answer);
    html(visit->out, "<button class=\"main\">{}</button>\n</div>\n</form>\n</details>\n",
         tr(visit->lang, "Send this answer"));
}

static void show(struct visit *visit, const struct answer *answer, unsigned status,
                 const char *wrong)
{
    layout_begin(visit, status, tr(visit->lang, "Your answer"));
    web_response_header(visit->response, "Cache-Control", "no-store");
    if (wrong)
        layout_alarm(visit, wrong);
    add_about(visit, answer);
    for (size_t i = 0; i < CHOICE_COUNT; i++)
        if (is_offered(&choices[i], answer))
            add_choice(visit, answer, &choices[i]);
    layout_end(visit);
}

/* 0, or -1 where the page says why not. */
static int open_answer(struct answer *out, struct visit *visit)
{
    struct err why = {.lang = visit->lang};

    if (answer_open(out, visit->parts->engine, visit->path[0], visit->now, &why) == 0)
        return 0;
    if (why.code == ERR_NOT_FOUND)
        show_void(visit);
    else
        show_trouble(visit, &why);
    return -1;
}

int page_answer(struct visit *visit, struct err *err)
{
    struct answer answer;

    (void)err;
    /* Without the cookie its form would not be known again by whoever is signed in. */
    if (text_equal(visit->request->site, "cross-site"))
        layout_ask_again(visit);
    else if (open_answer(&answer, visit) == 0) {
        show(visit, &answer, 200, NULL);
        answer_done(&answer);
    }
    return 0;
}

static void show_thanks(struct visit *visit, const struct answer *answer)
{
    layout_begin(visit, 200, tr(visit->lang, "Thank you"));
    add_about(visit, answer);
    html(visit->out, "<p class=\"note\" role=\"status\">{}</p>\n",
         tr(visit->lang, "Your answer is on record. This page can be closed."));
    layout_end(visit);
}

/* Whether whoever answers can do something about ERR. */
static bool is_theirs(const struct err *err)
{
    return err->code == ERR_INVALID || err->code == ERR_NOT_FOUND ||
           err->code == ERR_CONFLICT || err->code == ERR_REFUSED;
}

static void show_refusal(struct visit *visit, const struct answer *answer,
                         const struct err *why)
{
    struct buf text = {0};
    struct err none = {0};
    struct date day;

    if (need_day(&day, visit, &none) == 0)
        words_add_refusal(&text, &answer->plan, answer->milestone->audit, day, why);
    else
        buf_add(&text, why->text);
    show(visit, answer, 409, buf_text(&text));
    buf_done(&text);
}

/* What the form asks for is done, or else the page says why it is not. */
static void act(struct visit *visit, const struct answer *answer)
{
    const char *as = visit_field(visit, "as");
    struct err why = {.lang = visit->lang};

    for (size_t i = 0; i < CHOICE_COUNT; i++) {
        if (!text_equal(choices[i].as, as) || !is_offered(&choices[i], answer))
            continue;
        if (choices[i].act(visit, answer, &why) == 0) {
            visit_changed(visit);
            show_thanks(visit, answer);
        } else if (is_theirs(&why)) {
            show_refusal(visit, answer, &why);
        } else {
            show_trouble(visit, &why);
        }
        return;
    }
    show(visit, answer, 400, NULL);
}

int page_do_answer(struct visit *visit, struct err *err)
{
    struct answer answer;

    (void)err;
    if (open_answer(&answer, visit) != 0)
        return 0;
    act(visit, &answer);
    answer_done(&answer);
    return 0;
}
