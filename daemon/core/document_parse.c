/* From JSON to structs.  Reading refuses what a member could not hold; whether a value is
 * allowed is for document_check.c, which is asked once all is read. */

#include <string.h>

#include "document_keys.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"

static int read_object(void *object, const struct shape *shape, const json_t *json,
                       const struct place *place, struct err *err);

/* -- lists ----------------------------------------------------------------------- */

static int read_item(void *item, const struct shape *shape, const json_t *json,
                     const struct place *place, struct err *err)
{
    if (!shape->bare)
        return read_object(item, shape, json, place, err);
    if (shape->keys->type->read(item, shape->keys, json, err) != 0)
        return document_wrap(place, err);
    return 0;
}

/* The list is whole before its items are read, so that a half-read one can be freed. */
static int read_list(char *object, const struct key *key, const json_t *json,
                     const struct place *place, struct err *err)
{
    char **items = (char **)(object + key->offset);
    size_t *count = (size_t *)(object + key->count);

    if (!json_is_array(json)) {
        err_set(err, ERR_INVALID, N_("must be a list"));
        return document_wrap(place, err);
    }
    *count = json_array_size(json);
    *items = mem_new_array(*count, key->items->size);
    for (size_t i = 0; i < *count; i++) {
        const struct place here = {place, NULL, i};
        if (read_item(*items + i * key->items->size, key->items, json_array_get(json, i),
                      &here, err) != 0)
            return -1;
    }
    return 0;
}

/* -- objects --------------------------------------------------------------------- */

/* Some twenty names: no index is worth its lines. */
static const struct key *find_key(const struct shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->key_count; i++)
        if (text_equal(shape->keys[i].name, name))
            return &shape->keys[i];
    return NULL;
}

static int read_value(char *object, const struct key *key, const json_t *json,
                      const struct place *place, struct err *err)
{
    const struct place here = {place, key->name, 0};

    if (!key->type)
        return read_list(object, key, json, &here, err);
    if (key->type->read(object + key->offset, key, json, err) != 0)
        return document_wrap(&here, err);
    return 0;
}

/* KEY NULL: there is no object to have keys. */
static int refuse(const struct place *place, struct err *err, const char *key)
{
    if (key)
        err_set(err, ERR_INVALID, N_("there is no key \"%.40s\""), key);
    else
        err_set(err, ERR_INVALID, N_("must be an object"));
    return document_wrap(place, err);
}

static int read_object(void *object, const struct shape *shape, const json_t *json,
                       const struct place *place, struct err *err)
{
    if (shape->init)
        shape->init(object);
    if (!json_is_object(json))
        return refuse(place, err, NULL);

    /* jansson's iterators are not const; nothing is changed through them. */
    json_t *members = (json_t *)(uintptr_t)json;
    for (void *at = json_object_iter(members); at;
         at = json_object_iter_next(members, at)) {
        const struct key *key = find_key(shape, json_object_iter_key(at));
        if (!key)
            return refuse(place, err, json_object_iter_key(at));
        if (read_value(object, key, json_object_iter_value(at), place, err) != 0)
            return -1;
    }
    return 0;
}

/* -- documents ------------------------------------------------------------------- */

bool document_has_key(const char *key)
{
    return find_key(&document_organization, key) != NULL;
}

/* jansson's own words are English, and speak of its options. */
static const char *words_of(const json_error_t *error)
{
    static const struct {
        enum json_error_code code;
        const char *words; /* msgid */
    } rows[] = {
        {json_error_invalid_utf8,           N_("not UTF-8")                      },
        {json_error_premature_end_of_input, N_("the end comes too early")        },
        {json_error_end_of_input_expected,  N_("something stands after the end") },
        {json_error_null_character,         N_("a NUL")                          },
        {json_error_null_byte_in_key,       N_("a NUL")                          },
        {json_error_duplicate_key,          N_("a key that stands there already")},
        {json_error_numeric_overflow,       N_("a number that is too large")     },
        {json_error_stack_overflow,         N_("nested too deep")                },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].code == json_error_code(error))
            return rows[i].words;
    return N_("not JSON");
}

static void refuse_text(const json_error_t *error, struct err *err)
{
    static const char near[] = " near '";
    const char *words = tr(err->lang, words_of(error));
    const char *at = strstr(error->text, near);

    if (at)
        err_set(err, ERR_INVALID, N_("column %d, at %s: %s"), error->column,
                at + strlen(near) - 1, words);
    else
        err_set(err, ERR_INVALID, N_("column %d: %s"), error->column, words);
}

static json_t *load(const char *text, size_t length, struct err *err)
{
    json_error_t error;
    json_t *json;

    if (length > DOCUMENT_MAX_BYTES) {
        err_set(err, ERR_INVALID, N_("is longer than %d bytes"), DOCUMENT_MAX_BYTES);
        return NULL;
    }
    /* Of two values for one key, which one was meant?  jansson also refuses a NUL in a
     * text, bytes that are no UTF-8, and nesting without end. */
    json = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!json)
        refuse_text(&error, err);
    return json;
}

int document_parse(struct organization *out, const char *text, size_t length,
                   const struct holidays *holidays, struct err *err)
{
    struct organization organization;
    json_t *json = load(text, length, err);
    int rc = -1;

    organization_init(&organization);
    if (!json || read_object(&organization, &document_organization, json, NULL, err) != 0)
        goto out;
    organization.unnamed = !*organization.id;
    if (organization.unnamed)
        memcpy(organization.id, organization.siret, sizeof(organization.siret));
    if (document_check(&organization, holidays, err) != 0)
        goto out;
    /* Given away: what out: then frees is empty. */
    *out = organization;
    organization_init(&organization);
    rc = 0;
out:
    organization_done(&organization);
    json_decref(json);
    return rc;
}

int document_parse_fact(struct fact *out, const char *text, size_t length,
                        struct err *err)
{
    struct fact fact;
    json_t *json = load(text, length, err);
    int rc = -1;

    fact_init(&fact, FACT_KIND_COUNT, DATE_NONE);
    if (!json || read_object(&fact, &document_fact, json, NULL, err) != 0 ||
        document_check_object(&fact, &document_fact, NULL, err) != 0)
        goto out;
    *out = fact;
    fact_init(&fact, FACT_KIND_COUNT, DATE_NONE);
    rc = 0;
out:
    fact_done(&fact);
    json_decref(json);
    return rc;
}
