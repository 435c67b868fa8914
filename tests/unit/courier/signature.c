/* Unit: jalon/courier/signature.h */
#include "jalon/courier/signature.h"

#include "support/test.h"

/* The example of the specification's own libraries. */
#define SECRET    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define SIGNATURE "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
#define ID        "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define TIMESTAMP 1614265330
#define BODY      "{\"test\": 2432232314}"

#define OTHER_SECRET "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"

static int sign(struct buf *out, const char *secrets, struct err *err)
{
    return signature_add(out, secrets, ID, TIMESTAMP, BODY, strlen(BODY), err);
}

/* -- signature_add --------------------------------------------------------------- */

static void the_specifications_example_comes_out(void **state)
{
    (void)state;
    struct buf out = {0};
    struct err err = {0};

    assert_int_equal(sign(&out, SECRET "\n", &err), 0);
    assert_string_equal(buf_text(&out), SIGNATURE);
    buf_done(&out);
}

static void two_secrets_give_two_signatures(void **state)
{
    (void)state;
    struct buf out = {0};
    struct buf other = {0};
    struct err err = {0};

    assert_int_equal(sign(&out, OTHER_SECRET "\r\n" SECRET, &err), 0);
    assert_int_equal(sign(&other, OTHER_SECRET, &err), 0);
    buf_add(&other, " " SIGNATURE);
    assert_string_equal(buf_text(&out), buf_text(&other));
    buf_done(&other);
    buf_done(&out);
}

static void what_is_no_secret_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",          " \n\n",           "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_",
        "whsec_***", SECRET "\nsecret", SECRET "\n" SECRET "\n" SECRET,
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        struct err err = {0};
        if (sign(&out, rows[i], &err) != -1 || err.code != ERR_INVALID || out.length)
            fail_msg("\"%s\"", rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_specifications_example_comes_out),
        cmocka_unit_test(two_secrets_give_two_signatures),
        cmocka_unit_test(what_is_no_secret_is_refused),
    };

    return cmocka_run_group_tests_name("courier/signature", tests, NULL, NULL);
}
