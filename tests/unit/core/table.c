/* Unit: jalon/core/table.h */
#include "jalon/core/table.h"

#include "support/core.h"
#include "support/json.h"

#define SIRET       "89017665400014"
#define OTHER_SIRET "84891231700023"

static struct table *open_text(enum table_format format, const char *text, size_t length)
{
    struct table *table;
    struct err err = {0};

    if (table_open(&table, format, text, length, &err) != 0)
        fail_msg("%s", err.text);
    return table;
}

/* Lays the next row of TABLE over ORGANIZATION; what went wrong as "LINE: why". */
static char *apply_next(struct table *table, struct organization *organization)
{
    char id[ORGANIZATION_ID_SIZE];
    struct buf out = {0};
    struct err err = {0};
    int line = 0;
    int found = table_next(table, id, &line, &err);

    assert_int_not_equal(found, 0);
    if (found < 0 || table_apply(table, organization, day("2026-11-24"), NULL, &err) != 0)
        buf_addf(&out, "%d: %s", line, err.text);
    else
        document_format(&out, organization);
    return buf_take(&out);
}

/* What the second line of CSV makes of a new organization, as a document, or why not. */
static char *import(const char *csv)
{
    struct table *table = open_text(TABLE_CSV, csv, strlen(csv));
    struct organization organization;

    organization_init(&organization);
    char *got = apply_next(table, &organization);
    organization_done(&organization);
    table_close(table);
    return got;
}

/* WANT is JSON or an error. */
static void expect_import(const char *csv, const char *want)
{
    char *got = import(csv);
    char *document = *want == '{' ? json(want) : mem_strdup(want);

    assert_string_equal(got, document);
    free(document);
    free(got);
}

/* -- table_open ------------------------------------------------------------------ */

static void headers_are_known_whatever_their_spelling(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "siret,name\n",
        "SIRET;Raison sociale\n",
        "N° SIRET;RAISON_SOCIALE\n",
        "Siret;Dénomination\n",
        "siret_etablissement_declarant;nom\n",
        "siretEtablissementDeclarant;denomination\n",
        "\xEF\xBB\xBFsiret;\"Raison\nsociale\"\n",
        "Siret;D\xE9nomination\n",
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf csv = {0};
        buf_addf(&csv, "%s%s%cAcme\n", rows[i], SIRET, i == 0 ? ',' : ';');
        expect_import(buf_text(&csv), "{'id':'" SIRET "','name':'Acme',"
                                      "'siret':'" SIRET "'}");
        buf_done(&csv);
    }
}

static void expect_no_table(enum table_format format, const char *text, const char *want)
{
    struct table *table = NULL;
    struct err err = {0};

    assert_int_equal(table_open(&table, format, text, strlen(text), &err), -1);
    assert_string_equal(err.text, want);
    assert_null(table);
}

static void a_table_that_cannot_be_understood_is_refused(void **state)
{
    (void)state;

    expect_no_table(TABLE_CSV, "", "the first line names no column \"siret\" or \"id\"");
    expect_no_table(TABLE_CSV, "nom;ville\n",
                    "the first line names no column \"siret\" or \"id\"");
    expect_no_table(TABLE_CSV, "\"siret;nom\n", "a quote is never closed");
    expect_no_table(TABLE_CSV, "siret;nom;Raison sociale\n",
                    "the columns \"nom\" and \"Raison sociale\" are for the same thing");
    expect_no_table(
        TABLE_PUBLIC_LIST, "siret;nom\n",
        "the columns are not those of the public list of training organizations");
}

/* -- table_next ------------------------------------------------------------------ */

