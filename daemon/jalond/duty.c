#include "duty.h"

#include "jalon/sys/log.h"

#define EVERY_S 3600
/* Late enough for a server that restarts with the machine to have answered. */
#define FIRST_S 60 /* after the start */

static void on_timer(uv_timer_t *timer);

static void wait(struct duty *duty, int64_t seconds)
{
    struct instant next = {clock_now(duty->clock).s + seconds};

    uv_timer_start(&duty->timer, on_timer, clock_wait_ms(duty->clock, next), 0);
}

static void on_timer(uv_timer_t *timer)
{
    struct duty *duty = timer->data;
    struct err err = {.lang = duty->conf->lang};
    bool well = false;

    if (engine_review(&well, duty->engine, clock_now(duty->clock), &err) != 0)
        log_error("the hourly review failed: %s", err.text);
    /* Silence is the alarm: it is raised by whatever keeps this line from being reached.
     */
    if (well && duty->planning_works && duty->conf->ping)
        courier_ping(duty->courier, duty->conf->ping);
    /* The review may have queued a word. */
    courier_pump(duty->courier);
    wait(duty, EVERY_S);
}

void duty_init(struct duty *duty, uv_loop_t *loop)
{
    uv_timer_init(loop, &duty->timer);
    duty->timer.data = duty;
}

void duty_start(struct duty *duty, struct engine *engine, struct courier *courier,
                const struct conf *conf, const struct clock *clock)
{
    duty->engine = engine;
    duty->courier = courier;
    duty->conf = conf;
    duty->clock = clock;
    wait(duty, FIRST_S);
}

void duty_configure(struct duty *duty, const struct conf *conf)
{
    duty->conf = conf;
}

void duty_note_tick(struct duty *duty, bool worked)
{
    duty->planning_works = worked;
}

void duty_stop(struct duty *duty)
{
    uv_close((uv_handle_t *)&duty->timer, NULL);
}
