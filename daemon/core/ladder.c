#include "jalon/core/ladder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* Ten years, so that a slip of the finger shows. */
#define OFFSET_DAYS_MAX 3660
#define EVERY_PREFIX    "every "
#define REPEATS_MAX     60 /* that have come are named, the latest ones */

static const char *const bases[] = {
    [STEP_OPENS] = "opens",
    [STEP_DUE] = "due",
    [STEP_BOOKED] = "booked",
};

/* -- reading --------------------------------------------------------------------- */

/* One sentence for all slips: it shows every form that there is. */
static int bad_step(const char *text, struct err *err)
{
    return err_set(err, ERR_INVALID,
                   N_("\"%.40s\" is no step: write opens, due-30d, due+1d, booked-7d or "
                      "every 7d"),
                   text);
}

/* Reads "30d" at TEXT, a number of days from MIN on. */
static int days_parse(int *out, const char *text, int min)
{
    char digits[8] = "";
    size_t length = strlen(text);
    int64_t number;

    if (length < 2 || length > sizeof(digits) || text[length - 1] != 'd')
        return -1;
    memcpy(digits, text, length - 1);
    if (text_number(&number, digits, min, OFFSET_DAYS_MAX) != 0)
        return -1;
    *out = (int)number;
    return 0;
}

static int offset_parse(int *out, const char *text)
{
    int days;

    if (!*text) {
        *out = 0;
        return 0;
    }
    if ((*text != '-' && *text != '+') || days_parse(&days, text + 1, 0) != 0)
        return -1;
    *out = *text == '-' ? -days : days;
    return 0;
}

int step_parse(struct step *out, const char *text, struct err *err)
{
    struct step step = {.base = STEP_EVERY};

    if (text_starts(text, EVERY_PREFIX)) {
        if (days_parse(&step.days, text + strlen(EVERY_PREFIX), 1) != 0)
            return bad_step(text, err);
        *out = step;
        return 0;
    }
    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
        if (!text_starts(text, bases[i]) ||
            offset_parse(&step.days, text + strlen(bases[i])) != 0)
            continue;
        step.base = (enum step_base)i;
        *out = step;
        return 0;
    }
    return bad_step(text, err);
}

/* The next item of a comma-separated list at *AT, without blanks at its ends, into ITEM;
 * false at the end of the list. */
static bool next_item(struct buf *item, const char **at)
{
    if (!**at)
        return false;
    size_t length = strcspn(*at, ",");
    const char *start = *at;

    *at += length + ((*at)[length] == ',');
    while (length && *start == ' ') {
        start++;
        length--;
    }
    while (length && start[length - 1] == ' ')
        length--;
    buf_clear(item);
    buf_add_bytes(item, start, length);
    return true;
}

/* By its name the ledger knows a step: one written twice, or the repeats of two periods,
 * it could not tell apart. */
static bool has_namesake(const struct ladder *ladder, struct step step)
{
    for (size_t i = 0; i < ladder->count; i++)
        if (ladder->steps[i].base == step.base &&
            (step.base == STEP_EVERY || ladder->steps[i].days == step.days))
            return true;
    return false;
}

static int ladder_read(struct ladder *ladder, size_t *capacity, const char *text,
                       struct err *err)
{
    struct step step;

    if (step_parse(&step, text, err) != 0)
        return -1;
    if (has_namesake(ladder, step))
        return err_set(err, ERR_INVALID,
                       N_("\"%.40s\" is one too many: a ladder has each step once, and "
                          "one \"every\" at most"),
                       text);
    ladder->steps =
        mem_grow(ladder->steps, ladder->count, capacity, sizeof(*ladder->steps));
    ladder->steps[ladder->count++] = step;
    return 0;
}

int ladder_parse(struct ladder *out, const char *text, struct err *err)
{
    struct ladder ladder = {0};
    size_t capacity = 0;
    struct buf item = {0};
    int rc = 0;

    while (rc == 0 && next_item(&item, &text))
        rc = ladder_read(&ladder, &capacity, buf_text(&item), err);
    buf_done(&item);
    if (rc != 0) {
        ladder_done(&ladder);
        return -1;
    }
    *out = ladder;
    return 0;
}

