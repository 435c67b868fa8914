/* Unit: jalon/store/milestones.h */
#include "jalon/store/milestones.h"

#include "fixture.h"
#include "jalon/base/buf.h"
#include "jalon/base/mem.h"

#define HASH_A UINT64_C(0x1111111111111111)
#define HASH_B UINT64_C(0xFFFFFFFFFFFFFFFF)

static struct date day(const char *text)
{
    struct err err = {0};
    struct date date = DATE_NONE;

    if (text)
        must(date_parse(&date, text, &err), &err);
    return date;
}

/* A milestone as a test writes it down. */
struct row {
    const char *id;
    enum milestone_kind kind;
    enum milestone_state state;
    const char *opens, *due;
};

/* Makes the COUNT ROWS the milestones of ORGANIZATION; what moved is added to MOVES. */
static void put(struct fixture *f, const char *organization, const struct row *rows,
                size_t count, struct move_list *moves)
{
    struct milestone milestones[8];
    struct plan plan = {.milestones = milestones, .milestone_count = count};

    for (size_t i = 0; i < count; i++)
        milestones[i] = (struct milestone){
            .id = (char *)(uintptr_t)rows[i].id,
            .kind = rows[i].kind,
            .state = rows[i].state,
            .force = FORCE_LAW,
            .opens = day(rows[i].opens),
            .safe = DATE_NONE,
            .due = day(rows[i].due),
            .booked = DATE_NONE,
            .done = DATE_NONE,
        };
    must(store_milestones_put(f->store, organization, &plan, moves, &f->err), &f->err);
}

static void expect_moves(struct move_list *moves, const char *want)
{
    struct buf out = {0};

    for (size_t i = 0; i < moves->count; i++) {
        const struct move *move = &moves->items[i];
        buf_addf(&out, "%s %s %s>%s;", move->milestone, move->field,
                 move->before ? move->before : "-", move->after ? move->after : "-");
    }
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
    move_list_done(moves);
}

/* -- store_milestones_put -------------------------------------------------------- */

static void what_came_moved_and_went_is_told(void **state)
{
    static const struct row first[] = {
        {"bpf/2026", MILESTONE_BPF,    STATE_OPEN,     NULL,         "2026-05-31"},
        {"nc.fix/1", MILESTONE_NC_FIX, STATE_UPCOMING, "2026-01-10", "2026-07-10"},
    };
    static const struct row second[] = {
        {"nc.fix/1", MILESTONE_NC_FIX, STATE_OPEN, "2026-01-10", "2026-04-10"},
    };
    struct fixture *f = *state;
    struct move_list moves = {0};

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    put(f, "acme", first, ARRAY_LEN(first), &moves);
    expect_moves(&moves, "bpf/2026 due ->2026-05-31;bpf/2026 state ->open;"
                         "nc.fix/1 opens ->2026-01-10;nc.fix/1 due ->2026-07-10;"
                         "nc.fix/1 state ->upcoming;");
    put(f, "acme", second, ARRAY_LEN(second), &moves);
    expect_moves(&moves, "nc.fix/1 due 2026-07-10>2026-04-10;"
                         "nc.fix/1 state upcoming>open;"
                         "bpf/2026 due 2026-05-31>-;bpf/2026 state open>-;");
    put(f, "acme", NULL, 0, NULL);
    assert_int_equal(number(f->path, "SELECT count(*) FROM milestones"), 0);
}

static void an_equal_plan_writes_nothing(void **state)
{
    static const struct row rows[] = {
        {"bpf/2026", MILESTONE_BPF, STATE_OPEN, NULL, "2026-05-31"},
    };
    struct fixture *f = *state;
    struct move_list moves = {0};

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    put(f, "acme", rows, ARRAY_LEN(rows), NULL);
    int64_t revision = store_revision(f->store);
    put(f, "acme", rows, ARRAY_LEN(rows), &moves);
    expect_moves(&moves, "");
    assert_int_equal(store_revision(f->store), revision);
}

/* -- store_milestones_each ------------------------------------------------------- */

static int collect(void *context, const struct milestone_row *row, struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%s:%s ", row->organization, row->id);
    return 0;
}

