/* /api/v1/organizations/ID/facts and /acks: what happened, and what is silenced. */
#include "fields.h"
#include "handlers.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "move_json.h"
#include "request.h"

/* -- facts ----------------------------------------------------------------------- */

int fact_post(struct request *request, struct response *out, struct err *err)
{
    const struct actor actor = request_actor(request);
    struct move_list moves = {0};
    struct fact fact;
    bool force;

    if (request_flag(request, "force", &force, err) != 0 ||
        document_parse_fact(&fact, buf_text(&request->body), request->body.length, err))
        return -1;
    int rc = engine_record(request->publish->parts.engine, request->match.parts[0], &fact,
                           force, &actor, &moves, err);
    if (rc == 0) {
        response_json(out, MHD_HTTP_CREATED);
        buf_add(&out->body, "{\"fact\":");
        document_format_fact(&out->body, &fact);
        move_json_add(&out->body, &moves);
        buf_add(&out->body, "}\n");
    }
    move_list_done(&moves);
    fact_done(&fact);
    return rc;
}

int fact_retract(struct request *request, struct response *out, struct err *err)
{
    const struct actor actor = request_actor(request);
    struct move_list moves = {0};
    int rc = engine_retract(request->publish->parts.engine, request->match.parts[0],
                            request->match.parts[1], &actor, &moves, err);

    if (rc == 0) {
        response_json(out, MHD_HTTP_OK);
        buf_add(&out->body, "{");
        move_json_add(&out->body, &moves);
        buf_add(&out->body, "}\n");
    }
    move_list_done(&moves);
    return rc;
}

/* -- acknowledgements ------------------------------------------------------------ */

int ack_post(struct request *request, struct response *out, struct err *err)
{
    const struct actor actor = request_actor(request);
    const char *milestone = NULL;
    const char *until_text = NULL;
    const char *reason = NULL;
    struct date until = DATE_NONE;
    const struct body_key keys[] = {
        {"milestone", BODY_TEXT, true,  &milestone },
        {"until",     BODY_TEXT, false, &until_text},
        {"reason",    BODY_TEXT, true,  &reason    },
    };

    if (request_body(request, keys, sizeof(keys) / sizeof(keys[0]), err) != 0)
        return -1;
    if (until_text && date_parse(&until, until_text, err) != 0)
        return err_wrap(err, "%s", "until");
    if (engine_ack(request->publish->parts.engine, request->match.parts[0], milestone,
                   until, reason, &actor, err) == 0)
        response_nothing(out);
    /* A person reads the engine's sentence beside the field, a program reads the key. */
    else if (err->code == ERR_INVALID && !text_starts(err->text, "reason: "))
        return err_wrap(err, "%s", "until");
    else
        return -1;
    return 0;
}

int ack_delete(struct request *request, struct response *out, struct err *err)
{
    const struct actor actor = request_actor(request);

    if (engine_unack(request->publish->parts.engine, request->match.parts[0],
                     request->match.parts[1], &actor, err) != 0)
        return -1;
    response_nothing(out);
    return 0;
}
