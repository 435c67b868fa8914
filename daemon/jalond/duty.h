/*
 * duty.h - what the daemon does every hour, whatever happens: it looks after itself and
 * tells an outside watchdog while, and only while, all is well.
 *
 * Layer: jalond.
 */
#ifndef JALON_JALOND_DUTY_H
#define JALON_JALOND_DUTY_H

#include <stdbool.h>
#include <uv.h>

#include "jalon/conf/conf.h"
#include "jalon/courier/courier.h"
#include "jalon/engine/engine.h"
#include "jalon/sys/clock.h"

/* All but the timer is borrowed while the duty is on. */
struct duty {
    uv_timer_t timer;
    struct engine *engine;
    struct courier *courier;
    const struct conf *conf;
    const struct clock *clock;
    bool planning_works; /* the last tick did */
};

/* Makes DUTY ready on LOOP; it does nothing yet, and can be stopped already. */
void duty_init(struct duty *duty, uv_loop_t *loop);
/* Begins, a minute from now. */
void duty_start(struct duty *duty, struct engine *engine, struct courier *courier,
                const struct conf *conf, const struct clock *clock);
/* Another configuration from now on. */
void duty_configure(struct duty *duty, const struct conf *conf);

/* The engine was called, and WORKED. */
void duty_note_tick(struct duty *duty, bool worked);

/* Ends it for good; DUTY must outlive the next turn of the loop. */
void duty_stop(struct duty *duty);

#endif /* JALON_JALOND_DUTY_H */
