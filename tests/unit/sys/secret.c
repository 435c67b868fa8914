/* Unit: jalon/sys/secret.h */
#include "jalon/sys/secret.h"

#include "support/test.h"

/* -- hashes ---------------------------------------------------------------------- */

static void sha256_gives_the_known_digests(void **state)
{
    (void)state;
    /* FIPS 180-4, examples of NIST. */
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char text[SHA256_TEXT_SIZE];
        secret_sha256_text(text, rows[i].text, strlen(rows[i].text));
        assert_string_equal(text, rows[i].want);
    }
}

static void hmac_gives_the_known_digest(void **state)
{
    (void)state;
    /* RFC 4231, test case 2. */
    static const unsigned char want[SHA256_SIZE] = {
        0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24,
        0x26, 0x08, 0x95, 0x75, 0xc7, 0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27,
        0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9, 0x64, 0xec, 0x38, 0x43,
    };
    static const char text[] = "what do ya want for nothing?";
    unsigned char digest[SHA256_SIZE];

    secret_hmac_sha256(digest, "Jefe", 4, text, strlen(text));
    assert_memory_equal(digest, want, SHA256_SIZE);
}

/* -- secret_token ---------------------------------------------------------------- */

static void tokens_are_long_fit_for_a_url_and_never_the_same(void **state)
{
    (void)state;
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char tokens[200][TOKEN_TEXT_SIZE];

    for (size_t i = 0; i < ARRAY_LEN(tokens); i++) {
        secret_token(tokens[i]);
        assert_int_equal(strspn(tokens[i], allowed), TOKEN_TEXT_SIZE - 1);
        assert_int_equal(tokens[i][TOKEN_TEXT_SIZE - 1], '\0');
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(tokens[i], tokens[j]);
    }
}

/* -- base64 ---------------------------------------------------------------------- */

static void base64_is_written_and_read_as_rfc_4648_says(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *base64;
    } rows[] = {
        {"",         ""        },
        {"f",        "Zg=="    },
        {"fo",       "Zm8="    },
        {"foo",      "Zm9v"    },
        {"foob",     "Zm9vYg=="},
        {"\xfb\xff", "+/8="    },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf text = {0}, back = {0};
        secret_base64(&text, rows[i].plain, strlen(rows[i].plain));
        assert_string_equal(buf_text(&text), rows[i].base64);
        assert_int_equal(secret_base64_decode(&back, rows[i].base64), 0);
        assert_string_equal(buf_text(&back), rows[i].plain);
        buf_done(&text);
        buf_done(&back);
    }
}

static void base64url_is_written_and_read_as_rfc_4648_says(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *base64url;
    } rows[] = {
        {"",         ""      },
        {"f",        "Zg"    },
        {"fo",       "Zm8"   },
        {"foo",      "Zm9v"  },
        {"foob",     "Zm9vYg"},
        {"\xfb\xff", "-_8"   },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf text = {0}, back = {0};
        buf_add(&text, "before ");
        secret_base64url(&text, rows[i].plain, strlen(rows[i].plain));
        const char *got = buf_text(&text) + strlen("before ");
        assert_string_equal(got, rows[i].base64url);
        assert_int_equal(text.length, strlen("before ") + strlen(rows[i].base64url));
        /* Behind LENGTH there may be more, which does not count. */
        buf_add(&text, ".more");
        got = buf_text(&text) + strlen("before ");
        assert_int_equal(secret_base64url_decode(&back, got, strlen(rows[i].base64url)),
                         0);
        assert_string_equal(buf_text(&back), rows[i].plain);
        buf_done(&text);
        buf_done(&back);
    }
}

static void what_is_no_base64_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "Z",      "Zg",    "Zg=",  "Zg===",    "====",
        "Zm9v\n", " Zm9v", "Zm-_", "Zg==Zg==", "Zm9vYg=A",
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf bytes = {0};
        assert_int_equal(secret_base64_decode(&bytes, rows[i]), -1);
        assert_int_equal(bytes.length, 0);
    }
}

static void every_length_comes_back(void **state)
{
    (void)state;
    unsigned char bytes[100];

    secret_random(bytes, sizeof(bytes));
    for (size_t length = 0; length <= sizeof(bytes); length++) {
        struct buf text = {0}, back = {0};
        secret_base64(&text, bytes, length);
        assert_int_equal(secret_base64_decode(&back, buf_text(&text)), 0);
        assert_int_equal(back.length, length);
        assert_memory_equal(buf_text(&back), bytes, length);
        buf_done(&text);
        buf_done(&back);
    }
}

/* -- secret_equal ---------------------------------------------------------------- */

static void only_the_same_text_is_equal(void **state)
{
    (void)state;
    assert_true(secret_equal("", ""));
    assert_true(secret_equal("abc", "abc"));
    assert_false(secret_equal("abc", "abd"));
    assert_false(secret_equal("abc", "ab"));
    assert_false(secret_equal("", "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_known_digests),
        cmocka_unit_test(hmac_gives_the_known_digest),
        cmocka_unit_test(tokens_are_long_fit_for_a_url_and_never_the_same),
        cmocka_unit_test(base64_is_written_and_read_as_rfc_4648_says),
        cmocka_unit_test(base64url_is_written_and_read_as_rfc_4648_says),
        cmocka_unit_test(what_is_no_base64_is_refused),
        cmocka_unit_test(every_length_comes_back),
        cmocka_unit_test(only_the_same_text_is_equal),
    };

    return cmocka_run_group_tests_name("sys/secret", tests, NULL, NULL);
}
