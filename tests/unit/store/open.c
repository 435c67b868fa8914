/* Unit: jalon/store/store.h - opening, migrating, copying */
#include <sys/stat.h>
#include <sys/wait.h>

#include "../../../daemon/store/migrate.h"
#include "fixture.h"
#include "jalon/sys/file.h"

#define CHILD_REFUSED 3

/* Opening PATH must fail with CODE and a sentence that holds WORDS. */
static void expect_refusal(struct fixture *f, enum err_code code, const char *words)
{
    struct store *store = NULL;

    store_close(f->store);
    f->store = NULL;
    assert_int_equal(store_open(&store, f->path, &f->err), -1);
    assert_null(store);
    assert_int_equal(f->err.code, code);
    if (!strstr(f->err.text, words))
        fail_msg("\"%s\" does not say \"%s\"", f->err.text, words);
}

/* -- store_open ------------------------------------------------------------------ */

static void a_new_file_has_the_newest_schema_and_is_private(void **state)
{
    struct fixture *f = *state;
    struct stat file;

    assert_int_equal(number(f->path, "PRAGMA user_version"), shipped_migration_count);
    assert_int_equal(stat(f->path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    assert_true(store_size(f->store) > 0);
}

static void what_was_committed_is_there_after_reopening(void **state)
{
    struct fixture *f = *state;

    must(store_setting_put(f->store, "rules", "abc", &f->err), &f->err);
    reopen(f);
    char *value = setting(f, "rules");
    assert_string_equal(value, "abc");
    free(value);
    assert_null(setting(f, "unknown"));
}

static void a_newer_schema_is_refused(void **state)
{
    struct fixture *f = *state;

    behind(f->path, "PRAGMA user_version = 99");
    expect_refusal(f, ERR_REFUSED, "version 99");
}

static void another_programs_database_is_refused(void **state)
{
    struct fixture *f = *state;

    behind(f->path, "PRAGMA user_version = 0");
    expect_refusal(f, ERR_REFUSED, "another program");
}

static void a_database_of_no_jalon_is_refused_though_its_version_fits(void **state)
{
    struct fixture *f = *state;

    behind(f->path, "PRAGMA application_id = 7");
    expect_refusal(f, ERR_REFUSED, "another program");
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    struct fixture *f = *state;

    store_close(f->store);
    f->store = NULL;
    FILE *file = fopen(f->path, "w");
    assert_non_null(file);
    for (int i = 0; i < 1000; i++)
        (void)fputs("this is no database, ", file);
    (void)fclose(file);
    expect_refusal(f, ERR_STORE, "not a database");
}

static void a_damaged_page_is_found_at_the_start(void **state)
{
    struct fixture *f = *state;

    for (int i = 0; i < 500; i++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "client-%d", i);
        put_organization(f, id, (char[]){"Client"}, NULL);
    }
    int64_t page = number(
        f->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'organizations'");
    store_close(f->store);
    f->store = NULL;
    FILE *file = fopen(f->path, "r+");
    assert_non_null(file);
    (void)fseek(file, (long)(page - 1) * 4096, SEEK_SET);
    for (int i = 0; i < 4096; i++)
        (void)fputc(0xA5, file);
    (void)fclose(file);
    expect_refusal(f, ERR_STORE, "");
}

static void a_missing_folder_is_named(void **state)
{
    struct fixture *f = *state;
    struct store *store = NULL;

    assert_int_equal(store_open(&store, "/nowhere/jalon.db", &f->err), -1);
    assert_int_equal(f->err.code, ERR_IO);
    assert_non_null(strstr(f->err.text, "/nowhere/jalon.db"));
}

static void a_second_daemon_is_refused_while_the_first_runs(void **state)
{
    struct fixture *f = *state;
    int status;

    pid_t child = fork();
    if (child == 0) {
        struct store *store = NULL;
        struct err err = {0};
        int rc = store_open(&store, f->path, &err);
        _exit(rc && err.code == ERR_REFUSED ? CHILD_REFUSED : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), CHILD_REFUSED);
    reopen(f);
}

/* -- migrate --------------------------------------------------------------------- */

static void an_old_database_is_copied_then_migrated(void **state)
{
    struct fixture *f = *state;
    const char *const migrations[] = {
        "unused",
        "CREATE TABLE added (id INTEGER) STRICT; PRAGMA user_version = 2;",
    };
    char copy[64];

    (void)snprintf(copy, sizeof(copy), "%s.before-2", f->path);
    must(migrate(f->store, migrations, 2, &f->err), &f->err);
    assert_int_equal(number(f->path, "SELECT count(*) FROM added"), 0);
    assert_int_equal(number(f->path, "PRAGMA user_version"), 2);
    assert_int_equal(number(copy, "PRAGMA user_version"), 1);
}

static void
a_migration_that_fails_leaves_the_old_schema_and_can_be_run_again(void **state)
{
    struct fixture *f = *state;
    const char *const bad[] = {
        "unused",
        "CREATE TABLE added (id INTEGER) STRICT; CREATE TABLE facts (id INTEGER);",
    };
    const char *const good[] = {
        "unused",
        "CREATE TABLE added (id INTEGER) STRICT; PRAGMA user_version = 2;",
    };

    assert_int_equal(migrate(f->store, bad, 2, &f->err), -1);
    assert_int_equal(f->err.code, ERR_STORE);
    assert_non_null(strstr(f->err.text, "migration 2"));
    assert_int_equal(number(f->path, "PRAGMA user_version"), 1);
    assert_int_equal(
        number(f->path, "SELECT count(*) FROM sqlite_schema WHERE name = 'added'"), 0);
    must(migrate(f->store, good, 2, &f->err), &f->err);
    assert_int_equal(number(f->path, "PRAGMA user_version"), 2);
}

/* Puts the database of schema VERSION, kept as SQL with a little of everything in it, in
 * the place of the store's. */
static void bring_back(struct fixture *f, int version)
{
    struct buf script = {0};
    char path[128];

    store_close(f->store);
    f->store = NULL;
    (void)unlink(f->path);
    (void)snprintf(path, sizeof(path), TEST_DATA "/old/v%d.sql", version);
    must(file_read(&script, path, 1024 * 1024, &f->err), &f->err);
    behind(f->path, buf_text(&script));
    buf_done(&script);
}

static char *schema_of(const char *path)
{
    return text(path, "SELECT group_concat(name || sql) FROM (SELECT name, sql"
                      " FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)");
}

static void every_published_schema_becomes_the_newest_and_keeps_its_data(void **state)
{
    struct fixture *f = *state;
    char *fresh = schema_of(f->path);

    for (int version = 1; version <= shipped_migration_count; version++) {
        struct ledger_proof proof = {0};
        int64_t broken = 0;
        bring_back(f, version);
        reopen(f);
        char *schema = schema_of(f->path);
        assert_string_equal(schema, fresh);
        free(schema);
        assert_int_equal(store_organization_count(f->store), 1);
        must(store_ledger_verify(&proof, &broken, f->store, &f->err), &f->err);
        assert_int_equal(proof.number, 5);
    }
    free(fresh);
}

/* -- store_backup, store_copy ---------------------------------------------------- */

static void a_backup_holds_what_the_database_held(void **state)
{
    struct fixture *f = *state;
    char backup[64], copy[64];

    (void)snprintf(backup, sizeof(backup), "%s.backup", f->path);
    (void)snprintf(copy, sizeof(copy), "%s.copy", f->path);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    must(store_backup(f->store, backup, &f->err), &f->err);
    must(store_begin(f->store, "not committed yet", &f->err), &f->err);
    put_organization(f, "later", (char[]){"Later"}, NULL);
    must(store_copy(f->path, copy, &f->err), &f->err);
    must(store_commit(f->store, &f->err), &f->err);

    assert_int_equal(number(f->path, "SELECT count(*) FROM organizations"), 2);
    for (int i = 0; i < 2; i++) {
        const char *path = i ? copy : backup;
        assert_int_equal(number(path, "SELECT count(*) FROM organizations"), 1);
        assert_int_equal(number(path, "PRAGMA user_version"), shipped_migration_count);
    }
}

static void what_is_no_database_is_not_copied(void **state)
{
    struct fixture *f = *state;
    char copy[64];

    (void)snprintf(copy, sizeof(copy), "%s.copy", f->path);
    assert_int_equal(store_copy("nothing", copy, &f->err), -1);
    assert_int_equal(f->err.code, ERR_STORE);
    assert_int_equal(access(copy, F_OK), -1);
}

static void a_backup_overwrites_nothing(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(store_backup(f->store, f->path, &f->err), -1);
    assert_int_equal(f->err.code, ERR_IO);
    assert_int_equal(number(f->path, "PRAGMA user_version"), shipped_migration_count);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_file_has_the_newest_schema_and_is_private),
        TEST(what_was_committed_is_there_after_reopening),
        TEST(a_newer_schema_is_refused),
        TEST(another_programs_database_is_refused),
        TEST(a_database_of_no_jalon_is_refused_though_its_version_fits),
        TEST(a_file_that_is_no_database_is_refused),
        TEST(a_damaged_page_is_found_at_the_start),
        TEST(a_missing_folder_is_named),
        TEST(a_second_daemon_is_refused_while_the_first_runs),
        TEST(an_old_database_is_copied_then_migrated),
        TEST(a_migration_that_fails_leaves_the_old_schema_and_can_be_run_again),
        TEST(every_published_schema_becomes_the_newest_and_keeps_its_data),
        TEST(a_backup_holds_what_the_database_held),
        TEST(a_backup_overwrites_nothing),
        TEST(what_is_no_database_is_not_copied),
    };

    return cmocka_run_group_tests_name("store/open", tests, NULL, NULL);
}
