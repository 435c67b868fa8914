/* Unit: jalon/engine/import.h */
#include "jalon/engine/import.h"

#include "support/engine.h"

#define CONF "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"
#define NOW  "2026-11-24T10:00:00+01:00"

static struct fixture f;

static int open_house(void **state)
{
    (void)state;
    fixture_open(&f, CONF, NOW);
    return 0;
}

static int close_house(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* "2 new acme" or "3 refused", of each line, "; " between. */
static void note(void *context, const struct import_line *line)
{
    static const char *const words[] = {"new", "changed", "unchanged"};
    struct buf *text = context;

    buf_addf(text, "%s%d %s", text->length ? "; " : "", line->number,
             line->column   ? line->reason
             : line->reason ? "refused"
                            : words[line->change]);
    if (line->organization)
        buf_addf(text, " %s", line->organization->id);
}

static void expect_import(const char *file, const char *want)
{
    const struct actor actor = {"test", f.now};
    const struct import_file input = {import_guess(file, strlen(file)), file,
                                      strlen(file)};
    struct buf got = {0};

    must(import_run(f.engine, &input, &actor, note, &got, &f.err), &f.err);
    assert_string_equal(buf_text(&got), want);
    assert_int_equal(f.err.code, ERR_NONE);
    buf_done(&got);
}

/* -- import_run ------------------------------------------------------------------ */

static void each_line_is_told_of(void **state)
{
    static const struct {
        const char *file, *want;
    } rows[] = {
        {"id;name\na;A\nB B;B\n\na;A\nc;C\n", "2 new a; 3 refused; 5 refused; 6 new c"},
        {"id,name\na,A\nc,Other\n",           "2 unchanged a; 3 changed c"            },
        {"\xEF\xBB\xBF{\"id\":\"d\",\"name\":\"D\"}\n\n{\"id\":\"e\"}\n{\"id\":\"d\","
         "\"name\":\"D\"}",          "1 new d; 3 refused; 4 unchanged d"     },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        expect_import(rows[i].file, rows[i].want);
}

static void a_column_that_is_not_known_is_told_of_once(void **state)
{
    (void)state;
    expect_import("id;Ville;name;;\"N\n1\"\na;Lyon;A;;\nc;;C;;\n",
                  "1 the column \"Ville\" is not known and was left aside; "
                  "1 the column \"N 1\" is not known and was left aside; "
                  "3 new a; 4 new c");
    f.err.lang = LANG_FR;
    expect_import("id;Ville;name\na;Lyon;A\n",
                  "1 la colonne «\u00A0Ville\u00A0» n’est pas connue, et elle a été "
                  "laissée de côté; "
                  "2 unchanged a");
}

static void what_has_no_heading_is_told_of_once(void **state)
{
    (void)state;
    expect_import("id;;name;\na; ;A;\nc;x;C;\nd;y;D;z\n",
                  "2 new a; 3 what stands in column 2 has no heading and was left aside; "
                  "3 new c; 4 new d");
}

static void the_public_list_has_columns_that_nobody_asked_for(void **state)
{
#define LIST                                                                             \
    "numeroDeclarationActivite;siren;denomination;siretEtablissementDeclarant;"          \
    "adressePhysiqueOrganismeFormation.ville;informationsDeclarees.nbStagiaires"
#define ROW "\n11788457578;890176654;A;89017665400014;Lyon;3"
    (void)state;
    expect_import(LIST ";\n" ROW "\n", "3 new 89017665400014");
    expect_import(LIST ";Notes" ROW ";x\n",
                  "1 the column \"Notes\" is not known and was left aside; "
                  "2 unchanged 89017665400014");
}

static void what_is_rolled_back_was_never_there(void **state)
{
    (void)state;
    must(engine_batch_begin(f.engine, &f.err), &f.err);
    expect_import("id;name\na;A\n", "2 new a");
    engine_batch_rollback(f.engine);
    assert_false(store_organization_exists(f.store, "a"));
}

static void a_file_without_a_known_column_is_refused_whole(void **state)
{
    (void)state;
    static const char text[] = "colour;size\nred;1\n";
    const struct import_file file = {IMPORT_CSV, text, strlen(text)};
    const struct actor actor = {"test", f.now};
    struct buf got = {0};

    assert_int_equal(import_run(f.engine, &file, &actor, note, &got, &f.err), -1);
    assert_int_equal(f.err.code, ERR_INVALID);
    assert_string_equal(buf_text(&got), "");
}

static void a_workbook_is_called_one(void **state)
{
    static const char *const files[] = {"PK\x03\x04\x14", "\xD0\xCF\x11\xE0\xA1"};
    const struct actor actor = {"test", f.now};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        const struct import_file file = {IMPORT_CSV, files[i], strlen(files[i])};
        struct buf got = {0};
        assert_int_equal(import_run(f.engine, &file, &actor, note, &got, &f.err), -1);
        assert_int_equal(f.err.code, ERR_INVALID);
        assert_non_null(strstr(f.err.text, "save it as CSV"));
        f.err = (struct err){0};
    }
}

/* -- import_guess ---------------------------------------------------------------- */

static void a_form_is_known_by_its_first_characters(void **state)
{
    static const struct {
        const char *file;
        enum import_format want;
    } rows[] = {
        {"{\"id\":\"a\"}",            IMPORT_JSON_LINES},
        {"\xEF\xBB\xBF \n{\"id\":1}", IMPORT_JSON_LINES},
        {"siret;nom\n",               IMPORT_CSV       },
        {"",                          IMPORT_CSV       },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(import_guess(rows[i].file, strlen(rows[i].file)), rows[i].want);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_line_is_told_of),
        TEST(a_column_that_is_not_known_is_told_of_once),
        TEST(what_has_no_heading_is_told_of_once),
        TEST(the_public_list_has_columns_that_nobody_asked_for),
        TEST(what_is_rolled_back_was_never_there),
        TEST(a_file_without_a_known_column_is_refused_whole),
        TEST(a_workbook_is_called_one),
        TEST(a_form_is_known_by_its_first_characters),
    };

    return cmocka_run_group_tests_name("engine/import", tests, NULL, NULL);
}
