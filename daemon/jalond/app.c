#include "app.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "clock_watch.h"
#include "duty.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/courier/courier.h"
#include "jalon/engine/engine.h"
#include "jalon/publish/publish.h"
#include "jalon/store/store.h"
#include "jalon/sys/log.h"
#include "jalon/sys/notify.h"
#include "lookout.h"

#define SLEEP_MAX_MS     (15 * 60 * 1000)   /* no timer is believed for longer */
#define RETRY_MS         10000              /* after a tick that failed */
#define TURN_NS          UINT64_C(20000000) /* of the loop's time, in a rehearsal */
#define PREPARE_NS       UINT64_C(50000000) /* of the loop's time, where many are due */
#define COURIER_GRACE_MS 10000              /* for what is under way when asked to stop */

static const int signals[] = {SIGTERM, SIGINT, SIGHUP};

#define SIGNAL_COUNT (sizeof(signals) / sizeof(signals[0]))

struct app {
    struct conf *conf;
    const char *config_file;
    const struct clock *clock;
    enum lang lang;

    uv_loop_t loop;
    uv_timer_t tick;     /* the next time the engine asks to be called */
    uv_timer_t watchdog; /* pets the service manager's */
    uv_prepare_t guard;  /* no transaction may span a turn of the loop */
    uv_signal_t signals[SIGNAL_COUNT];
    struct clock_watch clock_watch;
    struct duty duty;
    struct lookout lookout;

    struct store *store;
    struct engine *engine;
    struct courier *courier;
    struct publish *publish;

    struct instant next; /* what the engine asked for last */
    bool is_stale;     /* since the last tick something was changed, or since the start */
    bool is_preparing; /* the next tick, in several turns */
    bool is_behind;    /* the last tick failed */
    bool is_stopping;
    struct err lost; /* why the database cannot be relied on; ERR_NONE: it can */
};

/* -- the engine's time ----------------------------------------------------------- */

/* The engine is called at NOW.  Returns whether it worked. */
static bool tick_at(struct app *app, struct instant now)
{
    struct err err = {.lang = app->lang};

    bool worked = engine_tick(app->engine, now, &app->next, &err) == 0;

    if (worked && app->is_behind)
        log_notice("planning works again");
    if (!worked && !app->is_behind)
        log_error("planning failed, and is tried again every %d s: %s", RETRY_MS / 1000,
                  err.text);
    app->is_behind = !worked;
    app->is_stale = app->is_stale && !worked;
    return worked;
}

static bool is_early(void *context)
{
    const uint64_t *turn_ends = context;

    return uv_hrtime() < *turn_ends;
}

/* Brings the engine to NOW, in one turn or more.  Returns whether that works. */
static bool live(struct app *app, struct instant now)
{
    uint64_t turn_ends = uv_hrtime() + PREPARE_NS;
    const struct patience patience = {is_early, &turn_ends};

    /* Whoever asks is not to see dates that other facts, rules or days made. */
    app->is_preparing = !app->is_stale && engine_prepare(app->engine, now, &patience);
    return app->is_preparing || tick_at(app, now);
}

/* A rehearsal lives each moment that the engine asked for at that very moment, however
 * fast its clock runs, so that it sends what the real days would; and lets others have
 * the loop in between where the clock outruns it. */
static bool tick_all(struct app *app)
{
    struct instant now = clock_now(app->clock);
    uint64_t turn_ends = uv_hrtime() + TURN_NS;

    /* On a real clock a late tick says all that has come at once: a step is due however
     * late. */
    while (app->clock->rehearsal && app->next.s < now.s) {
        if (!live(app, app->next))
            return false;
        if (app->is_preparing || uv_hrtime() > turn_ends)
            return true;
    }
    return live(app, now);
}

/* libuv runs a timer that is started for now from within its own callback at once, and so
 * never does anything else: at least a millisecond. */
static uint64_t until_next(const struct app *app)
{
    uint64_t wait = clock_wait_ms(app->clock, app->next);

    if (wait < 1 || app->is_preparing)
        return 1;
    return wait < SLEEP_MAX_MS ? wait : SLEEP_MAX_MS;
}

static void on_tick(uv_timer_t *timer)
{
    struct app *app = timer->data;
    bool worked = tick_all(app);

    duty_note_tick(&app->duty, worked);
    /* The engine first, the courier next: it takes what was queued just now. */
    uv_timer_start(&app->tick, on_tick, worked ? until_next(app) : RETRY_MS, 0);
    courier_pump(app->courier);
}

