#include "parts.h"

#include <stdlib.h>

#include "jalon/base/text.h"
#include "jalon/core/explain.h"

#define FAILING_S (24 * 60 * 60)  /* a receiver that fails for longer is told of */
#define TOLD_S    (8 * FAILING_S) /* and no more once it has been told for a week */
#define SOON_DAYS 60              /* how far the calm word looks ahead */
#define WORDS     2               /* about the fallback receiver another one hears */

/* What is to be said about those that fail. */
struct word {
    const struct receiver *to; /* NULL: nothing */
    struct buf subject;        /* where it is about one alone */
    struct buf text;
    int count;
};

struct review {
    struct engine *engine;
    struct instant now;
    char today[DATE_TEXT_SIZE]; /* the daemon's own, from one sending time to the next */
    int64_t failing;
    struct word words[WORDS];
};

/* Whether NAME was said today already; where it was not, it is from now on. */
static bool said_today(struct review *review, const char *name, const char *receiver,
                       struct err *err)
{
    struct store *store = review->engine->store;
    struct buf key = {0};
    char *day = NULL;

    buf_addf(&key, "%s/%s", name, receiver);
    int rc = store_setting(&day, store, buf_text(&key), err);
    bool said = text_equal(day, review->today);
    if (rc == 0 && !said)
        rc = store_setting_put(store, buf_text(&key), review->today, err);
    /* Better silent than without end. */
    said |= rc != 0;
    free(day);
    buf_done(&key);
    return said;
}

/* -- receivers that fail --------------------------------------------------------- */

/* Who hears that RECEIVER fails: the fallback, or where that is the one, another. */
static const struct receiver *other_than(const struct conf *conf, const char *receiver)
{
    if (conf->fallback && !text_equal(conf->fallback, receiver))
        return conf_receiver(conf, conf->fallback);
    for (size_t i = 0; i < conf->receiver_count; i++)
        if (!text_equal(conf->receivers[i].name, receiver))
            return &conf->receivers[i];
    return NULL;
}

static struct word *word_to(struct review *review, const struct receiver *other)
{
    struct word *word = review->words;

    /* All hear it at the fallback, which hears of itself at one other: two words at most.
     */
    if (word->to && word->to != other)
        word++;
    word->to = other;
    return word;
}

static int on_failing(void *context, const char *receiver, struct instant since,
                      const char *answer, struct err *err)
{
    struct review *review = context;
    struct engine *engine = review->engine;
    const struct receiver *other = other_than(engine->conf, receiver);
    enum lang lang = engine_lang(engine, other);
    int64_t failing_s = review->now.s - since.s;
    struct buf day = {0};

    if (failing_s < FAILING_S)
        return 0;
    review->failing++;
    if (!other || failing_s > TOLD_S || said_today(review, "failing", receiver, err))
        return 0;
    struct word *word = word_to(review, other);
    word->count++;
    explain_date(&day, zone_date(engine->zone, since), lang);
    buf_clear(&word->subject);
    buf_addf(&word->subject, tr(lang, N_("Jalon: %s has not been reached since %s")),
             route_receiver_name(receiver), buf_text(&day));
    buf_addf(&word->text,
             tr(lang, N_("%s: nothing was delivered since %s. The last answer: %s\n")),
             route_receiver_name(receiver), buf_text(&day), answer ? answer : "-");
    buf_done(&day);
    return 0;
}

static int say_failing(struct review *review, struct word *word, struct err *err)
{
    enum lang lang = engine_lang(review->engine, word->to);

    if (word->count > 1) {
        buf_clear(&word->subject);
        buf_addf(&word->subject,
                 tr(lang, N_("Jalon: %d receivers have not been reached for a day or "
                             "more")),
                 word->count);
    }
    buf_add(&word->text,
            tr(lang, N_("What is queued is tried again by itself. Check the address or "
                        "the channel, then send a test: jalon test-notify NAME")));
    return engine_say(review->engine, word->to->name, "failing", buf_text(&word->subject),
                      buf_text(&word->text), review->now, err);
}

/* One word to each who is to hear, however many fail. */
static int tell_of_failing(struct review *review, struct err *err)
{
    int rc = store_receivers_failing(review->engine->store, on_failing, review, err);

    for (int i = 0; i < WORDS; i++) {
        struct word *word = &review->words[i];
        if (rc == 0 && word->count)
            rc = say_failing(review, word, err);
        buf_done(&word->subject);
        buf_done(&word->text);
    }
    return rc;
}

