#include "jalon/core/holidays.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/csv.h"

/* Eleven days a year, twenty years, a dozen zones: sorted arrays do. */
struct day_list {
    struct date *items;
    size_t count, capacity;
};

struct zone {
    char *name;
    struct day_list days; /* sorted once the table is read */
};

struct holidays {
    struct zone *zones;
    size_t count, capacity;
    int first_year, last_year; /* of the table */
};

/* -- reading the table ----------------------------------------------------------- */

/* Which column holds what. */
struct columns {
    size_t date, zones;
};

/* By name, so that a column more, or another order of them, does no harm. */
static int find_column(size_t *out, const struct csv_record *header, const char *name,
                       struct err *err)
{
    for (size_t i = 0; i < header->count; i++) {
        if (!text_equal(header->fields[i], name))
            continue;
        *out = i;
        return 0;
    }
    return err_set(err, ERR_INVALID, N_("the header lacks the column \"%s\""), name);
}

static int read_header(struct columns *out, struct csv_reader *reader,
                       struct csv_record *record, struct err *err)
{
    int found = csv_next(reader, record, err);

    if (found < 0)
        return -1;
    if (find_column(&out->date, record, "date", err) != 0)
        return -1;
    return find_column(&out->zones, record, "zones", err);
}

static struct zone *find_zone(const struct holidays *holidays, const char *name,
                              size_t length)
{
    for (size_t i = 0; i < holidays->count; i++) {
        struct zone *zone = &holidays->zones[i];
        if (strlen(zone->name) == length && memcmp(zone->name, name, length) == 0)
            return zone;
    }
    return NULL;
}

static struct zone *add_zone(struct holidays *holidays, const char *name, size_t length)
{
    holidays->zones = mem_grow(holidays->zones, holidays->count, &holidays->capacity,
                               sizeof(*holidays->zones));
    struct zone *zone = &holidays->zones[holidays->count++];
    zone->name = mem_strndup(name, length);
    return zone;
}

static void add_day(struct day_list *list, struct date day)
{
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    list->items[list->count++] = day;
}

/* ZONES are names with '|' between them. */
static void add_to_zones(struct holidays *holidays, const char *zones, struct date day)
{
    for (;;) {
        size_t length = strcspn(zones, "|");
        struct zone *zone = find_zone(holidays, zones, length);
        if (!zone && length)
            zone = add_zone(holidays, zones, length);
        if (zone)
            add_day(&zone->days, day);
        if (!zones[length])
            return;
        zones += length + 1;
    }
}

/* The table speaks for the years from its first to its last, also for the days in them
 * that it does not list. */
static void widen(struct holidays *holidays, int year)
{
    if (holidays->first_year == 0 || year < holidays->first_year)
        holidays->first_year = year;
    if (year > holidays->last_year)
        holidays->last_year = year;
}

static int read_row(struct holidays *holidays, const struct columns *columns,
                    const struct csv_record *row, struct err *err)
{
    struct date day;

    if (columns->date >= row->count || columns->zones >= row->count)
        return err_set(err, ERR_INVALID, N_("there are too few columns"));
    if (date_parse(&day, row->fields[columns->date], err) != 0)
        return -1;
    widen(holidays, date_civil(day).year);
    add_to_zones(holidays, row->fields[columns->zones], day);
    return 0;
}

static int read_table(struct holidays *holidays, struct csv_reader *reader,
                      struct csv_record *record, struct err *err)
{
    struct columns columns;
    int found;

    if (read_header(&columns, reader, record, err) != 0)
        return -1;
    while ((found = csv_next(reader, record, err)) == 1)
        if (read_row(holidays, &columns, record, err) != 0)
            return -1;
    if (found == 0 && holidays->count == 0)
        return err_set(err, ERR_INVALID, N_("there is no holiday in it"));
    return found;
}

static int compare_days(const void *a, const void *b)
{
    const struct date *left = a, *right = b;

    return date_cmp(*left, *right);
}

int holidays_parse(struct holidays **out, const char *text, size_t length,
                   const char *file, struct err *err)
{
    struct holidays *holidays = mem_new(sizeof(*holidays));
    struct csv_reader reader;
    struct csv_record record = {.line = 1};
    int rc = -1;

    csv_open(&reader, text, length);
    if (read_table(holidays, &reader, &record, err) != 0) {
        err_wrap(err, "%s:%d", file, record.line);
        goto out;
    }
    for (size_t i = 0; i < holidays->count; i++) {
        struct day_list *days = &holidays->zones[i].days;
        qsort(days->items, days->count, sizeof(*days->items), compare_days);
    }
    *out = holidays;
    holidays = NULL;
    rc = 0;
out:
    csv_record_done(&record);
    holidays_free(holidays);
    return rc;
}

void holidays_free(struct holidays *holidays)
{
    if (!holidays)
        return;
    for (size_t i = 0; i < holidays->count; i++) {
        free(holidays->zones[i].name);
        free(holidays->zones[i].days.items);
    }
    free(holidays->zones);
    free(holidays);
}

/* -- zones ----------------------------------------------------------------------- */

bool holidays_has_zone(const struct holidays *holidays, const char *zone)
{
    return find_zone(holidays, zone, strlen(zone)) != NULL;
}

size_t holidays_zone_count(const struct holidays *holidays)
{
    return holidays->count;
}

const char *holidays_zone(const struct holidays *holidays, size_t index)
{
    return holidays->zones[index].name;
}

/* -- days ------------------------------------------------------------------------ */

static bool is_listed(const struct zone *zone, struct date day)
{
    return zone->days.count &&
           bsearch(&day, zone->days.items, zone->days.count, sizeof(day), compare_days);
}

/* The same month and day, a 29 February being 1 March where there is none. */
static struct date same_day_of(int year, struct date day)
{
    struct civil civil = date_civil(day);

    return date_add_days(date_of_civil((struct civil){year, civil.month, 1}),
                         civil.day - 1);
}

static struct date same_from_easter(int year, struct date day)
{
    int offset = day.days - date_easter(date_civil(day).year).days;

    return date_add_days(date_easter(year), offset);
}

/* What holds in both of the last two years of the table is a fixed day if its month and
 * day are the same, and hangs on Easter if its distance from it is: Easter never falls on
 * one date in two years running. */
static bool is_computed(const struct zone *zone, int last_year, struct date day)
{
    int before = last_year - 1;

    return (is_listed(zone, same_day_of(last_year, day)) &&
            is_listed(zone, same_day_of(before, day))) ||
           (is_listed(zone, same_from_easter(last_year, day)) &&
            is_listed(zone, same_from_easter(before, day)));
}

bool holidays_is_working_day(const struct holidays *holidays, const char *zone,
                             struct date day)
{
    if (date_weekday(day) >= WEEKDAY_SATURDAY)
        return false;
    const struct zone *found = find_zone(holidays, zone, strlen(zone));
    if (!found)
        return true;
    int year = date_civil(day).year;
    if (year < holidays->first_year || year > holidays->last_year)
        return !is_computed(found, holidays->last_year, day);
    return !is_listed(found, day);
}

struct date holidays_working_day_before(const struct holidays *holidays, const char *zone,
                                        struct date day)
{
    while (!holidays_is_working_day(holidays, zone, day))
        day = date_add_days(day, -1);
    return day;
}

struct date holidays_working_day_after(const struct holidays *holidays, const char *zone,
                                       struct date day)
{
    while (!holidays_is_working_day(holidays, zone, day))
        day = date_add_days(day, 1);
    return day;
}
