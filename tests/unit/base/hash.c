/* Unit: jalon/base/hash.h */
#include "jalon/base/hash.h"

#include "support/test.h"

static void texts_have_the_numbers_that_fnv_publishes(void **state)
{
    static const struct {
        const char *text;
        uint64_t hash;
    } rows[] = {
        {"",       UINT64_C(0xCBF29CE484222325)},
        {"a",      UINT64_C(0xAF63DC4C8601EC8C)},
        {"foobar", UINT64_C(0x85944171F73967E8)},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (hash_text(rows[i].text) != rows[i].hash)
            fail_msg("row %zu", i);
}

static void pieces_have_the_number_of_the_whole(void **state)
{
    (void)state;
    uint64_t hash = hash_bytes(HASH_START, "foo", 3);

    assert_true(hash_bytes(hash, "bar", 3) == hash_text("foobar"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_the_numbers_that_fnv_publishes),
        cmocka_unit_test(pieces_have_the_number_of_the_whole),
    };

    return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
