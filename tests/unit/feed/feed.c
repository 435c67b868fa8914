/* Unit: jalon/feed/feed.h, the calendar's text, with libical as its judge */
#include "jalon/feed/feed.h"

#include <libical/ical.h>
#include <stdio.h>

#include "jalon/base/text.h"
#include "support/test.h"

#define UID "due.nc.fix/NC, 1;x.acme@jalon.test"

/* -- fixture --------------------------------------------------------------------- */

static struct date day(int year, int month, int number)
{
    return date_of_civil((struct civil){year, month, number});
}

static struct feed_options options(void)
{
    return (struct feed_options){
        .lang = LANG_FR,
        .title = "Jalon – échéances",
        .public_url = "https://jalon.test",
        .uid_domain = "jalon.test",
    };
}

/* What an event of the fixture is made from. */
struct sample {
    struct milestone milestone;
    struct event event;
    struct organization organization;
    char id[32], uid[64], name[512];
};

static void sample_init(struct sample *sample, const char *name)
{
    *sample = (struct sample){
        .milestone =
            {
                        .kind = MILESTONE_NC_FIX,
                        .opens = day(2026, 8, 31),
                        .safe = DATE_NONE,
                        .due = day(2027, 2, 28),
                        .booked = DATE_NONE,
                        .done = DATE_NONE,
                        .state = STATE_OPEN,
                        .source = "arrêté du 6 juin 2019 modifié, art. 5",
                        .nc = "NC, 1;x",
                        .anchor = ANCHOR_NOTIFIED,
                        .anchor_day = day(2026, 8, 31),
                        .end.from = DATE_NONE,
                        .to_opens.from = DATE_NONE,
                        .to_due = {day(2026, 8, 31), 6, 0, day(2027, 2, 28)},
                        .to_due_chained.from = DATE_NONE,
                        .to_safe.from = DATE_NONE,
                        },
        .organization.id = "acme",
    };
    (void)snprintf(sample->id, sizeof(sample->id), "nc.fix/NC, 1;x");
    (void)snprintf(sample->uid, sizeof(sample->uid), "%s", UID);
    (void)snprintf(sample->name, sizeof(sample->name), "%s", name);
    sample->milestone.id = sample->id;
    sample->organization.name = sample->name;
    sample->event.part = EVENT_DUE;
    sample->event.milestone = &sample->milestone;
    sample->event.day = sample->milestone.due;
    sample->event.uid = sample->uid;
}

static void write_calendar(struct buf *out, const struct feed_options *with,
                           const struct sample *sample)
{
    const struct instant modified = {1768467600}; /* 2026-01-15T09:00:00Z */

    feed_begin(out, with);
    if (sample)
        feed_event(out, with, &sample->organization, &sample->event, 3, modified);
    feed_end(out, with, !sample, modified);
}

static void expect_bytes_in_order(const char *text)
{
    for (const char *line = text; *line;) {
        const char *end = strstr(line, "\r\n");
        assert_non_null(end);
        size_t length = (size_t)(end - line);
        assert_in_range(length, 1, 75);
        assert_true(text_is_utf8(line, length));
        for (size_t i = 0; i < length; i++)
            assert_in_range((unsigned char)line[i], ' ', 0xFF);
        line = end + 2;
    }
}

static void expect_no_complaint(icalcomponent *component)
{
    assert_int_equal(icalcomponent_count_properties(component, ICAL_XLICERROR_PROPERTY),
                     0);
    icalcomponent *inner =
        icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    for (; inner; inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        expect_no_complaint(inner);
}

/* TEXT as libical reads it, for icalcomponent_free(); it has one event, put in *EVENT. */
static icalcomponent *judged(const char *text, icalcomponent **event)
{
    expect_bytes_in_order(text);
    icalcomponent *calendar = icalparser_parse_string(text);
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_count_components(calendar, ICAL_ANY_COMPONENT), 1);
    assert_true(icalrestriction_check(calendar));
    expect_no_complaint(calendar);
    *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    assert_non_null(*event);
    return calendar;
}

static void expect_summary(icalcomponent *event, const char *want)
{
    const char *summary = icalcomponent_get_summary(event);

    if (strncmp(summary, want, strlen(want)) != 0)
        fail_msg("\"%s\" does not start with \"%s\"", summary, want);
}

static void expect_property(icalcomponent *component, icalproperty_kind kind,
                            const char *want)
{
    icalproperty *property = icalcomponent_get_first_property(component, kind);

    assert_non_null(property);
    char *value = icalproperty_get_value_as_string_r(property);
    assert_string_equal(value, want);
    icalmemory_free_buffer(value);
}

