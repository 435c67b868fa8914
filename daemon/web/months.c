#include "months.h"

int months_of(struct date day)
{
    struct civil civil = date_civil(day);

    return civil.year * 12 + civil.month - 1;
}

struct date months_start(int month)
{
    return date_of_civil((struct civil){month / 12, month % 12 + 1, 1});
}

struct months months_around(struct date day)
{
    int first = months_of(day) - 1;

    return (struct months){first, months_start(first),
                           months_start(first + MONTHS_SHOWN)};
}

int months_place(const struct months *months, struct date day, int width)
{
    if (date_cmp(day, months->from) <= 0)
        return 0;
    if (date_cmp(day, months->to) >= 0)
        return width;
    return (day.days - months->from.days) * width / (months->to.days - months->from.days);
}