/* Something was changed: the engine is asked in the next turn of the loop. */
static void on_changed(void *context)
{
    struct app *app = context;

    app->is_stale = true;
    if (!app->is_stopping)
        uv_timer_start(&app->tick, on_tick, 0, 0);
}

static void on_dead(void *context, int64_t notice)
{
    struct app *app = context;
    struct err err = {.lang = app->lang};

    if (engine_notice_died(app->engine, notice, clock_now(app->clock), &err) != 0)
        log_error("nobody could be told of a dead notice: %s", err.text);
    courier_pump(app->courier);
}

static void on_watchdog(uv_timer_t *timer)
{
    (void)timer;
    notify_alive();
}

static void on_prepare(uv_prepare_t *prepare)
{
    struct app *app = prepare->data;

    /* Else others on the loop would write into it, and lose with it what they wrote. */
    assert(!app->store || !store_in_transaction(app->store));
}

/* -- stopping -------------------------------------------------------------------- */

static void on_courier_closed(void *context)
{
    struct app *app = context;

    app->courier = NULL;
}

static void on_publish_closed(void *context)
{
    struct app *app = context;

    app->publish = NULL;
}

static void stop(struct app *app)
{
    if (app->is_stopping)
        return;
    app->is_stopping = true;
    notify_stopping();
    log_notice("stopping");
    /* The doors first, so that nothing new comes in while the rest is brought to its end.
     */
    if (app->publish)
        publish_close(app->publish, on_publish_closed, app);
    if (app->courier)
        courier_close(app->courier, COURIER_GRACE_MS, on_courier_closed, app);
    duty_stop(&app->duty);
    lookout_stop(&app->lookout);
    clock_watch_close(&app->clock_watch);
    uv_close((uv_handle_t *)&app->tick, NULL);
    uv_close((uv_handle_t *)&app->watchdog, NULL);
    uv_close((uv_handle_t *)&app->guard, NULL);
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        uv_close((uv_handle_t *)&app->signals[i], NULL);
}

/* The files may be nothing any more but what this process has open: what they hold would
 * go with it. */
static void on_lost(void *context)
{
    struct app *app = context;
    struct err err = {.lang = app->lang};
    struct buf copy = {0};

    app->lost.lang = app->lang;
    (void)store_sound(app->store, &app->lost);
    if (store_rescue(&copy, app->store, clock_now(app->clock), &err) == 0)
        log_warning("what the database held was saved as %s", buf_text(&copy));
    else
        log_error("what the database held cannot be saved: %s", err.text);
    buf_done(&copy);
    stop(app);
}

/* -- reloading ------------------------------------------------------------------- */