static void the_id_is_its_own_or_the_siret(void **state)
{
    (void)state;

    expect_import("id,name\nacme,A\n", "{'id':'acme','name':'A'}");
    expect_import("id,siret,name\nacme," SIRET ",A\n",
                  "{'id':'acme','name':'A','siret':'" SIRET "'}");
    expect_import("siret,name\n890 176 654 00014,A\n",
                  "{'id':'" SIRET "','name':'A','siret':'" SIRET "'}");
    expect_import("siret,name\n890\u00A0176\u202F654 00014,A\n",
                  "{'id':'" SIRET "','name':'A','siret':'" SIRET "'}");
    expect_import("siret,name\n\"" SIRET "\n\",A\n",
                  "{'id':'" SIRET "','name':'A','siret':'" SIRET "'}");
    expect_import("id,name\nACME,A\n",
                  "2: \"ACME\" is no id: 1 to 64 of a-z, 0-9, '.', '_' and '-'");
    expect_import("siret,name\n,A\n", "2: the row has no SIRET");
    expect_import("siret,name\nnull,A\n", "2: the row has no SIRET");
    expect_import(
        "siret,name\n89017665400015,A\n",
        "2: 89017665400015 is no SIRET: its check digit shows that a digit is wrong");
    expect_import(
        "siret;name\n8,90177E+13;A\n",
        "2: the spreadsheet made a number of this SIRET (8,90177E+13) and lost its last "
        "digits: write the column as text");
}

static void an_id_that_stood_before_is_refused_with_the_line(void **state)
{
    (void)state;
    static const char csv[] = "siret;nom\n" SIRET ";A\n" OTHER_SIRET ";\"B\nC\"\n"
                              "890 176 654 00014;A again\n" OTHER_SIRET ";D\n";
    struct table *table = open_text(TABLE_CSV, csv, sizeof(csv) - 1);
    char id[ORGANIZATION_ID_SIZE];
    struct err err = {0};
    int line;

    assert_int_equal(table_next(table, id, &line, &err), 1);
    assert_int_equal(table_next(table, id, &line, &err), 1);
    assert_string_equal(id, OTHER_SIRET);
    assert_int_equal(table_next(table, id, &line, &err), -1);
    assert_int_equal(line, 5);
    assert_string_equal(err.text, SIRET " stands on line 2 already");
    assert_int_equal(table_next(table, id, &line, &err), -1);
    assert_string_equal(err.text, OTHER_SIRET " stands on line 3 already");
    assert_int_equal(table_next(table, id, &line, &err), 0);
    table_close(table);
}

static void cells_beyond_the_last_column_are_refused(void **state)
{
    (void)state;

    expect_import("id,name,owner\nacme,Acme, Paris,alice\n",
                  "2: there are 4 cells for 3 columns: \"alice\" stands beyond the last");
    expect_import("id,name\nacme,A,,\n", "{'id':'acme','name':'A'}");
    expect_import("id,name,\nacme,A,mine\n", "{'id':'acme','name':'A'}");
}

static void rows_of_separators_alone_are_no_rows(void **state)
{
    (void)state;
    static const char csv[] = "siret;nom\n;\n" SIRET ";A\n;\n\" \";\n";
    struct table *table = open_text(TABLE_CSV, csv, sizeof(csv) - 1);
    char id[ORGANIZATION_ID_SIZE];
    struct err err = {0};
    int line;

    assert_int_equal(table_next(table, id, &line, &err), 1);
    assert_int_equal(line, 3);
    assert_int_equal(table_next(table, id, &line, &err), 0);
    table_close(table);
}

/* -- table_apply ----------------------------------------------------------------- */

/* One CELL under HEADER makes WANT of the document. */
static void expect_cell(const char *header, const char *cell, const char *want)
{
    struct buf csv = {0}, document = {0};

    buf_addf(&csv, "id;name;%s\na;A;%s\n", header, cell);
    buf_addf(&document, "{'id':'a','name':'A',%s}", want);
    expect_import(buf_text(&csv), buf_text(&document));
    buf_done(&csv);
    buf_done(&document);
}

