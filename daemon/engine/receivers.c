/* How a receiver is reached, and in which language. */
#include "parts.h"

#include "jalon/sys/secret.h"

const char *engine_mail_address(const struct engine *engine, const char *receiver)
{
    const char *contact = route_contact(receiver);
    const struct receiver *configured = conf_receiver(engine->conf, receiver);

    if (contact)
        return contact;
    return configured ? configured->email : NULL;
}

static char *message_id(const struct engine *engine, const char *receiver,
                        const char *token)
{
    struct buf id = {0};

    if (engine_mail_address(engine, receiver))
        buf_addf(&id, "<n.%.32s@%s>", token, engine->conf->uid_domain);
    else
        buf_addf(&id, "msg_%.32s", token);
    return buf_take(&id);
}

char *engine_new_id(const struct engine *engine, const char *receiver)
{
    char token[TOKEN_TEXT_SIZE];

    secret_token(token);
    return message_id(engine, receiver, token);
}

char *engine_notice_id(const struct engine *engine, const struct notice *notice)
{
    char hash[SHA256_TEXT_SIZE];
    char key[DATE_TEXT_SIZE];
    struct buf said = {0};

    buf_addf(&said, "%s\n", notice->receiver);
    for (size_t i = 0; i < notice->item_count; i++) {
        const struct notice_item *item = &notice->items[i];
        buf_addf(&said, "%s\n%s\n%s\n%s\n", item->organization, item->milestone,
                 date_format(key, item->key), item->step);
    }
    secret_sha256_text(hash, buf_text(&said), said.length);
    buf_done(&said);
    return message_id(engine, notice->receiver, hash);
}

enum lang engine_lang(const struct engine *engine, const struct receiver *receiver)
{
    return receiver && receiver->has_lang ? receiver->lang : engine->conf->lang;
}