void ladder_done(struct ladder *ladder)
{
    free(ladder->steps);
    *ladder = (struct ladder){0};
}

/* Copied for each: it is called three times a ladder at most, when the configuration is
 * read. */
void ladder_add(struct ladder *ladder, struct step step)
{
    struct step *steps = mem_new_array(ladder->count + 1, sizeof(*steps));

    for (size_t i = 0; i < ladder->count; i++)
        steps[i] = ladder->steps[i];
    steps[ladder->count++] = step;
    free(ladder->steps);
    ladder->steps = steps;
}

bool ladder_has_booked(const struct ladder *ladder)
{
    for (size_t i = 0; i < ladder->count; i++)
        if (ladder->steps[i].base == STEP_BOOKED)
            return true;
    return false;
}

void step_format(char name[STEP_NAME_SIZE], struct step step, int nth)
{
    if (step.base == STEP_EVERY)
        (void)snprintf(name, STEP_NAME_SIZE, "every+%d", nth);
    else if (step.days == 0)
        (void)snprintf(name, STEP_NAME_SIZE, "%s", bases[step.base]);
    else
        (void)snprintf(name, STEP_NAME_SIZE, "%s%+dd", bases[step.base], step.days);
}

/* -- days ------------------------------------------------------------------------ */

static struct date base_day(const struct milestone *milestone, enum step_base base)
{
    const struct date days[] = {
        [STEP_OPENS] = milestone->opens,
        [STEP_DUE] = milestone->due,
        [STEP_BOOKED] = milestone->booked,
        [STEP_EVERY] = milestone->due,
    };

    return days[base];
}

/* Up to the due date a step moves back to a working day, so as to come in time; after
 * it, on to the next. */
static struct date sending_day(const struct milestone *milestone,
                               const struct workplace *workplace, struct date day)
{
    bool late = date_is_set(milestone->due) && date_cmp(day, milestone->due) > 0;

    return late ? holidays_working_day_after(workplace->holidays, workplace->zone, day)
                : holidays_working_day_before(workplace->holidays, workplace->zone, day);
}

static bool is_silent(const struct milestone *milestone)
{
    return milestone->state == STATE_DONE || milestone->state == STATE_MOOT;
}

/* A booked milestone speaks of its booked day only, any other never does. */
static bool applies(struct step step, const struct milestone *milestone)
{
    bool booked = milestone->state == STATE_BOOKED;

    return (step.base == STEP_BOOKED) == booked &&
           date_is_set(base_day(milestone, step.base));
}

/* By it the ledger knows a step again: see struct due_step. */
static struct date key_of(struct step step, const struct milestone *milestone)
{
    if (step.base == STEP_BOOKED)
        return milestone->booked;
    return milestone_day(milestone);
}

/* The day of the NTH repeat of STEP, before it moves to a working day. */
static struct date step_day(struct step step, int nth, const struct milestone *milestone)
{
    int days = step.base == STEP_EVERY ? nth * step.days : step.days;

    return date_add_days(base_day(milestone, step.base), days);
}

static struct date step_sends(struct step step, int nth,
                              const struct milestone *milestone,
                              const struct workplace *workplace)
{
    return sending_day(milestone, workplace, step_day(step, nth, milestone));
}

/* -- what has come --------------------------------------------------------------- */

static int compare_due_steps(const void *a, const void *b)
{
    const struct due_step *left = a, *right = b;
    int order = date_cmp(left->sends, right->sends);

    if (!order)
        /* Before a long weekend several are sent on one day; the latest of them is said.
         */
        order = date_cmp(left->day, right->day);
    return order ? order : strcmp(left->name, right->name);
}

static void lay(struct due_step *out, struct step step, int nth,
                const struct milestone *milestone, struct date sends)
{
    out->key = key_of(step, milestone);
    out->day = step_day(step, nth, milestone);
    out->sends = sends;
    step_format(out->name, step, nth);
}

