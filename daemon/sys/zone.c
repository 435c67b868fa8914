#include "jalon/sys/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/file.h"
#include "tzif.h"

#define FILE_LIMIT (1024U * 1024)
#define NAME_CHARACTERS                                                                  \
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/"

struct zone {
    char *name;        /* as asked for: "Europe/Paris" */
    struct tzif table; /* of its changes */
    struct zone *next; /* in the list of those read, or NULL */
};

/* -- finding --------------------------------------------------------------------- */

/* Whatever is wrong with the file is, to whoever asked, a zone that does not exist. */
static int zone_read(struct tzif *out, const char *name)
{
    const char *folder = file_environment("TZDIR");
    struct err ignored = {0};
    struct buf path = {0}, bytes = {0};

    buf_addf(&path, "%s/%s", folder ? folder : "/usr/share/zoneinfo", name);
    int rc = file_read(&bytes, buf_text(&path), FILE_LIMIT, &ignored);
    if (rc == 0)
        rc = tzif_parse(out, buf_text(&bytes), bytes.length);
    buf_done(&path);
    buf_done(&bytes);
    return rc;
}

int zone_find(const struct zone **out, const char *name, struct err *err)
{
    /* A handful in all, and the same ones asked for again and again: a list will do. */
    static struct zone *zones;
    struct tzif table;
    struct zone *zone = zones;

    while (zone && !text_equal(zone->name, name))
        zone = zone->next;
    if (!zone) {
        /* The name comes from a document: without a '.' it cannot climb out. */
        if (*name == '/' || strspn(name, NAME_CHARACTERS) != strlen(name) ||
            zone_read(&table, name) != 0)
            return err_set(err, ERR_INVALID, N_("there is no time zone \"%.64s\""), name);
        zone = mem_new(sizeof(*zone));
        *zone = (struct zone){mem_strdup(name), table, zones};
        zones = zone;
    }
    *out = zone;
    return 0;
}

/* -- reading the clock ----------------------------------------------------------- */

static struct wall_time local_time(const struct zone *zone, struct instant instant)
{
    return instant_wall_time(instant, tzif_offset(&zone->table, instant.s));
}

struct date zone_date(const struct zone *zone, struct instant instant)
{
    return local_time(zone, instant).day;
}

int zone_minute(const struct zone *zone, struct instant instant)
{
    return local_time(zone, instant).second / 60;
}

/* -- setting the alarm ----------------------------------------------------------- */

/* The first instant after BEFORE at which the clocks are changed; AFTER is one. */
static int64_t change_between(const struct zone *zone, int64_t before, int64_t after)
{
    int32_t offset = tzif_offset(&zone->table, before);

    while (after - before > 1) {
        int64_t middle = before + (after - before) / 2;
        if (tzif_offset(&zone->table, middle) == offset)
            before = middle;
        else
            after = middle;
    }
    return after;
}

/* The clocks show LOCAL with the offset of the day before, with that of the day after, or
 * never; no zone is further than a day from Greenwich. */
struct instant zone_instant(const struct zone *zone, struct date date, int minute)
{
    int64_t local = date.days * INSTANT_DAY_S + minute * 60;
    int32_t before = tzif_offset(&zone->table, local - INSTANT_DAY_S);
    int32_t after = tzif_offset(&zone->table, local + INSTANT_DAY_S);
    int64_t early = local - before, late = local - after;

    if (tzif_offset(&zone->table, early) == before)
        return (struct instant){early};
    if (tzif_offset(&zone->table, late) == after)
        return (struct instant){late};
    return (struct instant){change_between(zone, late, early)};
}

char *zone_format(char text[INSTANT_TEXT_SIZE], const struct zone *zone,
                  struct instant instant)
{
    char day[DATE_TEXT_SIZE];
    struct wall_time local = local_time(zone, instant);
    int offset = tzif_offset(&zone->table, instant.s) / 60;

    (void)snprintf(text, INSTANT_TEXT_SIZE, "%.10sT%02d:%02d:%02d%c%02d:%02d",
                   date_format(day, local.day), local.second / 3600,
                   local.second / 60 % 60, local.second % 60, offset < 0 ? '-' : '+',
                   abs(offset) / 60, abs(offset) % 60);
    return text;
}
