#include "parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"

/* A document being laid over what is on record. */
struct putting {
    struct engine *engine;
    const struct actor *actor;
    const struct organization *given;
    struct organization known;  /* as on record; without name where it is new */
    const struct fact **before; /* of each fact given, the one on record; NULL: none */
    size_t number;              /* of the last fact that was named here */
    bool is_changed;
};

const struct fact *engine_fact_named(const struct organization *organization,
                                     const char *id)
{
    for (size_t i = 0; i < organization->fact_count; i++)
        if (text_equal(organization->facts[i].id, id))
            return &organization->facts[i];
    return NULL;
}

void engine_complete_fact(struct fact *fact, const struct organization *known,
                          const struct organization *given, size_t *number,
                          const struct actor *actor)
{
    char id[24];
    char now[INSTANT_TEXT_SIZE];

    /* Names that the document itself gives further down are taken, too. */
    while (!fact->id) {
        (void)snprintf(id, sizeof(id), "f%zu", ++*number);
        if (!engine_fact_named(known, id) && !(given && engine_fact_named(given, id)))
            fact->id = mem_strdup(id);
    }
    if (!fact->recorded_at)
        fact->recorded_at = mem_strdup(instant_format(now, actor->now));
    if (!fact->by)
        fact->by = mem_strdup(actor->by);
}

/* What FACT says, without who recorded it when, its retraction or its name. */
static char *content_of(const struct fact *fact)
{
    struct fact bare = *fact;
    struct buf text = {0};

    /* Only lent to the formatter: nothing of it is freed. */
    bare.id = bare.recorded_at = bare.by = NULL;
    bare.retracted = false;
    document_format_fact(&text, &bare);
    return buf_take(&text);
}

static bool says_the_same(const struct fact *a, const struct fact *b)
{
    char *left = content_of(a);
    char *right = content_of(b);
    bool same = text_equal(left, right);

    free(left);
    free(right);
    return same;
}

/* The fact on record that says what FACT does, retracted or not; NULL without one. */
static const struct fact *same_fact(const struct organization *known,
                                    const struct fact *fact, bool retracted)
{
    for (size_t i = 0; i < known->fact_count; i++)
        if (known->facts[i].retracted == retracted &&
            known->facts[i].kind == fact->kind && says_the_same(&known->facts[i], fact))
            return &known->facts[i];
    return NULL;
}

/* The fact on record that FACT is: of its id, or where it has none of its content.  A
 * retracted one without id voids the one in force only where none was voided before. */
static const struct fact *fact_on_record(const struct organization *known,
                                         const struct fact *fact)
{
    const struct fact *same;

    if (fact->id)
        return engine_fact_named(known, fact->id);
    same = same_fact(known, fact, fact->retracted);
    return same || !fact->retracted ? same : same_fact(known, fact, false);
}

static int retract(struct putting *putting, const char *fact, struct err *err)
{
    return store_fact_retract(putting->engine->store, putting->given->id, fact,
                              putting->actor->by, putting->actor->now, err);
}

static int add_fact(struct putting *putting, const struct fact *fact, struct err *err)
{
    struct fact copy = *fact; /* completed here, since the caller's is borrowed */

    copy.id = mem_strdup(fact->id);
    copy.recorded_at = mem_strdup(fact->recorded_at);
    copy.by = mem_strdup(fact->by);
    copy.retracted = false;
    engine_complete_fact(&copy, &putting->known, putting->given, &putting->number,
                         putting->actor);
    int rc = store_fact_add(putting->engine->store, putting->given->id, &copy, err);
    if (rc == 0 && fact->retracted)
        rc = retract(putting, copy.id, err);
    free(copy.id);
    free(copy.recorded_at);
    free(copy.by);
    putting->is_changed = true;
    return rc;
}

int engine_check_fact(const struct fact *before, const struct fact *fact, struct err *err)
{
    if (!says_the_same(before, fact))
        return err_set(err, ERR_CONFLICT,
                       N_("fact %s is on record with other content: retract it and "
                          "record another"),
                       before->id);
    if (before->retracted && !fact->retracted)
        return err_set(err, ERR_CONFLICT,
                       N_("fact %s was retracted: record another instead"), before->id);
    return 0;
}

/* Finds what is on record of each fact.  All that can be refused is refused here, before
 * anything is written: in an import, the lines around this one are. */
static int match_facts(struct putting *putting, struct err *err)
{
    size_t count = putting->given->fact_count;

    putting->before = mem_new_array(count, sizeof(const struct fact *));
    for (size_t i = 0; i < count; i++) {
        const struct fact *fact = &putting->given->facts[i];
        const struct fact *before = fact_on_record(&putting->known, fact);
        if (before && engine_check_fact(before, fact, err) != 0)
            return err_wrap(err, "%s[%zu]", "facts", i);
        putting->before[i] = before;
    }
    return 0;
}

static int void_fact(struct putting *putting, const struct fact *fact, struct err *err)
{
    putting->is_changed = true;
    /* A document may say so twice. */
    putting->known.facts[fact - putting->known.facts].retracted = true;
    return retract(putting, fact->id, err);
}

static int put_facts(struct putting *putting, struct err *err)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < putting->given->fact_count; i++) {
        const struct fact *fact = &putting->given->facts[i];
        const struct fact *before = putting->before[i];
        if (!before)
            rc = add_fact(putting, fact, err);
        else if (before->retracted != fact->retracted)
            rc = void_fact(putting, before, err);
    }
    return rc;
}

static bool same_profile(const struct organization *a, const struct organization *b)
{
    struct buf left = {0}, right = {0};

    document_format_profile(&left, a);
    document_format_profile(&right, b);
    bool same = text_equal(buf_text(&left), buf_text(&right));
    buf_done(&left);
    buf_done(&right);
    return same;
}

static int put_profile(struct putting *putting, bool is_new, struct err *err)
{
    /* Written all the same it would raise the version, and If-Match of others would fail.
     */
    if (!is_new && same_profile(&putting->known, putting->given))
        return 0;
    putting->is_changed = true;
    return store_organization_put(putting->engine->store, putting->given, err);
}

int engine_put_document(struct engine *engine, const struct organization *organization,
                        const struct actor *actor, enum change *change, struct err *err)
{
    struct putting putting = {.engine = engine, .actor = actor, .given = organization};
    bool is_new = !store_organization_exists(engine->store, organization->id);

    organization_init(&putting.known);
    if (!is_new && store_organization_get(&putting.known, NULL, engine->store,
                                          organization->id, err) != 0)
        return -1;
    int rc = match_facts(&putting, err);
    if (rc == 0)
        rc = put_profile(&putting, is_new, err);
    if (rc == 0)
        rc = put_facts(&putting, err);
    if (rc == 0)
        *change = is_new               ? CHANGE_CREATED
                  : putting.is_changed ? CHANGE_UPDATED
                                       : CHANGE_UNCHANGED;
    free(putting.before);
    organization_done(&putting.known);
    return rc;
}