static void put_two_organizations(struct fixture *f)
{
    static const struct row a[] = {
        {"bpf/2026",     MILESTONE_BPF,             STATE_OPEN, NULL,         "2026-05-31"},
        {"nc.fix/1",     MILESTONE_NC_FIX,          STATE_DONE, "2026-01-10", "2026-04-10"},
        {"reapply/2026", MILESTONE_REAPPLY_ALLOWED, STATE_MOOT, "2026-06-30", NULL        },
    };
    static const struct row b[] = {
        {"bpf/2026", MILESTONE_BPF, STATE_MISSED, NULL, "2026-05-31"},
    };
    struct organization tagged;

    organization_init(&tagged);
    (void)snprintf(tagged.id, sizeof(tagged.id), "b");
    tagged.name = (char[]){"B"};
    tagged.owner = (char[]){"alice"};
    tagged.tags = (char *[]){(char[]){"nord"}};
    tagged.tag_count = 1;
    put_organization(f, "a", (char[]){"A"}, NULL);
    must(store_organization_put(f->store, &tagged, &f->err), &f->err);
    put(f, "a", a, ARRAY_LEN(a), NULL);
    put(f, "b", b, ARRAY_LEN(b), NULL);
}

static void expect_listed(struct fixture *f, struct milestone_filter filter,
                          const char *want)
{
    struct buf out = {0};

    must(store_milestones_each(f->store, &filter, collect, &out, &f->err), &f->err);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
}

static struct milestone_filter anything(void)
{
    return (struct milestone_filter){.from = DATE_NONE, .to = DATE_NONE};
}

static void filters_let_through_what_they_name(void **state)
{
    struct fixture *f = *state;
    struct milestone_filter filter = anything();

    put_two_organizations(f);
    expect_listed(f, filter, "a:nc.fix/1 a:bpf/2026 b:bpf/2026 a:reapply/2026 ");
    filter.pending = true;
    expect_listed(f, filter, "a:bpf/2026 b:bpf/2026 ");
    filter.owner = "alice";
    expect_listed(f, filter, "b:bpf/2026 ");
    filter = anything();
    filter.tag = "nord";
    expect_listed(f, filter, "b:bpf/2026 ");
    filter = anything();
    filter.organization = "a";
    expect_listed(f, filter, "a:nc.fix/1 a:bpf/2026 a:reapply/2026 ");
    filter.has_kind = true;
    filter.kind = MILESTONE_BPF;
    expect_listed(f, filter, "a:bpf/2026 ");
    filter = anything();
    filter.has_state = true;
    filter.state = STATE_MISSED;
    expect_listed(f, filter, "b:bpf/2026 ");
    filter = anything();
    filter.from = day("2026-05-31");
    expect_listed(f, filter, "a:bpf/2026 b:bpf/2026 a:reapply/2026 ");
    filter.to = day("2026-06-29");
    expect_listed(f, filter, "a:bpf/2026 b:bpf/2026 ");
}

/* Where a page ended. */
struct cursor {
    struct date day;
    char organization[65], id[65];
    int64_t rows;
};

static int note_end(void *context, const struct milestone_row *row, struct err *err)
{
    struct cursor *cursor = context;

    (void)err;
    cursor->day = date_is_set(row->due) ? row->due : row->opens;
    (void)snprintf(cursor->organization, sizeof(cursor->organization), "%s",
                   row->organization);
    (void)snprintf(cursor->id, sizeof(cursor->id), "%s", row->id);
    cursor->rows++;
    return 0;
}

static void pages_of_any_size_leave_nothing_out(void **state)
{
    struct fixture *f = *state;

    put_two_organizations(f);
    for (int64_t limit = 1; limit <= 4; limit++) {
        struct milestone_filter filter = anything();
        struct cursor cursor = {0};
        int64_t before;
        filter.limit = limit;
        do {
            before = cursor.rows;
            must(store_milestones_each(f->store, &filter, note_end, &cursor, &f->err),
                 &f->err);
            filter.after_day = cursor.day;
            filter.after_organization = cursor.organization;
            filter.after_id = cursor.id;
        } while (cursor.rows > before);
        assert_int_equal(cursor.rows, 4);
    }
}

static void states_are_counted(void **state)
{
    struct fixture *f = *state;
    int64_t counts[STATE_COUNT];

    put_two_organizations(f);
    must(store_milestone_counts(f->store, counts, &f->err), &f->err);
    assert_int_equal(counts[STATE_OPEN], 1);
    assert_int_equal(counts[STATE_DONE], 1);
    assert_int_equal(counts[STATE_MOOT], 1);
    assert_int_equal(counts[STATE_MISSED], 1);
    assert_int_equal(counts[STATE_UPCOMING], 0);
}

/* -- acknowledgements ------------------------------------------------------------ */

static void acknowledge(struct fixture *f, char *reason, struct date until)
{
    struct ack ack = {
        .milestone = (char[]){"bpf/2026"},
        .key = day("2026-05-31"),
        .until = until,
        .reason = reason,
        .by = (char[]){"alice"},
        .at = NOW,
    };

    must(store_ack_put(f->store, "acme", &ack, &f->err), &f->err);
}

