#include "jalon/engine/answer.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/secret.h"
#include "parts.h"

#define KEY_SETTING "answer_key"
/* RFC 2104, 5, lets a MAC be cut to half its length; the link must fit a line of a mail.
 */
#define MAC_SIZE   16 /* bytes of the signature: 128 bits */
#define NOTE_PARTS 4

/* What a token says: organization, milestone, receiver and the last day, a newline after
 * each but the last. */
struct note {
    char *text;
    const char *parts[NOTE_PARTS];
};

/* -- the key --------------------------------------------------------------------- */

/* The key that tokens are signed with, for the caller to free; NULL with ERR. */
static char *signing_key(struct engine *engine, struct err *err)
{
    char token[TOKEN_TEXT_SIZE];
    char *key;

    /* Kept in the database and not in a file: a copy that is restored honours the links
     * that are out.  One that cannot be read is not replaced: all links would be void. */
    if (store_setting(&key, engine->store, KEY_SETTING, err) != 0)
        return NULL;
    if (key)
        return key;
    secret_token(token);
    if (store_setting_put(engine->store, KEY_SETTING, token, err) != 0)
        return NULL;
    return mem_strdup(token);
}

/* -- signing --------------------------------------------------------------------- */

/* How MILESTONE stands: what an answer, or a fact from elsewhere, changes. */
static int add_standing(struct buf *out, struct engine *engine, const char *organization,
                        const struct milestone *milestone, struct err *err)
{
    struct ack ack;
    struct date key = milestone_day(milestone);

    if (store_ack_find(&ack, engine->store, organization, milestone->id, err) != 0)
        return -1;
    buf_addf(out, "\n%d\n%d\n%d\n%lld", key.days, milestone->booked.days,
             milestone->done.days, (long long)ack.at.s);
    ack_done(&ack);
    return 0;
}

/* Adds the signature of NOTE about MILESTONE as it stands. */
static int sign(struct buf *out, struct engine *engine, const char *note,
                const char *organization, const struct milestone *milestone,
                struct err *err)
{
    unsigned char digest[SHA256_SIZE];
    struct buf message = {0};
    char *key = signing_key(engine, err);

    if (!key)
        return -1;
    buf_add(&message, note);
    int rc = add_standing(&message, engine, organization, milestone, err);
    if (rc == 0) {
        secret_hmac_sha256(digest, key, strlen(key), buf_text(&message), message.length);
        secret_base64url(out, digest, MAC_SIZE);
    }
    buf_done(&message);
    free(key);
    return rc;
}

static void add_note(struct buf *out, const char *organization, const char *milestone,
                     const char *receiver, const char *last_day)
{
    buf_addf(out, "%s\n%s\n%s\n%s", organization, milestone, receiver, last_day);
}

int answer_token(struct buf *out, struct engine *engine,
                 const struct organization *organization,
                 const struct milestone *milestone, const char *receiver,
                 struct instant now, struct err *err)
{
    char day[DATE_TEXT_SIZE];
    struct date last =
        date_add_days(engine_today(engine, organization, now), ANSWER_VALID_DAYS);
    struct buf note = {0};

    add_note(&note, organization->id, milestone->id, receiver, date_format(day, last));
    secret_base64url(out, buf_text(&note), note.length);
    buf_add_char(out, '.');
    int rc = sign(out, engine, buf_text(&note), organization->id, milestone, err);
    buf_done(&note);
    return rc;
}

/* -- reading --------------------------------------------------------------------- */

static int refuse(struct err *err)
{
    /* One sentence for all: who forges a link does not learn how far it got. */
    return err_set(err, ERR_NOT_FOUND, "this link does not serve any more");
}

static void note_done(struct note *note)
{
    free(note->text);
}

/* Cuts the text of TOKEN before its dot into *OUT for note_done(). */
static int read_note(struct note *out, const char *token, struct err *err)
{
    struct buf text = {0};
    size_t count = 0;

    if (secret_base64url_decode(&text, token, strcspn(token, ".")) != 0 ||
        memchr(buf_text(&text), '\0', text.length)) {
        buf_done(&text);
        return refuse(err);
    }
    out->text = buf_take(&text);
    for (char *at = out->text; at && count < NOTE_PARTS; count++) {
        out->parts[count] = at;
        at = strchr(at, '\n');
        if (at)
            *at++ = '\0';
    }
    if (count == NOTE_PARTS)
        return 0;
    note_done(out);
    return refuse(err);
}

/* Whether the signature on TOKEN is the one for ANSWER's milestone, and in time. */
static int check(const struct answer *answer, const struct note *note, const char *token,
                 struct err *err)
{
    struct buf again = {0};
    struct date last;
    struct date today = engine_today(answer->engine, &answer->organization, answer->now);
    int rc = -1;

    if (!answer->milestone || answer->milestone->state == STATE_MOOT)
        return refuse(err);
    add_note(&again, note->parts[0], note->parts[1], note->parts[2], note->parts[3]);
    struct buf mac = {0};
    if (sign(&mac, answer->engine, buf_text(&again), answer->organization.id,
             answer->milestone, err) == 0)
        rc = secret_equal(buf_text(&mac), token + strcspn(token, ".") + 1) &&
                     date_parse(&last, note->parts[3], err) == 0 &&
                     date_cmp(today, last) <= 0
                 ? 0
                 : refuse(err);
    buf_done(&mac);
    buf_done(&again);
    return rc;
}

int answer_open(struct answer *out, struct engine *engine, const char *token,
                struct instant now, struct err *err)
{
    struct answer answer = {.engine = engine, .now = now};
    /* The note is read before its signature can be checked, since the signature covers
     * how the milestone it names stands: nothing is believed or written until then. */
    struct note note;

    if (!strchr(token, '.') || read_note(&note, token, err) != 0)
        return refuse(err);
    if (engine_plan(&answer.organization, &answer.plan, engine, note.parts[0], now,
                    err) != 0) {
        note_done(&note);
        return err->code == ERR_NOT_FOUND ? refuse(err) : -1;
    }
    struct buf by = {0};
    buf_addf(&by, "%s (by link)", note.parts[2]);
    answer.milestone = plan_find(&answer.plan, note.parts[1]);
    answer.receiver = mem_strdup(note.parts[2]);
    answer.by = buf_take(&by);
    int rc = check(&answer, &note, token, err);
    note_done(&note);
    if (rc == 0)
        *out = answer;
    else
        answer_done(&answer);
    return rc;
}

void answer_done(struct answer *answer)
{
    plan_done(&answer->plan);
    organization_done(&answer->organization);
    free(answer->receiver);
    free(answer->by);
}
