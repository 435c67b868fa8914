/*
 * zone.h - time zones: the only user of tzdata.
 *
 * Layer: sys.  Reads TZif files of /usr/share/zoneinfo (or $TZDIR), with the rule of
 * their footer for years beyond the table.  Zones are kept once read.
 */
#ifndef JALON_SYS_ZONE_H
#define JALON_SYS_ZONE_H

#include "jalon/base/err.h"
#include "jalon/core/date.h"
#include "jalon/core/instant.h"

/* Opaque; borrowed by all who hold it, for as long as the process runs. */
struct zone;

/* The zone called NAME ("Europe/Paris").  Returns 0 with *OUT, which is never freed, or
 * -1 with ERR_INVALID: no such zone, a name that leaves the directory. */
int zone_find(const struct zone **out, const char *name, struct err *err);

/* The day that INSTANT is in ZONE. */
struct date zone_date(const struct zone *zone, struct instant instant);

/* The minute of the day (0 to 1439) that INSTANT is in ZONE. */
int zone_minute(const struct zone *zone, struct instant instant);

/* When MINUTE of DATE comes in ZONE.  A minute that a spring night skips is the first
 * one after the gap; one that an autumn night repeats is the first of the two. */
struct instant zone_instant(const struct zone *zone, struct date date, int minute);

/* Writes INSTANT with ZONE's offset, "2026-01-05T08:00:00+01:00", and returns TEXT. */
char *zone_format(char text[INSTANT_TEXT_SIZE], const struct zone *zone,
                  struct instant instant);

#endif /* JALON_SYS_ZONE_H */
