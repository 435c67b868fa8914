/*
 * fixture.h - messages to render: a client, its milestones, and names that mean harm.
 */
#ifndef JALON_TESTS_RENDER_FIXTURE_H
#define JALON_TESTS_RENDER_FIXTURE_H

#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/render/render.h"

#define FIXTURE_ITEMS 5

/* What a name may hold and none of the places that it lands in may take for anything
 * else; the control characters could only come from a database that was tampered with. */
static const char fixture_hostile[] =
    "<script>alert(1)</script> <!channel> @everyone @channel </b> \"quoted\" 'single' "
    "`code` *bold* _it_ ~no~ [link](https://evil.example) & &lt; \\ | <https://x|y> "
    "\xF0\x9F\x98\x80 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x80\xAE evil "
    "\r\nBcc: victim@example.org\r\n\r\n\x01\x02\x1B\x7F =?UTF-8?Q?x?= {0} %s %n";

static inline struct date fixture_day(int year, int month, int day)
{
    return date_of_civil((struct civil){year, month, day});
}

struct fixture {
    struct organization organization;
    struct milestone milestones[FIXTURE_ITEMS];
    struct render_item items[FIXTURE_ITEMS];
    struct render_message message;
    char id[5][64];
};

static inline void fixture_milestone(struct fixture *fixture, size_t index,
                                     enum milestone_kind kind, const char *id,
                                     const char *step)
{
    struct milestone *milestone = &fixture->milestones[index];
    const struct reckoning none = {.from = DATE_NONE};

    (void)memcpy(fixture->id[index], id, strlen(id) + 1);
    *milestone = (struct milestone){
        .id = fixture->id[index],
        .kind = kind,
        .opens = DATE_NONE,
        .safe = DATE_NONE,
        .due = DATE_NONE,
        .booked = DATE_NONE,
        .done = DATE_NONE,
        .state = STATE_OPEN,
        .force = FORCE_LAW,
        .source = "arrêté du 6 juin 2019 modifié, art. 2",
        .end = none,
        .to_opens = none,
        .to_due = none,
        .to_due_chained = none,
        .to_safe = none,
    };
    fixture->items[index] = (struct render_item){
        .organization = &fixture->organization,
        .milestone = milestone,
        .step = step,
        .today = fixture_day(2025, 12, 16),
    };
}

/* The surveillance audit of 2024-03-15, 29 days before its last safe day. */
static inline void fixture_surveillance(struct fixture *fixture)
{
    fixture_milestone(fixture, 0, MILESTONE_SURVEILLANCE_WINDOW,
                      "surveillance.window/2024-03-15", "due-30d");
    struct milestone *milestone = &fixture->milestones[0];
    milestone->opens = fixture_day(2025, 5, 15);
    milestone->safe = fixture_day(2026, 1, 14);
    milestone->due = fixture_day(2026, 1, 15);
    milestone->anchor = ANCHOR_START;
    milestone->audit = AUDIT_SURVEILLANCE;
    milestone->to_opens =
        (struct reckoning){fixture_day(2024, 3, 15), 14, 0, fixture_day(2025, 5, 15)};
    milestone->to_due =
        (struct reckoning){fixture_day(2024, 3, 15), 22, 0, fixture_day(2026, 1, 15)};
    milestone->to_safe =
        (struct reckoning){fixture_day(2026, 1, 15), 0, -1, fixture_day(2026, 1, 14)};
}

/* A non-conformity called NC, ten days late. */
static inline void fixture_late(struct fixture *fixture, const char *nc)
{
    fixture_milestone(fixture, 1, MILESTONE_NC_FIX, "nc.fix/NC 1", "every+1");
    struct milestone *milestone = &fixture->milestones[1];
    milestone->due = fixture_day(2025, 12, 6);
    milestone->state = STATE_MISSED;
    milestone->nc = nc;
}

static inline void fixture_others(struct fixture *fixture, const char *title)
{
    fixture_milestone(fixture, 2, MILESTONE_REAPPLY_ALLOWED, "reapply.allowed/2025-10-01",
                      "opens-30d");
    fixture->milestones[2].opens = fixture_day(2026, 1, 1);
    fixture_milestone(fixture, 3, MILESTONE_BPF, "bpf/2026", "due-90d");
    fixture->milestones[3].due = fixture_day(2026, 4, 30);
    fixture->milestones[3].confirm = true;
    fixture_milestone(fixture, 4, MILESTONE_OBLIGATION, "obligation/veille/2026-01-01",
                      "due-7d");
    fixture->milestones[4].due = fixture_day(2026, 1, 1);
    fixture->milestones[4].force = FORCE_CUSTOM;
    fixture->milestones[4].title = title;
}

/* A client called NAME with a non-conformity and an obligation called OTHER, for
 * fixture_done(); its message holds the surveillance audit alone. */
static inline void fixture_init(struct fixture *fixture, enum lang lang, const char *name,
                                const char *other)
{
    organization_init(&fixture->organization);
    (void)memcpy(fixture->organization.id, "acme", sizeof("acme"));
    fixture->organization.name = mem_strdup(name);
    fixture_surveillance(fixture);
    fixture_late(fixture, other);
    fixture_others(fixture, other);
    fixture->message = (struct render_message){
        .lang = lang,
        .at = {1765868400},
        .message_id = "<n.abc@jalon.example.org>",
        .from = "Jalon <jalon@example.org>",
        .to = "alice@cabinet.example",
        .public_url = "https://jalon.example.org",
        .feed_url = "https://jalon.example.org/feeds/token/alice.ics",
        .uid_domain = "jalon.example.org",
        .items = fixture->items,
        .item_count = 1,
    };
}

/* Where each item can be answered. */
static const char fixture_answer[] =
    "https://jalon.example.org/answer/"
    "YWNtZQpzdXJ2ZWlsbGFuY2Uud2luZG93LzIwMjQtMDMtMTUKYWxpY2UKMjAyNi0wMi0xNA."
    "AAAAAAAAAAAAAAAAAAAAAA";

static inline void fixture_answers(struct fixture *fixture)
{
    for (size_t i = 0; i < FIXTURE_ITEMS; i++)
        fixture->items[i].answer_url = fixture_answer;
}

/* Makes the message a digest of COUNT items, the five of the fixture over and over, for
 * the caller to free. */
static inline struct render_item *fixture_digest(struct fixture *fixture, size_t count)
{
    struct render_item *items = mem_new_array(count, sizeof(*items));

    for (size_t i = 0; i < count; i++)
        items[i] = fixture->items[i % FIXTURE_ITEMS];
    fixture->message.digest = true;
    fixture->message.items = items;
    fixture->message.item_count = count;
    return items;
}

static inline void fixture_done(struct fixture *fixture)
{
    organization_done(&fixture->organization);
}

#endif /* JALON_TESTS_RENDER_FIXTURE_H */