/* -- all is calm ----------------------------------------------------------------- */

static bool is_calm_time(const struct review *review, const struct receiver *receiver)
{
    const struct engine *engine = review->engine;
    struct date today = zone_date(engine->zone, review->now);

    return receiver->has_calm && receiver->calm == date_weekday(today) &&
           review->now.s >= zone_instant(engine->zone, today, engine->conf->send_at).s;
}

/* A receiver whose last notice is of today needs no word that all is calm. */
struct last_notice {
    struct instant from;
    bool found;
};

static int on_notice(void *context, const struct notice *notice, struct err *err)
{
    struct last_notice *last = context;

    (void)err;
    /* Words about Jalon itself have no items, and tell of no date. */
    last->found = last->found || (notice->at.s >= last->from.s && notice->item_count);
    return 0;
}

static int was_told_today(bool *told, const struct review *review, const char *receiver,
                          struct err *err)
{
    const struct engine *engine = review->engine;
    struct date today = zone_date(engine->zone, review->now);
    struct last_notice last = {.from = zone_instant(engine->zone, today, 0)};
    const struct notice_filter filter = {.receiver = receiver};
    int rc = store_notices_each(engine->store, &filter, on_notice, &last, err);

    *told = last.found;
    return rc;
}

static int count_row(void *context, const struct milestone_row *row, struct err *err)
{
    int64_t *count = context;

    (void)row;
    (void)err;
    ++*count;
    return 0;
}

static int describe_calm(struct buf *text, const struct review *review, enum lang lang,
                         struct err *err)
{
    const struct engine *engine = review->engine;
    struct date today = zone_date(engine->zone, review->now);
    struct milestone_filter soon = {
        .pending = true, .from = today, .to = date_add_days(today, SOON_DAYS)};
    struct milestone_filter late = {
        .has_state = true, .state = STATE_MISSED, .from = DATE_NONE, .to = DATE_NONE};
    int64_t ahead = 0, missed = 0;

    if (store_milestones_each(engine->store, &soon, count_row, &ahead, err) != 0 ||
        store_milestones_each(engine->store, &late, count_row, &missed, err) != 0)
        return -1;
    buf_addf(text,
             tr(lang, N_("Jalon is at work and has nothing new for you today.\n"
                         "Clients followed: %lld\n"
                         "Dates within the next %d days: %lld\n"
                         "Dates missed and not settled: %lld\n"
                         "If this word ever fails to come, something is wrong: check the "
                         "server.")),
             (long long)store_organization_count(engine->store), SOON_DAYS,
             (long long)ahead, (long long)missed);
    return 0;
}

static int say_calm(struct review *review, const struct receiver *receiver,
                    struct err *err)
{
    enum lang lang = engine_lang(review->engine, receiver);
    struct buf text = {0};
    bool told = false;
    int rc = 0;

    if (!is_calm_time(review, receiver) ||
        said_today(review, "calm", receiver->name, err))
        return 0;
    rc = was_told_today(&told, review, receiver->name, err);
    if (rc == 0 && !told) {
        rc = describe_calm(&text, review, lang, err);
        if (rc == 0)
            rc = engine_say(review->engine, receiver->name, "calm",
                            tr(lang, N_("Jalon: all is calm")), buf_text(&text),
                            review->now, err);
    }
    buf_done(&text);
    return rc;
}

/* -- the review ------------------------------------------------------------------ */

static int say_all(struct review *review, struct err *err)
{
    const struct conf *conf = review->engine->conf;
    int rc = tell_of_failing(review, err);

    for (size_t i = 0; rc == 0 && i < conf->receiver_count; i++)
        rc = say_calm(review, &conf->receivers[i], err);
    return rc;
}

/* What is said, and that it was said today, is written together. */
int engine_review(bool *well, struct engine *engine, struct instant now, struct err *err)
{
    struct review review = {.engine = engine, .now = now};
    int64_t counts[NOTICE_STATE_COUNT] = {0};
    /* So that a word that is said each day comes in the morning, and not at midnight. */
    struct instant morning = {now.s - engine->conf->send_at * INT64_C(60)};
    int rc = store_begin(engine->store, "review", err);

    (void)date_format(review.today, zone_date(engine->zone, morning));
    if (rc == 0)
        rc = say_all(&review, err);
    if (rc == 0)
        rc = store_notice_counts(engine->store, counts, err);
    rc = store_end(engine->store, rc, err);
    if (rc == 0)
        *well = counts[NOTICE_DEAD] == 0 && review.failing == 0;
    return rc;
}