/* -- feed_event ------------------------------------------------------------------ */

static void names_of_every_kind_are_read_back_as_they_are(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Acme Formation",
        "Acme, fille de \\Acme; et Cie",
        "L’école des métiers à façon, œuvrant pour l’été et bien au-delà de l’hiver ÉÉÉÉ",
        "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語",
        "🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓",
        "END:VEVENT",
    };

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct feed_options with = options();
        struct sample sample;
        struct buf text = {0};
        icalcomponent *event;

        sample_init(&sample, names[i]);
        write_calendar(&text, &with, &sample);
        icalcomponent *calendar = judged(buf_text(&text), &event);
        expect_summary(event, names[i]);
        assert_string_equal(icalcomponent_get_uid(event), UID);
        icalcomponent_free(calendar);
        buf_done(&text);
    }
}

static void no_text_breaks_out_of_its_line(void **state)
{
    (void)state;
    struct feed_options with = options();
    struct sample sample;
    struct buf text = {0};
    icalcomponent *event;

    with.title = "a\r\nMETHOD:PUBLISH";
    with.public_url = "https://jalon.test/\r\nATTACH:x é";
    sample_init(&sample, "Acme\r\nEND:VEVENT\r\nBEGIN:VTODO\x01\x7f");
    write_calendar(&text, &with, &sample);
    icalcomponent *calendar = judged(buf_text(&text), &event);

    expect_summary(event, "Acme\nEND:VEVENT\nBEGIN:VTODO ·");
    expect_property(event, ICAL_URL_PROPERTY,
                    "https://jalon.test/%0D%0AATTACH:x%20%C3%A9/organizations/acme");
    assert_int_equal(icalcomponent_count_properties(calendar, ICAL_METHOD_PROPERTY), 0);
    icalcomponent_free(calendar);
    buf_done(&text);
}

static void an_event_is_an_all_day_one_that_blocks_no_time(void **state)
{
    (void)state;
    static const struct {
        icalproperty_kind kind;
        const char *want;
    } rows[] = {
        {ICAL_DTSTART_PROPERTY,      "20270228"        },
        {ICAL_DTEND_PROPERTY,        "20270301"        },
        {ICAL_DTSTAMP_PROPERTY,      "20260115T090000Z"},
        {ICAL_LASTMODIFIED_PROPERTY, "20260115T090000Z"},
        {ICAL_SEQUENCE_PROPERTY,     "3"               },
        {ICAL_TRANSP_PROPERTY,       "TRANSPARENT"     },
        {ICAL_CLASS_PROPERTY,        "PUBLIC"          },
    };
    struct feed_options with = options();
    struct sample sample;
    struct buf text = {0};
    icalcomponent *event;

    sample_init(&sample, "Acme");
    write_calendar(&text, &with, &sample);
    icalcomponent *calendar = judged(buf_text(&text), &event);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        expect_property(event, rows[i].kind, rows[i].want);
    icalcomponent_free(calendar);
    buf_done(&text);
}

static void only_what_is_done_bears_a_check_mark(void **state)
{
    (void)state;
    struct feed_options with = options();
    struct sample sample;
    struct buf text = {0};

    sample_init(&sample, "Acme");
    write_calendar(&text, &with, &sample);
    assert_null(strstr(buf_text(&text), "✓"));

    buf_clear(&text);
    sample.milestone.done = day(2026, 12, 1);
    write_calendar(&text, &with, &sample);
    assert_non_null(strstr(buf_text(&text), "SUMMARY:✓ Acme · "));
    buf_done(&text);
}

static void the_passing_of_days_changes_no_byte(void **state)
{
    (void)state;
    static const enum milestone_state states[] = {
        STATE_UPCOMING,
        STATE_BOOKED,
        STATE_MISSED,
        STATE_PASSED,
    };
    struct feed_options with = options();
    struct sample sample;
    struct buf before = {0};
    struct buf after = {0};

    sample_init(&sample, "Acme");
    write_calendar(&before, &with, &sample);
    for (size_t i = 0; i < ARRAY_LEN(states); i++) {
        sample.milestone.state = states[i];
        buf_clear(&after);
        write_calendar(&after, &with, &sample);
        assert_string_equal(buf_text(&before), buf_text(&after));
    }
    buf_done(&before);
    buf_done(&after);
}

