/* GET /healthz, /readyz: for monitors and service managers. */
#include "handlers.h"
#include "jalon/store/organizations.h"
#include "readiness.h"
#include "request.h"

static int plain(struct response *out, const char *text)
{
    out->status = MHD_HTTP_OK;
    out->type = "text/plain; charset=utf-8";
    buf_add(&out->body, text);
    return 0;
}

int health_alive(struct request *request, struct response *out, struct err *err)
{
    struct store *store = request->publish->parts.store;
    struct organization organization;

    /* No organization has this id: a store that says so can read. */
    if (store_organization_get(&organization, NULL, store, "?", err) != 0 &&
        err->code != ERR_NOT_FOUND)
        return -1;
    if (store_try_read(store, err) != 0 || store_sound(store, err) != 0)
        return -1;
    return plain(out, "ok\n");
}

int health_ready(struct request *request, struct response *out, struct err *err)
{
    struct publish *publish = request->publish;

    if (engine_is_behind(publish->parts.engine, request->now))
        return err_set(err, ERR_TEMPORARY, "planning is behind");
    if (readiness_writable(publish, request->now, err) != 0)
        return err_set(err, ERR_TEMPORARY, "the database cannot be written");
    return plain(out, "ready\n");
}
