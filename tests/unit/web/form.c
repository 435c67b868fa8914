/* Unit: daemon/web/form.h */
#include "../../../daemon/web/form.h"

#include "support/test.h"

#define ENCODED   "application/x-www-form-urlencoded"
#define MULTIPART "multipart/form-data; boundary=xYz"

static int parse(struct form *out, const char *type, const char *body)
{
    struct err err = {0};

    return form_parse(out, type, body, strlen(body), &err);
}

/* -- form_parse, urlencoded ------------------------------------------------------ */

static void fields_come_decoded(void **state)
{
    (void)state;
    static const struct {
        const char *body, *name, *want;
    } rows[] = {
        {"a=1&b=2",          "b",   "2"           },
        {"a=one+two",        "a",   "one two"     },
        {"a=%C3%A9%2B%26",   "a",   "é+&"        },
        {"a%20b=1",          "a b", "1"           },
        {"a=x=y",            "a",   "x=y"         },
        {"a=1&a=2",          "a",   "1"           },
        {"&&a=1&",           "a",   "1"           },
        {"a=line%0D%0Aline", "a",   "line\r\nline"},
        {"a=",               "a",   NULL          },
        {"a",                "a",   NULL          },
        {"b=1",              "a",   NULL          },
        {"",                 "a",   NULL          },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct form form;
        assert_int_equal(parse(&form, ENCODED "; charset=utf-8", rows[i].body), 0);
        const char *got = form_text(&form, rows[i].name);
        if (!got != !rows[i].want || (got && strcmp(got, rows[i].want) != 0))
            fail_msg("%s: %s", rows[i].body, got ? got : "nothing");
        form_done(&form);
    }
}

static void what_is_not_well_formed_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *type, *body;
    } rows[] = {
        {ENCODED,               "a=%"                                                               },
        {ENCODED,               "a=%4"                                                              },
        {ENCODED,               "a=%zz"                                                             },
        {ENCODED,               "a=%00"                                                             },
        {ENCODED,               "a=%ff"                                                             },
        {ENCODED,               "a=%07"                                                             },
        {ENCODED,               "%1b=a"                                                             },
        {"text/plain",          "a=1"                                                               },
        {NULL,                  "a=1"                                                               },
        {"multipart/form-data", "--x\r\n"                                                           },
        {MULTIPART,             "a=1"                                                               },
        {MULTIPART,             "--xYz\r\n"                                                         },
        {MULTIPART,             "--xYz\r\nA: b\r\n\r\nvalue\r\n--xYz--"                             },
        {MULTIPART,             "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nunended"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct form form;
        if (parse(&form, rows[i].type, rows[i].body) == 0)
            fail_msg("%s: %s", rows[i].type, rows[i].body);
    }
}

static void a_form_has_a_last_field(void **state)
{
    (void)state;
    char body[4 * (FORM_FIELDS_MAX + 1) + 1] = "";
    struct form form;

    for (int i = 0; i < FORM_FIELDS_MAX; i++)
        memcpy(body + 4 * i, "a=1&", 5);
    assert_int_equal(parse(&form, ENCODED, body), 0);
    form_done(&form);
    memcpy(body + 4 * FORM_FIELDS_MAX, "a=1", 4);
    assert_int_equal(parse(&form, ENCODED, body), -1);
}

/* -- form_parse, multipart ------------------------------------------------------- */

static void a_file_comes_byte_by_byte(void **state)
{
    (void)state;
    static const char body[] =
        "--xYz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n"
        "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\nid;\0\xff\r\n--x\r\n\r\n--xYz--\r\n";
    static const char want[] = "id;\0\xff\r\n--x\r\n";
    struct err err = {0};
    struct form form;

    assert_int_equal(form_parse(&form, MULTIPART, body, sizeof(body) - 1, &err), 0);
    assert_string_equal(form_text(&form, "csrf"), "abc");
    const struct form_field *file = form_field(&form, "file");
    assert_string_equal(file->file, "a.csv");
    assert_int_equal(file->length, sizeof(want) - 1);
    assert_memory_equal(file->value, want, sizeof(want) - 1);
    form_done(&form);
}

static void every_beginning_of_a_good_body_is_read_or_refused(void **state)
{
    (void)state;
    static const char body[] =
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc\r\n"
        "--xYz\r\nContent-Disposition: form-data; name=\"b\"; filename=\"\"\r\n\r\n\r\n"
        "--xYz--";

    for (size_t length = 1; length < sizeof(body); length++) {
        struct err err = {0};
        struct form form;
        char *copy = malloc(length);
        memcpy(copy, body, length);
        if (form_parse(&form, MULTIPART, copy, length, &err) == 0)
            form_done(&form);
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_come_decoded),
        cmocka_unit_test(what_is_not_well_formed_is_refused),
        cmocka_unit_test(a_form_has_a_last_field),
        cmocka_unit_test(a_file_comes_byte_by_byte),
        cmocka_unit_test(every_beginning_of_a_good_body_is_read_or_refused),
    };

    return cmocka_run_group_tests_name("web/form", tests, NULL, NULL);
}
