/* Unit: jalon/engine/engine.h - documents over what is on record */
#include "jalon/engine/engine.h"

#include "support/engine.h"

static struct fixture f;

static int open_empty(void **state)
{
    (void)state;
    fixture_open(&f, "", "2026-01-05T08:00:00+01:00");
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* The document of acme as it is exported. */
static void expect_export(const char *want)
{
    struct organization organization;
    struct buf got = {0};

    must(store_organization_get(&organization, NULL, f.store, "acme", &f.err), &f.err);
    document_format(&got, &organization);
    assert_string_equal(buf_text(&got), want);
    buf_done(&got);
    organization_done(&organization);
}

static int put(const char *document)
{
    const struct actor actor = {"test", f.now};
    struct organization organization = organization_of(document);
    enum change change;
    int rc = engine_put(f.engine, &organization, &actor, &change, NULL, &f.err);

    organization_done(&organization);
    return rc;
}

#define HEAD "{\"id\":\"acme\",\"name\":\"Acme\""
#define BY   "\"recorded_at\":\"2026-01-05T07:00:00Z\",\"by\":\"test\"}"
#define HELD(id)                                                                         \
    "{" id "\"kind\":\"audit.held\",\"on\":\"2025-06-02\",\"audit\":\"initial\""

/* -- engine_put ------------------------------------------------------------------ */

static void facts_get_what_they_lack(void **state)
{
    (void)state;
    assert_int_equal(
        take_in(&f, HEAD ",\"facts\":[" HELD("") "}," HELD("\"id\":\"f1\",") "}]}"),
        CHANGE_CREATED);
    expect_export(HEAD ",\"facts\":[" HELD("\"id\":\"f2\",") "," BY "," HELD(
        "\"id\":\"f1\",") "," BY "]}");
}

static void what_was_exported_is_unchanged_when_imported(void **state)
{
    static const char document[] =
        HEAD ",\"facts\":[" HELD("\"id\":\"f1\",") ",\"retracted\":true," BY "]}";

    (void)state;
    assert_int_equal(take_in(&f, document), CHANGE_CREATED);
    expect_export(document);
    assert_int_equal(take_in(&f, document), CHANGE_UNCHANGED);
    expect_export(document);
}

static void a_fact_that_is_on_record_is_not_added_again(void **state)
{
    (void)state;
    take_in(&f, HEAD ",\"facts\":[" HELD("") "}]}");
    assert_int_equal(take_in(&f, HEAD ",\"facts\":[" HELD("") "}]}"), CHANGE_UNCHANGED);
    assert_int_equal(take_in(&f, HEAD "}"), CHANGE_UNCHANGED);
    assert_int_equal(take_in(&f, "{\"id\":\"acme\",\"name\":\"Other\"}"), CHANGE_UPDATED);
}

static void a_retracted_fact_is_not_added_again_either(void **state)
{
    static const struct {
        const char *document;
        size_t facts; /* on record after it */
    } rows[] = {
        {HEAD ",\"facts\":[" HELD("") ",\"retracted\":true}]}",               1},
        {HEAD ",\"facts\":[" HELD("") "}," HELD("") ",\"retracted\":true}]}", 2},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct organization organization;

        take_in(&f, rows[i].document);
        assert_int_equal(take_in(&f, rows[i].document), CHANGE_UNCHANGED);
        must(store_organization_get(&organization, NULL, f.store, "acme", &f.err),
             &f.err);
        assert_int_equal(organization.fact_count, rows[i].facts);
        organization_done(&organization);
    }
}

static void a_retracted_fact_voids_the_one_that_says_the_same(void **state)
{
    (void)state;
    take_in(&f, HEAD ",\"facts\":[" HELD("") "}]}");
    assert_int_equal(take_in(&f, HEAD ",\"facts\":[" HELD("") ",\"retracted\":true}]}"),
                     CHANGE_UPDATED);
    expect_export(HEAD ",\"facts\":[" HELD("\"id\":\"f1\",") ",\"retracted\":true," BY
                                                             "]}");
}

static void a_fact_on_record_cannot_say_something_else(void **state)
{
    (void)state;
    take_in(&f, HEAD ",\"facts\":[" HELD("\"id\":\"f1\",") "}]}");
    assert_int_equal(put(HEAD ",\"facts\":[{\"id\":\"f1\",\"kind\":\"audit.held\",\"on\":"
                              "\"2025-06-03\",\"audit\":\"initial\"}]}"),
                     -1);
    assert_int_equal(f.err.code, ERR_CONFLICT);
    /* Retracting it is allowed, taking that back is not. */
    assert_int_equal(
        put(HEAD ",\"facts\":[" HELD("\"id\":\"f1\",") ",\"retracted\":true}]}"), 0);
    assert_int_equal(put(HEAD ",\"facts\":[" HELD("\"id\":\"f1\",") "}]}"), -1);
}

static void an_unknown_time_zone_is_refused(void **state)
{
    (void)state;
    assert_int_equal(put(HEAD ",\"timezone\":\"Europe/Nowhere\"}"), -1);
    assert_int_equal(f.err.code, ERR_INVALID);
    assert_false(store_organization_exists(f.store, "acme"));
}

static void a_batch_that_is_rolled_back_leaves_nothing(void **state)
{
    (void)state;
    must(engine_batch_begin(f.engine, &f.err), &f.err);
    take_in(&f, HEAD "}");
    engine_batch_rollback(f.engine);
    assert_false(store_organization_exists(f.store, "acme"));
}

/* -- moves ----------------------------------------------------------------------- */

static void a_change_tells_which_dates_moved(void **state)
{
    const struct actor actor = {"test", f.now};
    struct move_list moves = {0};
    struct fact fact;

    (void)state;
    take_in(&f, HEAD "}");
    fact_init(&fact, FACT_CERTIFICATE_ISSUED, day("2025-03-15"));
    must(engine_record(f.engine, "acme", &fact, false, &actor, &moves, &f.err), &f.err);
    bool found = false;
    for (size_t i = 0; i < moves.count; i++) {
        const struct move *move = &moves.items[i];
        found = found || (text_equal(move->milestone, "surveillance.window/2025-03-15") &&
                          text_equal(move->field, "due") && !move->before &&
                          text_equal(move->after, "2027-01-15"));
    }
    assert_true(found);
    move_list_done(&moves);
    fact_done(&fact);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_empty, close_it)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(facts_get_what_they_lack),
        TEST(what_was_exported_is_unchanged_when_imported),
        TEST(a_fact_that_is_on_record_is_not_added_again),
        TEST(a_retracted_fact_is_not_added_again_either),
        TEST(a_retracted_fact_voids_the_one_that_says_the_same),
        TEST(a_fact_on_record_cannot_say_something_else),
        TEST(an_unknown_time_zone_is_refused),
        TEST(a_batch_that_is_rolled_back_leaves_nothing),
        TEST(a_change_tells_which_dates_moved),
    };

    return cmocka_run_group_tests_name("engine/put", tests, NULL, NULL);
}
