/* /api/v1/organizations: the documents. */
#include <stdlib.h>
#include <string.h>

#include "etag.h"
#include "fields.h"
#include "handlers.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "jalon/store/organizations.h"
#include "listing.h"
#include "move_json.h"

/* -- reading --------------------------------------------------------------------- */

static int list_one(void *context, const struct organization *organization,
                    struct err *err)
{
    struct listing *listing = context;

    (void)err;
    if (listing_add(listing, organization->id))
        document_format(listing->body, organization);
    return 0;
}

int organizations_list(struct request *request, struct response *out, struct err *err)
{
    struct listing listing;
    int rc = -1;

    if (listing_open(&listing, request, out, err) != 0)
        goto out;
    const struct organization_filter filter = {
        .owner = request_query(request, "owner"),
        .tag = request_query(request, "tag"),
        .search = request_query(request, "search"),
        .after = listing.after,
        .limit = listing.limit + 1,
    };
    rc = store_organizations_each(request->publish->parts.store, &filter, list_one,
                                  &listing, err);
    listing_close(&listing);

out:
    listing_done(&listing);
    return rc;
}

/* Adds the document of the path's organization and writes its tag. */
static int read_document(struct buf *out, char tag[ETAG_SIZE], struct request *request,
                         struct err *err)
{
    struct organization organization;

    if (store_organization_get(&organization, NULL, request->publish->parts.store,
                               request->match.parts[0], err) != 0)
        return -1;
    document_format(out, &organization);
    etag_of(tag, buf_text(out), out->length);
    organization_done(&organization);
    return 0;
}

int organization_get(struct request *request, struct response *out, struct err *err)
{
    char tag[ETAG_SIZE];

    response_json(out, MHD_HTTP_OK);
    if (read_document(&out->body, tag, request, err) != 0)
        return -1;
    buf_add(&out->body, "\n");
    response_header(out, MHD_HTTP_HEADER_ETAG, tag);
    return 0;
}

/* -- writing --------------------------------------------------------------------- */

/* Checks the request's conditions against the organization as it is.
 * Returns 1 to go on, 0 with the refusal in OUT, or -1. */
static int check_conditions(struct request *request, struct response *out,
                            struct err *err)
{
    struct buf document = {0};
    char tag[ETAG_SIZE];
    int found = read_document(&document, tag, request, err);

    buf_done(&document);
    if (found != 0 && err->code != ERR_NOT_FOUND)
        return -1;
    return request_precondition(request, found == 0 ? tag : NULL, out) == 0;
}

/* Reads the document in JSON, the id of the path filled in where it has none. */
static int parse_document(struct organization *out, const json_t *json,
                          const struct request *request, struct err *err)
{
    char *text = json_dumps(json, JSON_COMPACT);
    int rc = document_parse(out, text, strlen(text),
                            request->publish->parts.conf->holidays, err);

    free(text);
    if (rc != 0 || text_equal(out->id, request->match.parts[0]))
        return rc;
    organization_done(out);
    return err_set(err, ERR_INVALID, "id: is not the one of the path");
}

static void tell_change(struct response *out, enum change change,
                        const struct move_list *moves)
{
    static const char *const names[] = {
        [CHANGE_CREATED] = "created",
        [CHANGE_UPDATED] = "updated",
        [CHANGE_UNCHANGED] = "unchanged",
    };

    response_json(out, change == CHANGE_CREATED ? MHD_HTTP_CREATED : MHD_HTTP_OK);
    buf_add_char(&out->body, '{');
    field_text(&out->body, "change", names[change]);
    move_json_add(&out->body, moves);
    buf_add(&out->body, "}\n");
}

/* Writes the document in JSON, which is taken. */
static int write_document(struct request *request, json_t *json, struct response *out,
                          struct err *err)
{
    const struct actor actor = request_actor(request);
    struct organization organization;
    struct move_list moves = {0};
    enum change change;
    int rc = parse_document(&organization, json, request, err);

    json_decref(json);
    if (rc != 0)
        return -1;
    rc = engine_put(request->publish->parts.engine, &organization, &actor, &change,
                    &moves, err);
    if (rc == 0)
        tell_change(out, change, &moves);
    move_list_done(&moves);
    organization_done(&organization);
    return rc;
}

int organization_put(struct request *request, struct response *out, struct err *err)
{
    int go_on = check_conditions(request, out, err);
    json_t *json = go_on > 0 ? request_object(request, err) : NULL;

    if (go_on == 0)
        return 0;
    if (!json)
        return -1;
    if (!json_object_get(json, "id"))
        (void)json_object_set_new(json, "id", json_string(request->match.parts[0]));
    return write_document(request, json, out, err);
}

/* -- merge patch, RFC 7396 ------------------------------------------------------- */

/* No key of a profile holds an object, so that merging goes one level deep.  A key that
 * there is not is told where it is null, too: a slip of the pen would pass for one that
 * was removed. */
static int merge(json_t *target, json_t *patch, struct err *err)
{
    const char *key;
    json_t *value;

    json_object_foreach(patch, key, value)
    {
        if (text_equal(key, "facts"))
            return err_set(err, ERR_INVALID,
                           "facts: are recorded one by one, not patched");
        if (!document_has_key(key))
            return err_set(err, ERR_INVALID, "%s: no such key", key);
        if (json_is_null(value))
            (void)json_object_del(target, key);
        else
            (void)json_object_set(target, key, value);
    }
    return 0;
}

/* The profile on record as JSON, or NULL. */
static json_t *profile_json(struct request *request, struct err *err)
{
    struct organization organization;
    struct buf text = {0};

    if (store_organization_get(&organization, NULL, request->publish->parts.store,
                               request->match.parts[0], err) != 0)
        return NULL;
    document_format_profile(&text, &organization);
    json_t *json = json_loadb(buf_text(&text), text.length, 0, NULL);
    buf_done(&text);
    organization_done(&organization);
    return json;
}

int organization_patch(struct request *request, struct response *out, struct err *err)
{
    int go_on = check_conditions(request, out, err);
    json_t *patch = go_on > 0 ? request_object(request, err) : NULL;
    json_t *profile = patch ? profile_json(request, err) : NULL;

    if (profile && merge(profile, patch, err) != 0) {
        json_decref(profile);
        profile = NULL;
    }
    json_decref(patch);
    if (go_on == 0)
        return 0;
    return profile ? write_document(request, profile, out, err) : -1;
}

int organization_delete(struct request *request, struct response *out, struct err *err)
{
    int go_on = check_conditions(request, out, err);

    if (go_on <= 0)
        return go_on;
    if (engine_remove(request->publish->parts.engine, request->match.parts[0],
                      request->now, err) != 0)
        return -1;
    response_nothing(out);
    return 0;
}