static void each_column_lands_in_the_document(void **state)
{
    (void)state;

    expect_cell("NDA", "11 78 84575 78", "'nda':'11788457578'");
    expect_cell("Catégories", "AF|CFA", "'categories':['AF','CFA']");
    expect_cell("Catégories", "VAE, af", "'categories':['AF','VAE']");
    expect_cell("Catégories", "actions de formation", "'categories':['AF']");
    expect_cell("bilansDeCompetences", "oui", "'categories':['BC']");
    expect_cell("VAE", "X", "'categories':['VAE']");
    expect_cell("CFA", "1", "'categories':['CFA']");
    expect_cell("Chiffre d'affaires", "120 000,50 €", "'turnover':120000");
    expect_cell("Sites", "3", "'sites':3");
    expect_cell("Zone", "La Réunion", "'zone':'La Réunion'");
    expect_cell("Fuseau horaire", "Indian/Reunion", "'timezone':'Indian/Reunion'");
    expect_cell("Langue", "fr", "'language':'fr'");
    expect_cell("Responsable", " alice ", "'owner':'alice'");
    expect_cell("Étiquettes", "nord|été", "'tags':['nord','été']");
    expect_cell("Organisme certificateur", "certifopac", "'certifier':'certifopac'");
    expect_cell("Email", "a@b.example", "'contacts':[{'email':'a@b.example'}]");
    expect_cell("Début", "07/10/2024",
                "'facts':[{'kind':'certificate.issued','on':'2024-10-07',"
                "'starts':'2024-10-07'}]");
    expect_cell("Date de début du certificat;Date d'expiration", "07/10/2024;06/10/2027",
                "'facts':[{'kind':'certificate.issued','on':'2024-10-07',"
                "'starts':'2024-10-07','ends':'2027-10-06'}]");
    expect_cell("Début de validité;Fin de validité", "2024-10-07;2027-10-06",
                "'facts':[{'kind':'certificate.issued','on':'2024-10-07',"
                "'starts':'2024-10-07','ends':'2027-10-06'}]");
    expect_cell("certificate start", "7-1-2024",
                "'facts':[{'kind':'certificate.issued','on':'2024-01-07',"
                "'starts':'2024-01-07'}]");
    expect_cell("Audit de surveillance", "2025-06-01",
                "'facts':[{'kind':'audit.held','on':'2025-06-01',"
                "'audit':'surveillance'}]");
    expect_cell("Date cible", "1.6.2027",
                "'facts':[{'kind':'target.set','on':'2026-11-24',"
                "'target':'2027-06-01'}]");
}

static void expect_bad_cell(const char *header, const char *cell, const char *want)
{
    struct buf csv = {0}, error = {0};

    buf_addf(&csv, "id;name;%s\na;A;%s\n", header, cell);
    buf_addf(&error, "2: %s", want);
    expect_import(buf_text(&csv), buf_text(&error));
    buf_done(&csv);
    buf_done(&error);
}

static void a_wrong_cell_is_refused_with_its_column(void **state)
{
    (void)state;

    expect_bad_cell("NDA", "1178",
                    "NDA: \"1178\" is no activity declaration number: it has 11 digits");
    expect_bad_cell("Catégories", "AF, XX",
                    "Catégories: \"XX\" is none of AF, BC, VAE, CFA");
    expect_bad_cell("VAE", "peut-être", "VAE: \"peut-être\" says neither yes nor no");
    expect_bad_cell("CA", "beaucoup", "CA: \"beaucoup\" is no amount in euros");
    expect_bad_cell("CA", "1.234,5", "CA: \"1.234,5\" is no amount in euros");
    expect_bad_cell("Sites", "3 ou 4", "Sites: \"3 ou 4\" is no whole number");
    expect_bad_cell("Sites", "0", "sites: must be a whole number from 1 to 100000");
    expect_bad_cell("Début", "30/02/2026", "Début: there is no day 2026-02-30");
    expect_bad_cell("Début", "02/2026",
                    "Début: \"02/2026\" is no date: write it as 2026-02-28");
    expect_bad_cell("Début", "1/2/26",
                    "Début: \"1/2/26\" is no date: write it as 2026-02-28");
    expect_bad_cell(
        "Fin", "2026-01-01",
        "the certificate has an end and no start: the start is what the deadlines are "
        "counted from");
    expect_bad_cell("Email", "alice",
                    "contacts[0].email: \"alice\" is no e-mail address");
}

