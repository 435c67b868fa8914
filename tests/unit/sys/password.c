/* Unit: jalon/sys/password.h */
#include "jalon/sys/password.h"

#include "support/test.h"

/* -- password_hash, password_fits ------------------------------------------------ */

static void a_hash_fits_its_password_alone(void **state)
{
    (void)state;
    char hash[PASSWORD_HASH_SIZE];

    password_hash(hash, "correct horse é");
    assert_memory_equal(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31);
    assert_true(password_fits(hash, "correct horse é"));
    assert_false(password_fits(hash, "correct horse e"));
    assert_false(password_fits(hash, ""));
}

static void equal_passwords_have_different_hashes(void **state)
{
    (void)state;
    char one[PASSWORD_HASH_SIZE];
    char other[PASSWORD_HASH_SIZE];

    assert_string_not_equal(password_hash(one, "secret"), password_hash(other, "secret"));
}

static void nobody_signs_in_without_a_hash(void **state)
{
    (void)state;
    assert_false(password_fits(NULL, ""));
    assert_false(password_fits(NULL, "secret"));
    assert_false(password_fits("no hash at all", "secret"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_fits_its_password_alone),
        cmocka_unit_test(equal_passwords_have_different_hashes),
        cmocka_unit_test(nobody_signs_in_without_a_hash),
    };

    return cmocka_run_group_tests_name("sys/password", tests, NULL, NULL);
}
