/* Unit: daemon/web/answer.c, by jalon/web/web.h */
#include "jalon/engine/answer.h"
#include "jalon/web/web.h"

#include "support/disk.h"
#include "support/engine.h"

#define CONF                                                                             \
    "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"             \
    "[jalond]\nfallback = alice\n[receiver \"alice\"]\nemail = alice@example.org\n"
#define ACME                                                                             \
    "{\"id\":\"acme\",\"name\":\"Acme\",\"owner\":\"alice\",\"facts\":[{\"id\":\"c\","   \
    "\"kind\":\"certificate.issued\",\"on\":\"2025-03-15\"}]}"
#define NOW    "2026-11-24T10:00:00+01:00"
#define WINDOW "surveillance.window/2025-03-15"

static struct house {
    struct fixture f;
    char folder[32], path[48];
    struct clock clock;
    struct web *web;
    char link[256]; /* the path of the link */
} h;

static void changed(void *context)
{
    (void)context;
}

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
    (void)snprintf(h.link, sizeof(h.link), "/answer/%s", buf_text(&token));
    buf_done(&token);
    plan_done(&plan);
    organization_done(&organization);
}

static int open_house(void **state)
{
    (void)state;
    h = (struct house){
        .folder = "/tmp/jalon-web-XXXXXX",
        .f = {.conf = conf_of(CONF), .now = instant(NOW)}
    };
    clock_init_rehearsal(&h.clock, h.f.now, 1);
    h.clock.rehearsal = false;
    assert_non_null(mkdtemp(h.folder));
    (void)snprintf(h.path, sizeof(h.path), "%s/db", h.folder);
    must(store_open(&h.f.store, h.path, &h.f.err), &h.f.err);
    must(engine_open(&h.f.engine, h.f.store, h.f.conf, false, &h.f.err), &h.f.err);
    take_in(&h.f, ACME);
    make_link();
    const struct web_parts parts = {.store = h.f.store,
                                    .engine = h.f.engine,
                                    .conf = h.f.conf,
                                    .clock = &h.clock,
                                    .changed = changed};
    must(web_open(&h.web, &parts, &h.f.err), &h.f.err);
    return 0;
}

static int close_house(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    char path[64];

    (void)state;
    web_close(h.web);
    fixture_close(&h.f);
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        (void)snprintf(path, sizeof(path), "%s%s", h.path, ends[i]);
        (void)unlink(path);
    }
    return rmdir(h.folder);
}

/* What the link answers; BODY is that of a POST, or NULL for a GET. */
static struct web_response ask(const char *body)
{
    const struct web_request request = {
        .method = body ? "POST" : "GET",
        .path = h.link,
        .body = body,
        .length = body ? strlen(body) : 0,
        .content_type = body ? "application/x-www-form-urlencoded" : NULL,
        .address = "192.0.2.1",
        .lang = LANG_EN,
        .now = h.f.now,
    };
    struct web_response response = {0};

    assert_true(web_serve(h.web, &request, &response));
    return response;
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
            assert_non_null(strstr(buf_text(&page.body), h.link));
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_link_that_cannot_be_looked_up_is_not_void),
        TEST(an_answer_that_cannot_be_written_can_be_given_again),
    };

    disk_install();
    return cmocka_run_group_tests_name("web/answer", tests, NULL, NULL);
}
