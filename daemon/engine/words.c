/* Words about Jalon itself go through the ledger as reminders do, without items: they are
 * tried again, and stand on record. */
#include "parts.h"

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/render/render.h"
#include "jalon/sys/log.h"
#include "jalon/sys/secret.h"

/* Adds WORD, all of which is set but what depends on its RECEIVER. */
static void write_word(struct buf *out, const struct engine *engine,
                       const struct receiver *receiver, struct render_word word)
{
    word.lang = engine_lang(engine, receiver);
    word.from = engine->conf->from;
    word.to = receiver->email;
    word.rehearsal = engine->rehearsal;
    if (receiver->email)
        render_word_mail(out, &word);
    else
        render_word_webhook(out, receiver->format, &word);
}

static void compose_word(struct engine *engine, struct notice *notice,
                         const struct receiver *receiver, const char *kind,
                         const char *text)
{
    struct buf payload = {0};
    const struct render_word word = {
        .at = notice->at,
        .message_id = notice->message_id,
        .kind = kind,
        .subject = notice->subject,
        .text = text,
    };

    write_word(&payload, engine, receiver, word);
    notice->payload_length = payload.length;
    notice->payload = buf_take(&payload);
}

int engine_say(struct engine *engine, const char *name, const char *kind,
               const char *subject, const char *text, struct instant now, struct err *err)
{
    const struct receiver *receiver = conf_receiver(engine->conf, name);
    struct notice notice = {.at = now, .state = NOTICE_QUEUED, .next_try = now};

    if (!receiver)
        return err_set(err, ERR_NOT_FOUND, N_("there is no receiver %s"), name);
    notice.receiver = mem_strdup(name);
    notice.channel = mem_strdup(conf_channel(engine->conf, name));
    notice.address = mem_strdup(receiver->email);
    notice.message_id = engine_new_id(engine, name);
    notice.subject = mem_strdup(subject);
    notice.template_version = mem_strdup(RENDER_TEMPLATE_VERSION);
    compose_word(engine, &notice, receiver, kind, text);
    int rc = store_notice_add(engine->store, &notice, err);
    notice_done(&notice);
    return rc;
}

void engine_test(struct buf *out, struct buf *id, struct engine *engine,
                 const struct receiver *receiver, const char *text, struct instant now)
{
    enum lang lang = engine_lang(engine, receiver);
    char token[TOKEN_TEXT_SIZE];

    secret_token(token);
    if (receiver->email)
        buf_addf(id, "<test.%s@%s>", token, engine->conf->uid_domain);
    else
        buf_addf(id, "test_%s", token);
    write_word(out, engine, receiver,
               (struct render_word){
                   .at = now,
                   .message_id = buf_text(id),
                   .kind = "test",
                   .subject = tr(lang, "Jalon: a test"),
                   .text = tr(lang, text),
               });
}

/* -- a notice that went dead ----------------------------------------------------- */

static void describe_dead(struct buf *text, const struct notice *notice, enum lang lang)
{
    buf_addf(text,
             tr(lang, N_("Message %lld to %s could not be delivered and will not "
                         "be tried again.")),
             (long long)notice->id, route_receiver_name(notice->receiver));
    buf_add_char(text, '\n');
    if (notice->subject)
        buf_addf(text, tr(lang, N_("It said: %s\n")), notice->subject);
    if (notice->answer)
        buf_addf(text, tr(lang, N_("The last answer: %s\n")), notice->answer);
    buf_addf(text,
             tr(lang, N_("Tell the person by another way, mend the address or the "
                         "channel, then queue it again: jalon notices retry %lld")),
             (long long)notice->id);
}

int engine_notice_died(struct engine *engine, int64_t id, struct instant now,
                       struct err *err)
{
    const char *fallback = engine->conf->fallback;
    enum lang lang =
        engine_lang(engine, fallback ? conf_receiver(engine->conf, fallback) : NULL);
    struct notice notice;
    struct buf subject = {0}, text = {0};
    int rc = 0;

    if (store_notice_get(&notice, engine->store, id, err) != 0)
        return -1;
    /* Withdrawn while it was under way: nobody misses it. */
    if (notice.state != NOTICE_DEAD)
        goto out;
    /* In the journal even where there is no fallback, or it is the one that failed. */
    log_error("notice is dead notice=%lld channel=%s answer=%s", (long long)id,
              notice.channel, notice.answer ? notice.answer : "-");
    /* The fallback's own dead notices would call each other for ever. */
    if (fallback && !text_equal(fallback, notice.receiver)) {
        buf_addf(&subject, tr(lang, N_("Jalon: a reminder to %s was not delivered")),
                 route_receiver_name(notice.receiver));
        describe_dead(&text, &notice, lang);
        rc = engine_say(engine, fallback, "dead", buf_text(&subject), buf_text(&text),
                        now, err);
    }
out:
    buf_done(&subject);
    buf_done(&text);
    notice_done(&notice);
    return rc;
}