static void the_last_acknowledgement_counts_until_taken_back(void **state)
{
    struct fixture *f = *state;
    struct ack ack;

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    acknowledge(f, (char[]){"first"}, DATE_NONE);
    acknowledge(f, (char[]){"second"}, day("2026-03-01"));
    must(store_ack_find(&ack, f->store, "acme", "bpf/2026", &f->err), &f->err);
    assert_string_equal(ack.reason, "second");
    assert_string_equal(ack.by, "alice");
    assert_int_equal(date_cmp(ack.key, day("2026-05-31")), 0);
    assert_int_equal(date_cmp(ack.until, day("2026-03-01")), 0);
    assert_int_equal(ack.at.s, NOW.s);
    ack_done(&ack);
    must(store_ack_remove(f->store, "acme", "bpf/2026", &f->err), &f->err);
    must(store_ack_find(&ack, f->store, "acme", "bpf/2026", &f->err), &f->err);
    assert_null(ack.milestone);
    assert_int_equal(store_ack_remove(f->store, "acme", "bpf/2026", &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_int_equal(number(f->path, "SELECT count(*) FROM acks"), 2);
}

/* -- events ---------------------------------------------------------------------- */

/* The row of UID, without its name. */
static struct event_row event(struct fixture *f, const char *uid)
{
    struct event_row_list rows;

    must(store_events_read(&rows, f->store, "acme", &f->err), &f->err);
    struct event_row row = *event_row_find(&rows, uid);
    event_row_list_done(&rows);
    row.uid = NULL;
    return row;
}

static void a_sequence_moves_with_the_content_only(void **state)
{
    static const struct {
        uint64_t hash;
        int64_t at, sequence, modified;
    } rows[] = {
        {HASH_A, 100, 0, 100},
        {HASH_A, 200, 0, 100},
        {HASH_B, 300, 1, 300},
        {HASH_B, 400, 1, 300},
        {HASH_A, 500, 2, 500},
        {HASH_B, 500, 3, 501},
        {HASH_A, 500, 4, 502},
        {HASH_B, 503, 5, 503},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        must(store_event_put(f->store, "acme", "uid", rows[i].hash,
                             (struct instant){rows[i].at}, &f->err),
             &f->err);
        struct event_row row = event(f, "uid");
        assert_int_equal(row.sequence, rows[i].sequence);
        assert_int_equal(row.modified.s, rows[i].modified);
        assert_true(row.hash == rows[i].hash);
    }
}

static void a_sequence_outlives_its_organization(void **state)
{
    struct fixture *f = *state;

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    must(store_event_put(f->store, "acme", "uid", HASH_A, NOW, &f->err), &f->err);
    must(store_organization_remove(f->store, "acme", &f->err), &f->err);
    must(store_event_put(f->store, "acme", "uid", HASH_B, NOW, &f->err), &f->err);
    assert_int_equal(event(f, "uid").sequence, 1);
}

static void events_are_found_by_their_uid(void **state)
{
    struct fixture *f = *state;
    struct event_row_list rows;

    must(store_events_read(&rows, f->store, "acme", &f->err), &f->err);
    assert_null(event_row_find(&rows, "b"));
    must(store_event_put(f->store, "acme", "b", HASH_B, NOW, &f->err), &f->err);
    must(store_event_put(f->store, "acme", "a", HASH_A, NOW, &f->err), &f->err);
    must(store_event_put(f->store, "other", "c", HASH_A, NOW, &f->err), &f->err);

    must(store_events_read(&rows, f->store, "acme", &f->err), &f->err);
    assert_int_equal(rows.count, 2);
    assert_true(event_row_find(&rows, "a")->hash == HASH_A);
    assert_true(event_row_find(&rows, "b")->hash == HASH_B);
    assert_null(event_row_find(&rows, "c"));
    event_row_list_done(&rows);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_came_moved_and_went_is_told),
        TEST(an_equal_plan_writes_nothing),
        TEST(filters_let_through_what_they_name),
        TEST(pages_of_any_size_leave_nothing_out),
        TEST(states_are_counted),
        TEST(the_last_acknowledgement_counts_until_taken_back),
        TEST(a_sequence_moves_with_the_content_only),
        TEST(a_sequence_outlives_its_organization),
        TEST(events_are_found_by_their_uid),
    };

    return cmocka_run_group_tests_name("store/milestones", tests, NULL, NULL);
}
