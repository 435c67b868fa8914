/* The rules of a document that need the whole of a value: asked of what was read, of what
 * a form or a spreadsheet has filled in, and of what is about to be stored. */

#include <stdlib.h>
#include <string.h>

#include "document_keys.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"

/* One that is due every day is planned 491 times: a document of a mebibyte could ask for
 * more milestones than there is memory. */
#define OBLIGATIONS_MAX 200

/* -- places ---------------------------------------------------------------------- */

/* The chain goes from the leaf up, and a path is read from the top. */
static void add_place(struct buf *out, const struct place *place)
{
    if (place->up)
        add_place(out, place->up);
    if (!place->name)
        buf_addf(out, "[%zu]", place->index);
    else if (*place->name)
        buf_addf(out, "%s%s", out->length ? "." : "", place->name);
}

int document_wrap(const struct place *place, struct err *err)
{
    struct buf path = {0};

    if (!place)
        return -1;
    add_place(&path, place);
    err_wrap(err, "%s", buf_text(&path));
    buf_done(&path);
    return -1;
}

/* -- objects --------------------------------------------------------------------- */

/* Items lie in an array of structs whose size only the shape knows. */
static int check_list(const char *object, const struct key *key,
                      const struct place *place, struct err *err)
{
    const char *const *items = (const char *const *)(object + key->offset);
    const size_t *count = (const size_t *)(object + key->count);

    for (size_t i = 0; i < *count; i++) {
        const struct place here = {place, NULL, i};
        const char *item = *items + i * key->items->size;
        if (document_check_object(item, key->items, &here, err) != 0)
            return -1;
    }
    return 0;
}

static int check_value(const void *member, const struct key *key, struct err *err)
{
    if (key->type->is_set(member, key))
        return key->type->check ? key->type->check(member, key, err) : 0;
    return key->required ? err_set(err, ERR_INVALID, N_("must be given")) : 0;
}

static int check_key(const char *object, const struct key *key, const struct place *place,
                     struct err *err)
{
    if (!key->type)
        return check_list(object, key, place, err);
    if (check_value(object + key->offset, key, err) != 0)
        return document_wrap(place, err);
    return 0;
}

int document_check_object(const void *object, const struct shape *shape,
                          const struct place *place, struct err *err)
{
    for (size_t i = 0; i < shape->key_count; i++) {
        const struct place here = {place, shape->keys[i].name, 0};
        if (check_key(object, &shape->keys[i], &here, err) != 0)
            return -1;
    }
    /* Last, when each key by itself is known to be sound. */
    return shape->check ? shape->check(object, place, err) : 0;
}

/* -- organizations --------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;

    return strcmp(*left, *right);
}

/* Sorts the COUNT texts of IDS to see whether two are the same. */
static int check_unique(const char **ids, size_t count, const char *list, struct err *err)
{
    qsort(ids, count, sizeof(*ids), compare_texts);
    for (size_t i = 1; i < count; i++) {
        if (!text_equal(ids[i - 1], ids[i]))
            continue;
        err_set(err, ERR_INVALID, N_("two have the id \"%.64s\""), ids[i]);
        return err_wrap(err, "%s", list);
    }
    return 0;
}

/* `jalon retract` names a fact by its id alone. */
static int check_fact_ids(const struct organization *organization, struct err *err)
{
    const char **ids = mem_new_array(organization->fact_count, sizeof(*ids));
    size_t count = 0;

    for (size_t i = 0; i < organization->fact_count; i++)
        if (organization->facts[i].id)
            ids[count++] = organization->facts[i].id;
    int rc = check_unique(ids, count, "facts", err);
    free(ids);
    return rc;
}

static int check_obligations(const struct organization *organization, struct err *err)
{
    size_t count = organization->obligation_count;

    if (count > OBLIGATIONS_MAX) {
        err_set(err, ERR_INVALID, N_("an organization has at most %d"), OBLIGATIONS_MAX);
        return err_wrap(err, "%s", "obligations");
    }
    const char **ids = mem_new_array(count, sizeof(*ids));
    for (size_t i = 0; i < count; i++)
        ids[i] = organization->obligations[i].id;
    int rc = check_unique(ids, count, "obligations", err);
    free(ids);
    return rc;
}

int document_check(const struct organization *organization,
                   const struct holidays *holidays, struct err *err)
{
    if (!*organization->id) {
        err_set(err, ERR_INVALID, N_("must be given where there is no siret"));
        return err_wrap(err, "%s", "id");
    }
    if (document_check_object(organization, &document_organization, NULL, err) != 0)
        return -1;
    /* Only a zone that was given: a table without the default one is the daemon's
     * trouble, not the client's. */
    if (holidays && !holidays_has_zone(holidays, organization_zone(organization)) &&
        organization->zone) {
        err_set(err, ERR_INVALID, N_("the holiday table has no zone \"%.80s\""),
                organization->zone);
        return err_wrap(err, "%s", "zone");
    }
    if (check_fact_ids(organization, err) != 0)
        return -1;
    return check_obligations(organization, err);
}
