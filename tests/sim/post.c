#include "post.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/ledger.h"

#include "require.h"

#define DAY_S    86400
#define OUTAGE_S (9 * DAY_S)
#define LATE_S   7200 /* how late an answer may be */

static const int64_t retries_s[] = {60,    300,   1800,  7200,  21600,
                                    43200, 86400, 86400, 86400, 86400};

/* -- answers --------------------------------------------------------------------- */

/* "bruno" is away for nine days out of thirty, "chat" refuses one message in four. */
static bool is_taken(struct post *post, const char *receiver, struct instant now)
{
    if (text_equal(receiver, "bruno"))
        return now.s % (30 * DAY_S) > OUTAGE_S;
    return !text_equal(receiver, "chat") || !dice_chance(post->dice, 250);
}

static bool is_withdrawn(const struct post *post, int64_t notice)
{
    struct notice known;
    struct err err = {0};

    require_ok(store_notice_get(&known, post->store, notice, &err), &err,
               "store_notice_get");
    bool withdrawn = known.state == NOTICE_SUPERSEDED;
    notice_done(&known);
    return withdrawn;
}

static void note_overtaken(struct post *post, int64_t notice)
{
    post->overtaken = mem_grow(post->overtaken, post->overtaken_count,
                               &post->overtaken_capacity, sizeof(*post->overtaken));
    post->overtaken[post->overtaken_count++] = notice;
}

static enum notice_state state_after(const struct letter *letter)
{
    const size_t last = sizeof(retries_s) / sizeof(retries_s[0]);

    if (letter->taken)
        return NOTICE_SENT;
    return (size_t)letter->attempts < last ? NOTICE_FAILED : NOTICE_DEAD;
}

static void take_answer(struct post *post, const struct letter *letter,
                        struct instant now)
{
    struct err err = {0};
    struct instant next = now;
    enum notice_state state = state_after(letter);
    bool withdrawn = is_withdrawn(post, letter->notice);

    if (state == NOTICE_FAILED)
        next.s += retries_s[letter->attempts];
    if (withdrawn && letter->taken)
        note_overtaken(post, letter->notice);
    post->sent += letter->taken;
    require_ok(
        store_notice_result(post->store, letter->notice, state, "sim", next, now, &err),
        &err, "store_notice_result");
    if (state != NOTICE_DEAD)
        return;
    post->dead += !withdrawn;
    require_ok(engine_notice_died(post->engine, letter->notice, now, &err), &err,
               "engine_notice_died");
}

static void take_answers(struct post *post, struct instant now)
{
    size_t kept = 0;

    for (size_t i = 0; i < post->count; i++) {
        if (post->letters[i].answers.s <= now.s)
            take_answer(post, &post->letters[i], now);
        else
            post->letters[kept++] = post->letters[i];
    }
    post->count = kept;
}

/* -- sending --------------------------------------------------------------------- */

static bool is_under_way(const struct post *post, int64_t notice)
{
    for (size_t i = 0; i < post->count; i++)
        if (post->letters[i].notice == notice)
            return true;
    return false;
}

struct sending {
    struct post *post;
    struct instant now;
};

static int send_one(void *context, int64_t id, const char *receiver, struct err *err)
{
    const struct sending *sending = context;
    struct post *post = sending->post;
    struct notice notice;

    if (is_under_way(post, id))
        return 0;
    if (store_notice_get(&notice, post->store, id, err) != 0)
        return -1;
    struct letter letter = {id, notice.attempts, is_taken(post, receiver, sending->now),
                            sending->now};
    notice_done(&notice);
    if (dice_chance(post->dice, 50)) {
        letter.answers.s += 1 + dice_below(post->dice, LATE_S);
        post->late++;
    }
    post->tried++;
    post->letters =
        mem_grow(post->letters, post->count, &post->capacity, sizeof(*post->letters));
    post->letters[post->count++] = letter;
    return 0;
}

void post_turn(struct post *post, struct instant now)
{
    struct sending sending = {post, now};
    struct err err = {0};

    require_ok(store_notices_ready(post->store, now, INT64_MAX, send_one, &sending, &err),
               &err, "store_notices_ready");
    require_ok(store_begin(post->store, "post", &err), &err, "store_begin");
    take_answers(post, now);
    require_ok(store_commit(post->store, &err), &err, "store_commit");
}

bool post_next(struct instant *out, const struct post *post)
{
    for (size_t i = 0; i < post->count; i++)
        if (i == 0 || post->letters[i].answers.s < out->s)
            *out = post->letters[i].answers;
    return post->count > 0;
}

void post_forget(struct post *post)
{
    post->count = 0;
}

void post_done(struct post *post)
{
    free(post->letters);
    free(post->overtaken);
}
