/* Unit: jalon/base/buf.h */
#include "jalon/base/buf.h"

#include <string.h>

#include "support/test.h"

static void numbers_are_written_in_decimal(void **state)
{
    static const struct {
        int64_t number;
        const char *text;
    } rows[] = {
        {0,         "0"                   },
        {7,         "7"                   },
        {-40,       "-40"                 },
        {INT64_MAX, "9223372036854775807" },
        {INT64_MIN, "-9223372036854775808"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf buf = {0};
        buf_add_number(&buf, rows[i].number);
        assert_string_equal(buf_text(&buf), rows[i].text);
        buf_done(&buf);
    }
}

static void growing_keeps_what_was_added(void **state)
{
    struct buf buf = {0};

    (void)state;
    for (int i = 0; i < 1000; i++) {
        buf_add_char(&buf, 'a');
        buf_add(&buf, "bc");
        buf_addf(&buf, "%c", 'd');
    }
    assert_int_equal(buf.length, 4000);
    for (size_t i = 0; i < buf.length; i++)
        if (buf.data[i] != "abcd"[i % 4])
            fail_msg("byte %zu is %c", i, buf.data[i]);
    assert_int_equal(buf.data[buf.length], '\0');
    buf_done(&buf);
}

static void what_is_reserved_moves_nothing(void **state)
{
    struct buf buf = {0};

    (void)state;
    buf_add(&buf, "ab");
    buf_reserve(&buf, 1000);
    const char *before = buf_text(&buf);
    memset(buf_extend(&buf, 1000), 'c', 1000);
    assert_ptr_equal(buf_text(&buf), before);
    assert_int_equal(buf.length, 1002);
    assert_memory_equal(buf.data, "abcc", 4);
    assert_int_equal(buf.data[buf.length], '\0');
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_in_decimal),
        cmocka_unit_test(growing_keeps_what_was_added),
        cmocka_unit_test(what_is_reserved_moves_nothing),
    };

    return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
