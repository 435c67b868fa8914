/* Unit: daemon/web/uploads.h */
#include "../../../daemon/web/uploads.h"

#include "jalon/base/mem.h"
#include "support/test.h"

static const struct instant now = {1765868400};

static struct upload *add(struct uploads *uploads, const char *owner, int64_t after)
{
    struct upload *upload = uploads_add(uploads, owner, (struct instant){now.s + after});

    upload->name = mem_strdup("clients.csv");
    upload->text = mem_strdup("id\n");
    return upload;
}

/* -- uploads_find ---------------------------------------------------------------- */

static void only_who_sent_a_file_finds_it_and_not_for_long(void **state)
{
    static const struct {
        const char *owner;
        int64_t after;
        bool found;
    } rows[] = {
        {"alice", 0,                   true },
        {"alice", UPLOADS_VALID_S - 1, true },
        {"alice", UPLOADS_VALID_S,     false},
        {"bob",   0,                   false},
        {"",      0,                   false},
    };
    struct uploads uploads = {0};
    const struct upload *upload = add(&uploads, "alice", 0);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_ptr_equal(uploads_find(&uploads, upload->token, rows[i].owner,
                                      (struct instant){now.s + rows[i].after}),
                         rows[i].found ? upload : NULL);
    assert_null(uploads_find(&uploads, "", "", now));
    uploads_done(&uploads);
}

/* -- uploads_add ----------------------------------------------------------------- */

static void the_oldest_makes_room(void **state)
{
    char tokens[UPLOADS_MAX + 1][TOKEN_TEXT_SIZE];
    struct uploads uploads = {0};

    (void)state;
    for (int i = 0; i <= UPLOADS_MAX; i++)
        (void)memcpy(tokens[i], add(&uploads, "alice", i)->token, TOKEN_TEXT_SIZE);
    for (int i = 0; i <= UPLOADS_MAX; i++)
        assert_int_equal(uploads_find(&uploads, tokens[i], "alice", now) != NULL, i > 0);
    uploads_done(&uploads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_who_sent_a_file_finds_it_and_not_for_long),
        cmocka_unit_test(the_oldest_makes_room),
    };

    return cmocka_run_group_tests_name("web/uploads", tests, NULL, NULL);
}