typedef void (*say_cb)(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A line of the log for each of TEXT. */
static void say_lines(say_cb say, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        say("%.*s", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void say_warnings(const struct conf *conf)
{
    if (conf->warnings)
        say_lines(log_warning, conf->warnings);
}

/* What is opened once, at the start.  To keep it and take the rest might be dangerous: a
 * page without sign-in is for this machine alone. */
static bool needs_restart(const struct conf *old, const struct conf *new)
{
    return !text_equal(old->database, new->database) ||
           !text_equal(old->listen, new->listen) || !text_equal(old->socket, new->socket);
}

static void use_conf(struct app *app, struct conf *conf)
{
    struct err err = {.lang = app->lang};
    struct conf *old = app->conf;

    /* It alone can refuse: nobody else may have the new one by then. */
    if (engine_configure(app->engine, conf, &err) != 0) {
        log_error("the old configuration stays: %s", err.text);
        conf_free(conf);
        return;
    }
    app->conf = conf;
    courier_configure(app->courier, conf);
    publish_configure(app->publish, conf);
    duty_configure(&app->duty, conf);
    conf_free(old);
    say_warnings(conf);
    log_notice("the configuration was read again");
    on_changed(app);
}

static void reload(struct app *app)
{
    struct buf errors = {0};
    struct conf *conf;

    notify_reloading();
    if (conf_load(&conf, app->config_file, app->lang, &errors) != 0) {
        log_error("the old configuration stays:");
        say_lines(log_error, buf_text(&errors));
    } else if (needs_restart(app->conf, conf)) {
        log_error("the old configuration stays: another database, listen or socket needs "
                  "a restart");
        conf_free(conf);
    } else {
        use_conf(app, conf);
    }
    buf_done(&errors);
    notify_ready();
}

static void on_signal(uv_signal_t *handle, int number)
{
    struct app *app = handle->data;

    if (number == SIGHUP)
        reload(app);
    else
        stop(app);
}

/* -- starting -------------------------------------------------------------------- */

static void start_handles(struct app *app)
{
    uint64_t watchdog = notify_watchdog_ms();

    (void)uv_replace_allocator(mem_new, mem_resize, mem_new_array, free);
    uv_loop_init(&app->loop);
    uv_timer_init(&app->loop, &app->tick);
    uv_timer_init(&app->loop, &app->watchdog);
    uv_prepare_init(&app->loop, &app->guard);
    app->tick.data = app->guard.data = app;
    uv_prepare_start(&app->guard, on_prepare);
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        uv_signal_init(&app->loop, &app->signals[i]);
        app->signals[i].data = app;
        uv_signal_start(&app->signals[i], on_signal, signals[i]);
    }
    if (watchdog)
        /* Two may be missed before the service manager ends the process. */
        uv_timer_start(&app->watchdog, on_watchdog, 0, watchdog / 3);
    clock_watch_open(&app->clock_watch, &app->loop, on_changed, app);
}

static int start_courier(struct app *app, struct err *err)
{
    const struct courier_parts parts = {
        .loop = &app->loop,
        .store = app->store,
        .conf = app->conf,
        .clock = app->clock,
        .dead = on_dead,
        .context = app,
    };

    return courier_open(&app->courier, &parts, err);
}

static int start_publish(struct app *app, struct err *err)
{
    const struct publish_parts parts = {
        .loop = &app->loop,
        .store = app->store,
        .engine = app->engine,
        .courier = app->courier,
        .conf = app->conf,
        .clock = app->clock,
        .changed = on_changed,
        .context = app,
    };

    return publish_open(&app->publish, &parts, err);
}

static int start_parts(struct app *app, struct err *err)
{
    if (store_open(&app->store, app->conf->database, err) != 0)
        return -1;
    if (engine_open(&app->engine, app->store, app->conf, app->clock->rehearsal, err) != 0)
        return -1;
    return start_courier(app, err) == 0 ? start_publish(app, err) : -1;
}

static void say_ready(const struct app *app)
{
    char now[INSTANT_TEXT_SIZE];

    if (app->clock->rehearsal)
        log_warning("THIS IS A REHEARSAL: the clock starts at %s and runs %lld times "
                    "faster",
                    instant_format(now, clock_now(app->clock)),
                    (long long)app->clock->speed);
    say_warnings(app->conf);
    log_notice("ready version=%s database=%s listen=%s socket=%s", JALON_VERSION,
               app->conf->database, app->conf->listen, app->conf->socket);
    notify_ready();
}

static void end(struct app *app)
{
    (void)uv_run(&app->loop, UV_RUN_DEFAULT);
    engine_close(app->engine);
    store_close(app->store);
    conf_free(app->conf);
    /* Where it fails a handle was forgotten: a fault of the program, and no reason to
     * hang. */
    if (uv_loop_close(&app->loop) != 0)
        log_error("some handles of the loop were left open");
}

int app_run(struct conf *conf, const char *config_file, const struct clock *clock,
            enum lang lang, struct err *err)
{
    struct app app = {.conf = conf,
                      .config_file = config_file,
                      .clock = clock,
                      .lang = lang,
                      .is_stale = true};
    int rc;

    app.next = clock_start(clock);
    start_handles(&app);
    duty_init(&app.duty, &app.loop);
    lookout_init(&app.lookout, &app.loop);
    rc = start_parts(&app, err);
    if (rc == 0) {
        duty_start(&app.duty, app.engine, app.courier, app.conf, app.clock);
        lookout_start(&app.lookout, app.store, app.conf->database, on_lost, &app);
        uv_timer_start(&app.tick, on_tick, 0, 0);
        say_ready(&app);
        (void)uv_run(&app.loop, UV_RUN_DEFAULT);
    } else {
        stop(&app);
    }
    end(&app);
    /* Its end was orderly, its reason was not: the exit status tells the service manager.
     */
    if (app.lost.code != ERR_NONE) {
        *err = app.lost;
        rc = -1;
    }
    return rc;
}
