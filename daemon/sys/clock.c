#include "jalon/sys/clock.h"

#include <time.h>

static int64_t read_ms(clockid_t id)
{
    struct timespec now;

    (void)clock_gettime(id, &now); /* cannot fail for the two clocks asked for here */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_init(struct clock *clock)
{
    *clock = (struct clock){.speed = 1};
}

/* Counted on the monotonic clock: when the machine corrects its time, a rehearsal that
 * runs a day per second must not jump by weeks. */
void clock_init_rehearsal(struct clock *clock, struct instant start, int64_t speed)
{
    *clock = (struct clock){
        .rehearsal = true,
        .start_ms = start.s * 1000,
        .monotonic_ms = read_ms(CLOCK_MONOTONIC),
        .speed = speed,
    };
}

int64_t clock_now_ms(const struct clock *clock)
{
    if (!clock->rehearsal)
        return read_ms(CLOCK_REALTIME);
    int64_t passed = read_ms(CLOCK_MONOTONIC) - clock->monotonic_ms;
    return clock->start_ms + passed * clock->speed;
}

struct instant clock_now(const struct clock *clock)
{
    int64_t ms = clock_now_ms(clock);

    /* Down, also before 1970, where a division would round up to the second to come. */
    return (struct instant){(ms - (ms < 0 ? 999 : 0)) / 1000};
}

struct instant clock_start(const struct clock *clock)
{
    if (!clock->rehearsal)
        return clock_now(clock);
    return (struct instant){clock->start_ms / 1000};
}

uint64_t clock_wait_ms(const struct clock *clock, struct instant instant)
{
    int64_t left = instant.s * 1000 - clock_now_ms(clock);

    if (left <= 0)
        return 0;
    /* Rounded up: whoever woke too early would have to wait once more. */
    return (uint64_t)((left + clock->speed - 1) / clock->speed);
}
