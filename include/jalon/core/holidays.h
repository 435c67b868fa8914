/*
 * holidays.h - public holidays by zone, and working days.
 *
 * Layer: core.  Reads the table of Etalab (columns date, nom_jour_ferie, zones; zones
 * separated by '|').  For years beyond the table the days are computed: the fixed ones
 * and those that hang on Easter, for each zone as the table's last years have them.
 * Saturdays and Sundays are no working days anywhere.
 */
#ifndef JALON_CORE_HOLIDAYS_H
#define JALON_CORE_HOLIDAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/err.h"
#include "jalon/core/date.h"

#define HOLIDAYS_DEFAULT_ZONE "Métropole"

/* Opaque; never changed once it is read. */
struct holidays;

/* Reads the LENGTH bytes of CSV at TEXT; FILE names them in errors.
 * Returns 0 with *OUT for holidays_free(), or -1 with ERR_INVALID ("FILE:LINE: ..."). */
int holidays_parse(struct holidays **out, const char *text, size_t length,
                   const char *file, struct err *err);

/* Frees HOLIDAYS; NULL is none. */
void holidays_free(struct holidays *holidays);

/* Whether the table knows ZONE. */
bool holidays_has_zone(const struct holidays *holidays, const char *zone);

/* The zones, in the order in which the table first names them; borrowed. */
size_t holidays_zone_count(const struct holidays *holidays);
const char *holidays_zone(const struct holidays *holidays, size_t index);

/* Whether people work on DAY in ZONE.  A zone that the table does not know has its
 * Saturdays and Sundays alone: a newer table may have dropped one, and a notice on a
 * holiday is better than none. */
bool holidays_is_working_day(const struct holidays *holidays, const char *zone,
                             struct date day);

/* DAY if it is a working day, else the last one before, or the first one after. */
struct date holidays_working_day_before(const struct holidays *holidays, const char *zone,
                                        struct date day);
struct date holidays_working_day_after(const struct holidays *holidays, const char *zone,
                                       struct date day);

#endif /* JALON_CORE_HOLIDAYS_H */
