/* Unit: daemon/web/answer.c, by jalon/web/web.h */
#include "jalon/engine/answer.h"

#include "support/disk.h"
#include "support/house.h"

#define CONF                                                                             \
    "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"             \
    "[jalond]\nfallback = alice\n[receiver \"alice\"]\nemail = alice@example.org\n"
#define ACME                                                                             \
    "{\"id\":\"acme\",\"name\":\"Acme\",\"owner\":\"alice\",\"facts\":[{\"id\":\"c\","   \
    "\"kind\":\"certificate.issued\",\"on\":\"2025-03-15\"}]}"
#define NOW    "2026-11-24T10:00:00+01:00"
#define WINDOW "surveillance.window/2025-03-15"

static char link_path[256];

static void make_link(void)
{
    struct organization organization;
    struct plan plan;
    struct buf token = {0};

    must(engine_plan(&organization, &plan, h.f.engine, "acme", h.f.now, &h.f.err),
         &h.f.err);
    must(answer_token(&token, h.f.engine, &organization, plan_find(&plan, WINDOW),
                      "alice", h.f.now, &h.f.err),
         &h.f.err);
    (void)snprintf(link_path, sizeof(link_path), "/answer/%s", buf_text(&token));
    buf_done(&token);
    plan_done(&plan);
    organization_done(&organization);
}

static int open_house(void **state)
{
    (void)state;
    house_open(CONF, NOW);
    take_in(&h.f, ACME);
    make_link();
    return 0;
}

/* What the link answers; BODY is that of a POST, or NULL for a GET. */
static struct web_response ask(const char *body)
{
    return house_ask(link_path, NULL, body);
}

/* The form that books the audit, as the page has it; to be freed. */
static char *booking(void)
{
    static const char field[] = "name=\"csrf\" value=\"";
    struct web_response page = ask(NULL);
    struct buf body = {0};

    assert_int_equal(page.status, 200);
    const char *csrf = strstr(buf_text(&page.body), field);
    assert_non_null(csrf);
    buf_add(&body, "as=booked&day=2026-12-10&csrf=");
    csrf += strlen(field);
    buf_add_bytes(&body, csrf, strcspn(csrf, "\""));
    web_response_done(&page);
    return buf_take(&body);
}

static bool has_header(const struct web_response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++)
        if (text_equal(response->headers[i].name, name))
            return true;
    return false;
}

/* Asks while the disk breaks after the first read, the second, ...: each time the page
 * is as it was, or says that it will be. */
static void expect_patience(const char *body)
{
    int failed = 1;

    for (int reads = 0; failed; reads++) {
        disk_forget(h.path);
        disk_break(reads);
        struct web_response page = ask(body);
        disk_mend();
        failed = disk.failed;
        if (page.status != 200) {
            assert_int_equal(page.status, 503);
            assert_true(has_header(&page, "Retry-After"));
            assert_non_null(strstr(buf_text(&page.body), "the link stays good"));
            assert_non_null(strstr(buf_text(&page.body), link_path));
        }
        web_response_done(&page);
    }
}

/* -- GET and POST ---------------------------------------------------------------- */

static void a_link_that_cannot_be_looked_up_is_not_void(void **state)
{
    (void)state;
    expect_patience(NULL);

    struct web_response page = ask(NULL);
    assert_int_equal(page.status, 200);
    web_response_done(&page);
}

static void an_answer_that_cannot_be_written_can_be_given_again(void **state)
{
    (void)state;
    char *body = booking();

    expect_patience(body);
    free(body);
    /* The last one was taken, and the link has served. */
    struct web_response page = ask(NULL);
    assert_int_equal(page.status, 404);
    web_response_done(&page);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, house_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_link_that_cannot_be_looked_up_is_not_void),
        TEST(an_answer_that_cannot_be_written_can_be_given_again),
    };

    disk_install();
    return cmocka_run_group_tests_name("web/answer", tests, NULL, NULL);
}