bool step_lay(struct due_step *out, struct step step, int nth,
              const struct milestone *milestone, const struct workplace *workplace)
{
    if (!date_is_set(base_day(milestone, step.base)))
        return false;
    lay(out, step, nth, milestone, step_sends(step, nth, milestone, workplace));
    return true;
}

/* The NTH repeat of STEP into *OUT, where its day has come by TODAY.  Returns whether it
 * had. */
static bool has_come(struct due_step *out, struct step step, int nth,
                     const struct milestone *milestone, const struct workplace *workplace,
                     struct date today)
{
    struct date sends = step_sends(step, nth, milestone, workplace);

    if (date_cmp(sends, today) > 0)
        return false;
    lay(out, step, nth, milestone, sends);
    return true;
}

bool step_due(struct due_step *out, struct step step, const struct milestone *milestone,
              const struct workplace *workplace, struct date today)
{
    return !is_silent(milestone) && applies(step, milestone) &&
           has_come(out, step, 1, milestone, workplace, today);
}

struct collecting {
    struct due_step_list *list;
    size_t capacity;
    const struct milestone *milestone;
    const struct workplace *workplace;
    struct date today;
};

/* Adds the NTH repeat of STEP where its day has come.  Returns whether it had. */
static bool collect(struct collecting *collecting, struct step step, int nth)
{
    struct due_step_list *list = collecting->list;
    struct due_step due;

    if (!has_come(&due, step, nth, collecting->milestone, collecting->workplace,
                  collecting->today))
        return false;
    list->items =
        mem_grow(list->items, list->count, &collecting->capacity, sizeof(*list->items));
    list->items[list->count++] = due;
    return true;
}

/* The first repeat of STEP to be named by TODAY.  Whoever stood still for a year gets
 * every one that was overtaken meanwhile; an old history that comes in has hundreds, of
 * which nobody asks, and they would make the first day of a thousand clients a long one.
 */
static int first_to_name(struct step step, const struct milestone *milestone,
                         struct date today)
{
    if (step.base != STEP_EVERY)
        return 1;
    int last = (today.days - milestone->due.days) / step.days;
    return last > REPEATS_MAX ? last - REPEATS_MAX + 1 : 1;
}

void ladder_due(struct due_step_list *out, const struct ladder *ladder,
                const struct milestone *milestone, const struct workplace *workplace,
                struct date today)
{
    struct collecting collecting = {out, 0, milestone, workplace, today};

    *out = (struct due_step_list){0};
    for (size_t i = 0; i < ladder->count && !is_silent(milestone); i++) {
        struct step step = ladder->steps[i];
        if (!applies(step, milestone))
            continue;
        int nth = first_to_name(step, milestone, today);
        while (collect(&collecting, step, nth++))
            if (step.base != STEP_EVERY)
                break;
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), compare_due_steps);
}

void due_step_list_done(struct due_step_list *list)
{
    free(list->items);
    *list = (struct due_step_list){0};
}

/* -- what comes next ------------------------------------------------------------- */

/* The first repeat that can lie after TODAY. */
static int first_nth(struct step step, const struct milestone *milestone,
                     struct date today)
{
    if (step.base != STEP_EVERY)
        return 1;
    int past = today.days - milestone->due.days;
    return past > step.days ? past / step.days : 1;
}

static struct date next_of(struct step step, const struct milestone *milestone,
                           const struct workplace *workplace, struct date today)
{
    int nth = first_nth(step, milestone, today);
    struct date sends = step_sends(step, nth, milestone, workplace);

    while (step.base == STEP_EVERY && date_cmp(sends, today) <= 0)
        sends = step_sends(step, ++nth, milestone, workplace);
    return date_cmp(sends, today) > 0 ? sends : DATE_NONE;
}

struct date ladder_next(const struct ladder *ladder, const struct milestone *milestone,
                        const struct workplace *workplace, struct date today)
{
    struct date first = DATE_NONE;

    for (size_t i = 0; i < ladder->count && !is_silent(milestone); i++) {
        if (!applies(ladder->steps[i], milestone))
            continue;
        first =
            date_earlier(first, next_of(ladder->steps[i], milestone, workplace, today));
    }
    return first;
}