static void a_certificate_brings_its_end_and_its_number(void **state)
{
    (void)state;

    expect_import("numero;organisme;siret;debut;fin\n"
                  "725311-1;Masteria;" SIRET ";2026-01-29;2029-01-28\n",
                  "{'id':'" SIRET "','name':'Masteria','siret':'" SIRET "',"
                  "'facts':[{'kind':'certificate.issued','on':'2026-01-29',"
                  "'starts':'2026-01-29','ends':'2029-01-28',"
                  "'number':'725311-1'}]}");
}

static void windows_letters_are_read(void **state)
{
    (void)state;

    expect_import("id;nom\na;C\x9Cur d\x92"
                  "Art \x80\n",
                  "{'id':'a','name':'Cœur d’Art €'}");
}

/* What CSV, of one row, makes of the organization in DOCUMENT. */
static char *import_over(const char *document, const char *csv)
{
    char *text = json(document);
    struct organization organization = organization_of(text);
    struct table *table = open_text(TABLE_CSV, csv, strlen(csv));

    char *got = apply_next(table, &organization);
    organization_done(&organization);
    table_close(table);
    free(text);
    return got;
}

static void expect_import_over(const char *document, const char *csv, const char *want)
{
    char *merged = json(want);
    char *got = import_over(document, csv);

    assert_string_equal(got, merged);
    free(got);
    free(merged);
}

static void what_a_row_does_not_bring_stays(void **state)
{
    (void)state;

    expect_import_over("{'id':'a','name':'A','owner':'alice','tags':['x']}",
                       "id;name;owner;tags\na;B;;\n",
                       "{'id':'a','name':'B','owner':'alice','tags':['x']}");
    expect_import_over("{'id':'a','name':'A','tags':['x','y']}", "id;tags\na;z\n",
                       "{'id':'a','name':'A','tags':['z']}");
    expect_import_over("{'id':'a','name':'A','categories':['AF','BC']}",
                       "id;af;bc;vae\na;;non;oui\n",
                       "{'id':'a','name':'A','categories':['AF','VAE']}");
    expect_import_over("{'id':'a','name':'A','contacts':[{'email':'a@b.example'}]}",
                       "id;email;contact name\na;a@b.example;Al\n",
                       "{'id':'a','name':'A',"
                       "'contacts':[{'name':'Al','email':'a@b.example'}]}");
}

static size_t count(const char *text, const char *what)
{
    size_t found = 0;

    for (; (text = strstr(text, what)); text++)
        found++;
    return found;
}

static void facts_on_record_are_not_added_again(void **state)
{
    (void)state;
    static const char document[] =
        "{'id':'a','name':'A','facts':["
        "{'kind':'target.set','on':'2023-01-01','target':'2024-06-01'},"
        "{'kind':'target.set','on':'2023-02-01','target':'2024-03-01'},"
        "{'kind':'certificate.issued','on':'2024-03-20',"
        "'starts':'2024-03-15','ends':'2027-03-14'},"
        "{'kind':'audit.held','on':'2025-06-01','audit':'surveillance'},"
        "{'kind':'audit.held','on':'2025-07-01','audit':'surveillance',"
        "'retracted':true}]}";
    static const struct {
        const char *csv;
        size_t facts;
    } rows[] = {
        {"id;début;fin\na;15/03/2024;14/03/2027\n", 5},
        {"id;début\na;15/03/2024\n",                5},
        {"id;début;fin\na;15/03/2024;14/09/2027\n", 6}, /* a reissue */
        {"id;début;numero\na;15/03/2024;N1\n",      6},
        {"id;début\na;15/03/2027\n",                6}, /* the next cycle */
        {"id;date surveillance\na;01/06/2025\n",     5},
        {"id;date surveillance\na;01/07/2025\n",     6}, /* the one on record is void */
        {"id;date cible\na;01/03/2024\n",            5},
        {"id;date cible\na;01/06/2024\n",            6}, /* back to an earlier target */
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *got = import_over(document, rows[i].csv);
        if (count(got, "\"kind\"") != rows[i].facts)
            fail_msg("%s: %s", rows[i].csv, got);
        free(got);
    }
}

/* -- real lists ------------------------------------------------------------------ */

/* How the rows of a list fared. */
struct outcome {
    int accepted, wrong_siret, repeated, nameless, other;
    int in_category[CATEGORY_COUNT];
};

