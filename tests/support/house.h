/*
 * house.h - the pages over a database on disk, without a server: what a request is
 * answered.
 */
#ifndef JALON_TESTS_HOUSE_H
#define JALON_TESTS_HOUSE_H

#include "jalon/web/web.h"
#include "support/engine.h"

static struct house {
    struct fixture f;
    char folder[32], path[48]; /* a new folder, and the database in it */
    struct clock clock;
    struct web *web;
} h;

static inline void house_changed(void *context)
{
    (void)context;
}

/* Opens H with the configuration TEXT at NOW; for house_close(). */
static inline void house_open(const char *text, const char *now)
{
    h = (struct house){
        .folder = "/tmp/jalon-web-XXXXXX",
        .f = {.conf = conf_of(text), .now = instant(now)}
    };
    clock_init_rehearsal(&h.clock, h.f.now, 1);
    h.clock.rehearsal = false;
    assert_non_null(mkdtemp(h.folder));
    (void)snprintf(h.path, sizeof(h.path), "%s/db", h.folder);
    must(store_open(&h.f.store, h.path, &h.f.err), &h.f.err);
    must(engine_open(&h.f.engine, h.f.store, h.f.conf, false, &h.f.err), &h.f.err);
    const struct web_parts parts = {.store = h.f.store,
                                    .engine = h.f.engine,
                                    .conf = h.f.conf,
                                    .clock = &h.clock,
                                    .changed = house_changed};
    must(web_open(&h.web, &parts, &h.f.err), &h.f.err);
}

static inline int house_close(void **state)
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

/* What PATH is answered to whoever brings COOKIE, or NULL; BODY is that of a POST, or
 * NULL for a GET.  For web_response_done(). */
static inline struct web_response house_ask(const char *path, const char *cookie,
                                            const char *body)
{
    const struct web_request request = {
        .method = body ? "POST" : "GET",
        .path = path,
        .cookie = cookie,
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

#endif /* JALON_TESTS_HOUSE_H */
