/* How a receiver is reached, and in which language. */
#include "parts.h"

#include <string.h>

#include "jalon/base/text.h"
#include "jalon/sys/secret.h"

const char *engine_mail_address(const struct engine *engine, const char *receiver)
{
    const struct receiver *configured;

    if (text_starts(receiver, ROUTE_CONTACT))
        return receiver + strlen(ROUTE_CONTACT);
    configured = conf_receiver(engine->conf, receiver);
    return configured ? configured->email : NULL;
}

char *engine_message_id(const struct engine *engine, bool mail)
{
    char token[TOKEN_TEXT_SIZE];
    struct buf id = {0};

    secret_token(token);
    if (mail)
        buf_addf(&id, "<n.%.22s@%s>", token, engine->conf->uid_domain);
    else
        buf_addf(&id, "msg_%.22s", token);
    return buf_take(&id);
}

enum lang engine_lang(const struct engine *engine, const struct receiver *receiver)
{
    return receiver && receiver->has_lang ? receiver->lang : engine->conf->lang;
}