static void count_refusal(struct outcome *outcome, const char *why)
{
    if (strstr(why, "is no SIRET"))
        outcome->wrong_siret++;
    else if (strstr(why, "already"))
        outcome->repeated++;
    else if (strstr(why, "name: must be given"))
        outcome->nameless++;
    else
        outcome->other++;
}

static void count_row(struct outcome *outcome, const struct table *table)
{
    struct organization organization;
    struct err err = {0};

    organization_init(&organization);
    if (table_apply(table, &organization, day("2026-11-24"), NULL, &err) != 0)
        count_refusal(outcome, err.text);
    else
        outcome->accepted++;
    for (int bit = 0; bit < CATEGORY_COUNT; bit++)
        outcome->in_category[bit] += (int)(organization.categories >> bit & 1);
    organization_done(&organization);
}

static struct outcome import_list(const char *name, enum table_format format)
{
    struct outcome outcome = {0};
    char id[ORGANIZATION_ID_SIZE];
    struct buf text = project_file(name);
    int found, line;

    struct table *table = open_text(format, text.data, text.length);
    do {
        struct err err = {0};
        found = table_next(table, id, &line, &err);
        if (found == 1)
            count_row(&outcome, table);
        else if (found < 0)
            count_refusal(&outcome, err.text);
    } while (found != 0);
    table_close(table);
    buf_done(&text);
    return outcome;
}

static void every_row_of_the_public_list_is_an_organization(void **state)
{
    (void)state;
    struct outcome outcome =
        import_list("tests/data/liste-publique-of-2022-05-1000.csv", TABLE_PUBLIC_LIST);

    assert_int_equal(outcome.accepted, 1000);
    assert_int_equal(
        outcome.wrong_siret + outcome.repeated + outcome.nameless + outcome.other, 0);
    assert_int_equal(outcome.in_category[0], 354);
    assert_int_equal(outcome.in_category[1], 43);
    assert_int_equal(outcome.in_category[2], 23);
    assert_int_equal(outcome.in_category[3], 24);
}

static void the_dirt_of_a_list_costs_its_rows_and_no_others(void **state)
{
    (void)state;
    struct outcome outcome = import_list("tests/data/datadock-2021-09-09.csv", TABLE_CSV);

    assert_int_equal(outcome.accepted, 717);
    assert_int_equal(outcome.wrong_siret, 8);
    assert_int_equal(outcome.repeated, 1);
    assert_int_equal(outcome.nameless, 60);
    assert_int_equal(outcome.other, 0);
}

static void a_list_without_siret_is_no_table(void **state)
{
    (void)state;
    struct buf text = project_file("tests/data/certificats-reels.csv");
    struct table *table;
    struct err err = {0};

    assert_int_equal(table_open(&table, TABLE_CSV, text.data, text.length, &err), -1);
    assert_string_equal(err.text, "the first line names no column \"siret\" or \"id\"");
    buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_known_whatever_their_spelling),
        cmocka_unit_test(a_table_that_cannot_be_understood_is_refused),
        cmocka_unit_test(the_id_is_its_own_or_the_siret),
        cmocka_unit_test(an_id_that_stood_before_is_refused_with_the_line),
        cmocka_unit_test(cells_beyond_the_last_column_are_refused),
        cmocka_unit_test(rows_of_separators_alone_are_no_rows),
        cmocka_unit_test(each_column_lands_in_the_document),
        cmocka_unit_test(a_wrong_cell_is_refused_with_its_column),
        cmocka_unit_test(a_certificate_brings_its_end_and_its_number),
        cmocka_unit_test(windows_letters_are_read),
        cmocka_unit_test(what_a_row_does_not_bring_stays),
        cmocka_unit_test(facts_on_record_are_not_added_again),
        cmocka_unit_test(every_row_of_the_public_list_is_an_organization),
        cmocka_unit_test(the_dirt_of_a_list_costs_its_rows_and_no_others),
        cmocka_unit_test(a_list_without_siret_is_no_table),
    };

    return cmocka_run_group_tests_name("core/table", tests, NULL, NULL);
}