static void a_masked_event_names_nobody(void **state)
{
    (void)state;
    struct feed_options with = options();
    struct sample sample;
    struct buf text = {0};
    icalcomponent *event;

    with.masked = true;
    sample_init(&sample, "Acme Formation");
    write_calendar(&text, &with, &sample);
    assert_null(strstr(buf_text(&text), "Acme"));
    icalcomponent *calendar = judged(buf_text(&text), &event);
    expect_property(event, ICAL_URL_PROPERTY, "https://jalon.test/");
    assert_null(strstr(icalcomponent_get_description(event), "acme"));
    icalcomponent_free(calendar);
    buf_done(&text);
}

static void alarms_ring_only_for_what_is_not_done(void **state)
{
    (void)state;
    static const int days[] = {7, 1};
    struct feed_options with = options();
    struct sample sample;
    struct buf text = {0};
    icalcomponent *event;

    with.alarms = days;
    with.alarm_count = ARRAY_LEN(days);
    sample_init(&sample, "Acme");
    write_calendar(&text, &with, &sample);
    icalcomponent *calendar = judged(buf_text(&text), &event);
    assert_int_equal(icalcomponent_count_components(event, ICAL_VALARM_COMPONENT), 2);
    expect_property(icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT),
                    ICAL_TRIGGER_PROPERTY, "-P7D");
    icalcomponent_free(calendar);

    buf_clear(&text);
    sample.milestone.done = day(2026, 12, 1);
    write_calendar(&text, &with, &sample);
    assert_null(strstr(buf_text(&text), "VALARM"));
    buf_done(&text);
}

/* -- feed_begin, feed_end -------------------------------------------------------- */

static void the_calendars_name_reads_the_same_with_and_without_escapes(void **state)
{
    (void)state;
    struct feed_options with = options();
    struct buf text = {0};

    with.title = "Acme, \\fille; et Cie";
    write_calendar(&text, &with, NULL);
    assert_non_null(strstr(buf_text(&text), "\r\nNAME:Acme fille et Cie\r\n"));
    assert_non_null(strstr(buf_text(&text), "\r\nX-WR-CALNAME:Acme fille et Cie\r\n"));
    buf_done(&text);
}

static void an_empty_calendar_holds_one_placeholder(void **state)
{
    (void)state;
    struct feed_options with = options();
    struct buf text = {0};
    icalcomponent *event;

    write_calendar(&text, &with, NULL);
    icalcomponent *calendar = judged(buf_text(&text), &event);
    expect_summary(event, "Jalon\u00a0: aucune échéance");
    expect_property(event, ICAL_DTSTART_PROPERTY, "20260115");
    icalcomponent_free(calendar);
    buf_done(&text);
}

/* -- feed_parse_alarms ----------------------------------------------------------- */

static void alarms_are_read_as_days(void **state)
{
    (void)state;
    int alarms[FEED_ALARMS_MAX];
    size_t count = 0;
    struct err err = {0};

    assert_int_equal(feed_parse_alarms(alarms, &count, "7d,1d,007d", &err), 0);
    assert_int_equal(count, 2);
    assert_int_equal(alarms[0], 7);
    assert_int_equal(alarms[1], 1);
}

static void alarms_of_another_form_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",       "7",  "d",    "7d,",       "7d 1d", "-7d",
        "7d,,1d", "0d", "367d", "99999999d", "1h",    "7d,1d,2d,3d,4d,5d,6d,8d,9d",
    };

    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        int alarms[FEED_ALARMS_MAX];
        size_t count = 42;
        struct err err = {0};
        if (feed_parse_alarms(alarms, &count, texts[i], &err) == 0)
            fail_msg("\"%s\" was taken", texts[i]);
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(count, 42);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_every_kind_are_read_back_as_they_are),
        cmocka_unit_test(no_text_breaks_out_of_its_line),
        cmocka_unit_test(an_event_is_an_all_day_one_that_blocks_no_time),
        cmocka_unit_test(only_what_is_done_bears_a_check_mark),
        cmocka_unit_test(the_passing_of_days_changes_no_byte),
        cmocka_unit_test(a_masked_event_names_nobody),
        cmocka_unit_test(alarms_ring_only_for_what_is_not_done),
        cmocka_unit_test(the_calendars_name_reads_the_same_with_and_without_escapes),
        cmocka_unit_test(an_empty_calendar_holds_one_placeholder),
        cmocka_unit_test(alarms_are_read_as_days),
        cmocka_unit_test(alarms_of_another_form_are_refused),
    };

    return cmocka_run_group_tests_name("feed/feed", tests, NULL, NULL);
}
