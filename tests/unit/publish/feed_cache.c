/* Unit: daemon/publish/feed_cache.h */
#include "../../../daemon/publish/feed_cache.h"

#include "support/test.h"

/* A token's hash; those that differ in their last byte alone share a bucket. */
static const unsigned char *hash(int last)
{
    static unsigned char bytes[SHA256_SIZE];

    bytes[SHA256_SIZE - 1] = (unsigned char)last;
    return bytes;
}

static int new_cache(void **state)
{
    *state = calloc(1, sizeof(struct feed_cache));
    return *state ? 0 : -1;
}

static int end_cache(void **state)
{
    feed_cache_done(*state);
    free(*state);
    return 0;
}

/* -- feed_cache_add, feed_cache_find, feed_cache_drop ---------------------------- */

static void an_entry_is_found_by_its_token_alone(void **state)
{
    struct feed_entry *one = feed_cache_add(*state, hash(1));
    struct feed_entry *two = feed_cache_add(*state, hash(2));

    assert_ptr_equal(feed_cache_find(*state, hash(1)), one);
    assert_ptr_equal(feed_cache_find(*state, hash(2)), two);
    assert_null(feed_cache_find(*state, hash(3)));
}

static void a_dropped_entry_leaves_its_neighbours(void **state)
{
    struct feed_entry *one = feed_cache_add(*state, hash(1));
    struct feed_entry *two = feed_cache_add(*state, hash(2));
    struct feed_entry *three = feed_cache_add(*state, hash(3));

    feed_cache_drop(*state, two);
    feed_cache_drop(*state, NULL);
    assert_ptr_equal(feed_cache_find(*state, hash(1)), one);
    assert_null(feed_cache_find(*state, hash(2)));
    assert_ptr_equal(feed_cache_find(*state, hash(3)), three);
}

/* -- feed_cache_expire ----------------------------------------------------------- */

static void expired_entries_are_looked_up_again_and_stay(void **state)
{
    struct feed_entry *entry = feed_cache_add(*state, hash(1));

    entry->until = (struct instant){1795521600};
    entry->day = (struct date){20000};
    feed_cache_expire(*state);
    assert_ptr_equal(feed_cache_find(*state, hash(1)), entry);
    assert_int_equal(entry->until.s, 0);
    assert_false(date_is_set(entry->day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_entry_is_found_by_its_token_alone, new_cache,
                                        end_cache),
        cmocka_unit_test_setup_teardown(a_dropped_entry_leaves_its_neighbours, new_cache,
                                        end_cache),
        cmocka_unit_test_setup_teardown(expired_entries_are_looked_up_again_and_stay,
                                        new_cache, end_cache),
    };

    return cmocka_run_group_tests_name("publish/feed_cache", tests, NULL, NULL);
}
