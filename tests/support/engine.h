/*
 * engine.h - an engine over a database in memory, for tests of what it says.
 */
#ifndef JALON_TESTS_ENGINE_H
#define JALON_TESTS_ENGINE_H

#include "support/core.h"

#include <unistd.h>

#include "jalon/base/text.h"
#include "jalon/engine/engine.h"
#include "jalon/store/ledger.h"
#include "jalon/store/organizations.h"

struct fixture {
    struct conf *conf;
    struct store *store;
    struct engine *engine;
    struct instant now;
    struct err err;
};

/* Whatever fails ends the test with its sentence. */
static inline void must(int rc, const struct err *err)
{
    if (rc != 0)
        fail_msg("%s", err->text);
}

/* The configuration TEXT, for conf_free(). */
static inline struct conf *conf_of(const char *text)
{
    char path[] = "/tmp/jalon-test-XXXXXX";
    struct buf errors = {0};
    struct conf *conf = NULL;
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(close(fd), 0);
    if (conf_load(&conf, path, LANG_EN, &errors) != 0)
        fail_msg("%s", buf_text(&errors));
    assert_int_equal(unlink(path), 0);
    buf_done(&errors);
    return conf;
}

static inline struct instant instant(const char *text)
{
    struct instant instant = {0};
    struct err err = {0};

    must(instant_parse(&instant, text, &err), &err);
    return instant;
}

static inline void fixture_open(struct fixture *f, const char *conf, const char *now)
{
    *f = (struct fixture){.conf = conf_of(conf), .now = instant(now)};
    must(store_open(&f->store, ":memory:", &f->err), &f->err);
    must(engine_open(&f->engine, f->store, f->conf, false, &f->err), &f->err);
}

static inline void fixture_close(struct fixture *f)
{
    engine_close(f->engine);
    store_close(f->store);
    conf_free(f->conf);
}

static inline enum change take_in(struct fixture *f, const char *document)
{
    const struct actor actor = {"test", f->now};
    struct organization organization = organization_of(document);
    enum change change;

    must(engine_put(f->engine, &organization, &actor, &change, NULL, &f->err), &f->err);
    organization_done(&organization);
    return change;
}

static inline int record_fact(struct fixture *f, const char *id, const char *text,
                              bool force)
{
    const struct actor actor = {"test", f->now};
    struct fact fact;

    must(document_parse_fact(&fact, text, strlen(text), &f->err), &f->err);
    int rc = engine_record(f->engine, id, &fact, force, &actor, NULL, &f->err);
    fact_done(&fact);
    return rc;
}

/* "receiver:step,step" of each queued message, separated by blanks. */
static inline int add_message(void *context, const struct notice *notice, struct err *err)
{
    struct buf *text = context;

    (void)err;
    buf_addf(text, "%s%s:", text->length ? " " : "", notice->receiver);
    for (size_t i = 0; i < notice->item_count; i++)
        buf_addf(text, "%s%s", i ? "," : "", notice->items[i].step);
    if (!notice->item_count)
        buf_add(text, notice->subject);
    return 0;
}

static inline void expect_queued(struct fixture *f, const char *want)
{
    const struct notice_filter filter = {.has_state = true, .state = NOTICE_QUEUED};
    struct buf got = {0};

    must(store_notices_each(f->store, &filter, add_message, &got, &f->err), &f->err);
    assert_string_equal(buf_text(&got), want);
    buf_done(&got);
}

/* Moves the clock to NOW and lets the engine look. */
static inline struct instant tick_at(struct fixture *f, const char *now)
{
    struct instant next;

    f->now = instant(now);
    must(engine_tick(f->engine, f->now, &next, &f->err), &f->err);
    return next;
}

#endif /* JALON_TESTS_ENGINE_H */
