/*
 * notice_fixture.h - notices as the tests of the ledger make them.
 */
#ifndef JALON_TESTS_STORE_NOTICE_FIXTURE_H
#define JALON_TESTS_STORE_NOTICE_FIXTURE_H

#include "fixture.h"

#define KEY   ((struct date){20500})
#define MOVED ((struct date){20600})

/* Adds a notice to RECEIVER with one item, STEP of MILESTONE of "acme" for KEY_DAY, or
 * with none where MILESTONE is NULL.  Returns its id, or 0 with f->err set. */
static inline int64_t add_notice(struct fixture *f, const char *receiver,
                                 const char *milestone, struct date key, const char *step,
                                 enum notice_state state)
{
    struct notice_item item = {
        .organization = (char[]){"acme"},
        .milestone = (char *)(uintptr_t)milestone,
        .step = (char *)(uintptr_t)step,
        .key = key,
    };
    struct notice notice = {
        .at = NOW,
        .receiver = (char *)(uintptr_t)receiver,
        .channel = (char[]){"email"},
        .address = (char[]){"alice@cabinet.example"},
        .state = state,
        .next_try = NOW,
        .message_id = (char[]){"<1@jalon.example>"},
        .subject = (char[]){"Audit à réserver"},
        .template_version = (char[]){"1"},
        .payload = (char[]){"From: jalon\r\n\r\nBonjour"},
        .payload_length = 22,
        .items = &item,
        .item_count = milestone ? 1 : 0,
    };

    return store_notice_add(f->store, &notice, &f->err) ? 0 : notice.id;
}

static inline int64_t queue(struct fixture *f, const char *receiver,
                            const char *milestone, struct date key, const char *step)
{
    int64_t id = add_notice(f, receiver, milestone, key, step, NOTICE_QUEUED);

    assert_true(id > 0);
    return id;
}

/* Notes that an attempt at notice ID ended in STATE at NOW + S, with ANSWER. */
static inline void result(struct fixture *f, int64_t id, enum notice_state state,
                          const char *answer, int64_t s)
{
    must(store_begin(f->store, "result", &f->err), &f->err);
    must(store_notice_result(f->store, id, state, answer,
                             (struct instant){NOW.s + s + 60},
                             (struct instant){NOW.s + s}, &f->err),
         &f->err);
    must(store_commit(f->store, &f->err), &f->err);
}

static inline struct notice get(struct fixture *f, int64_t id)
{
    struct notice notice = {0};

    must(store_notice_get(&notice, f->store, id, &f->err), &f->err);
    return notice;
}

static inline void expect_state(struct fixture *f, int64_t id, enum notice_state state)
{
    struct notice notice = get(f, id);

    assert_string_equal(notice_state_name(notice.state), notice_state_name(state));
    notice_done(&notice);
}

static inline bool known(struct fixture *f, struct date key, const char *step)
{
    return store_step_known(f->store, "acme", "bpf/2026", key, step, "alice");
}

static inline void verify(struct fixture *f, int64_t entries)
{
    struct ledger_proof proof = {0};
    int64_t broken = 0;

    must(store_ledger_verify(&proof, &broken, f->store, &f->err), &f->err);
    assert_int_equal(proof.number, entries);
}

#endif /* JALON_TESTS_STORE_NOTICE_FIXTURE_H */
