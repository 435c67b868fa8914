#include "world.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/file.h"
#include "jalon/sys/log.h"

/* -- programs -------------------------------------------------------------------- */

static void read_ports(struct counterpart *counterpart, int output)
{
    char line[64] = "";
    size_t length = 0;

    while (length + 1 < sizeof(line) && read(output, line + length, 1) == 1 &&
           line[length] != '\n')
        length++;
    line[length] = '\0';
    assert_true(length > 0);
    char *at = line;
    for (size_t i = 0; i < ARRAY_LEN(counterpart->ports) && *at; i++) {
        counterpart->ports[i] = (int)strtol(at, &at, 10);
        at += strspn(at, " ");
    }
}

static void make_certificate(const struct counterpart *counterpart)
{
    char command[512];

    (void)snprintf(command, sizeof(command),
                   "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                   "-subj /CN=test -addext subjectAltName=IP:127.0.0.1 -days 2 "
                   "-out %s -keyout %s 2>/dev/null",
                   counterpart->certificate, counterpart->key);
    assert_int_equal(system(command), 0);
}

static void name_files(struct counterpart *counterpart)
{
    (void)snprintf(counterpart->folder, sizeof(counterpart->folder),
                   "/tmp/counterpart.XXXXXX");
    assert_non_null(mkdtemp(counterpart->folder));
    (void)snprintf(counterpart->log, sizeof(counterpart->log), "%s/log",
                   counterpart->folder);
    (void)snprintf(counterpart->certificate, sizeof(counterpart->certificate),
                   "%s/cert.pem", counterpart->folder);
    (void)snprintf(counterpart->key, sizeof(counterpart->key), "%s/key.pem",
                   counterpart->folder);
}

static void run(const struct counterpart *counterpart, const char *program,
                const char *script, const char *extra)
{
    char path[256];

    (void)snprintf(path, sizeof(path), "%s/tests/integration/courier/%s", SOURCE_ROOT,
                   script);
    (void)execlp(program, program, path, counterpart->log, counterpart->certificate,
                 counterpart->key, extra, (char *)NULL);
    _exit(127);
}

void counterpart_start(struct counterpart *counterpart, const char *program,
                       const char *script, const char *extra)
{
    int input[2];
    int output[2];

    name_files(counterpart);
    make_certificate(counterpart);
    assert_int_equal(pipe(input), 0);
    assert_int_equal(pipe(output), 0);
    (void)fcntl(input[1], F_SETFD, FD_CLOEXEC);
    counterpart->pid = fork();
    if (counterpart->pid == 0) {
        (void)dup2(input[0], STDIN_FILENO);
        (void)dup2(output[1], STDOUT_FILENO);
        run(counterpart, program, script, extra);
    }
    (void)close(input[0]);
    (void)close(output[1]);
    counterpart->input = input[1];
    read_ports(counterpart, output[0]);
    (void)close(output[0]);
}

static void remove_folder(const char *folder)
{
    char command[128];

    (void)snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

void counterpart_stop(struct counterpart *counterpart)
{
    (void)close(counterpart->input);
    (void)kill(counterpart->pid, SIGTERM);
    (void)waitpid(counterpart->pid, NULL, 0);
    remove_folder(counterpart->folder);
}

size_t counterpart_lines(const struct counterpart *counterpart, const char *text)
{
    struct buf whole = {0};
    struct err err = {0};
    size_t count = 0;

    if (file_read(&whole, counterpart->log, 1U << 20, &err) != 0)
        fail_msg("%s", err.text);
    for (const char *at = whole.data; at && *at;) {
        size_t length = strcspn(at, "\n");
        char *line = mem_strndup(at, length);
        count += strstr(line, text) != NULL;
        free(line);
        at += length + (at[length] == '\n');
    }
    buf_done(&whole);
    return count;
}

/* -- the world ------------------------------------------------------------------- */

static void note_dead(void *context, int64_t notice)
{
    struct world *world = context;

    /* What is said of it is written together with it, or not at all. */
    assert_true(store_in_transaction(world->store));
    if (world->dead_count < DEAD_MAX)
        world->dead[world->dead_count++] = notice;
}

/* No address may stand in the log. */
static void read_log(void *context, enum log_level level, const char *line)
{
    struct world *world = context;

    world->errors += level == LOG_LEVEL_ERROR;
    world->leaks += strchr(line, '@') != NULL;
}

void world_open_courier(struct world *world)
{
    const struct courier_parts parts = {
        .loop = &world->loop,
        .store = world->store,
        .conf = &world->conf,
        .clock = &world->clock,
        .dead = note_dead,
        .context = world,
    };
    struct courier_limits limits = courier_limits_default;
    struct err err = {0};

    if (courier_open(&world->courier, &parts, &err) != 0)
        fail_msg("%s", err.text);
    limits.connect_ms = limits.mail_ms = limits.webhook_ms = limits.ping_ms = 1000;
    limits.slow_ms = limits.silence_ms = limits.unwritten_ms = 200;
    courier_limit(world->courier, &limits);
}

void world_open(struct world *world, int64_t speed)
{
    struct err err = {0};
    struct clock real;

    *world = (struct world){0};
    log_set_level(LOG_LEVEL_DEBUG);
    log_set_sink(read_log, world);
    (void)snprintf(world->folder, sizeof(world->folder), "/tmp/courier.XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    world->receiver.name = mem_strdup("peer");
    world->conf.receivers = &world->receiver;
    world->conf.receiver_count = 1;
    clock_init(&real);
    clock_init_rehearsal(&world->clock, clock_now(&real), speed);
    assert_int_equal(uv_loop_init(&world->loop), 0);
    (void)snprintf(world->database, sizeof(world->database), "%s/jalon.db",
                   world->folder);
    if (store_open(&world->store, world->database, &err) != 0)
        fail_msg("%s", err.text);
    world_open_courier(world);
}

static void ignore(void *context)
{
    (void)context;
}

void world_close_courier(struct world *world, uint64_t timeout_ms)
{
    courier_close(world->courier, timeout_ms, ignore, NULL);
    assert_int_equal(uv_run(&world->loop, UV_RUN_DEFAULT), 0);
}

void world_close(struct world *world)
{
    world_close_courier(world, 0);
    assert_int_equal(uv_loop_close(&world->loop), 0);
    store_close(world->store);
    remove_folder(world->folder);
    free(world->receiver.name);
    assert_int_equal(world->leaks, 0);
}

char *world_file(const struct world *world, const char *name, const char *text)
{
    struct buf path = {0};
    struct err err = {0};

    buf_addf(&path, "%s/%s", world->folder, name);
    if (file_write(buf_text(&path), text, strlen(text), S_IRUSR | S_IWUSR, &err) != 0)
        fail_msg("%s", err.text);
    return buf_take(&path);
}

/* -- notices --------------------------------------------------------------------- */

/* What the engine would fill in; freed with the notice. */
static void fill_notice(struct notice *notice, const char *receiver, const char *channel,
                        const char *address, const char *payload)
{
    static unsigned number;
    struct buf id = {0};

    buf_addf(&id, address ? "<%u@courier.test>" : "msg_%u", ++number);
    notice->message_id = buf_take(&id);
    notice->receiver = mem_strdup(receiver);
    notice->channel = mem_strdup(channel);
    notice->address = mem_strdup(address);
    notice->subject = mem_strdup("test");
    notice->template_version = mem_strdup("1");
    notice->payload = mem_strdup(payload);
    notice->payload_length = strlen(payload);
}

int64_t world_queue(struct world *world, const char *receiver, const char *channel,
                    const char *address, const char *payload)
{
    struct instant now = clock_now(&world->clock);
    struct notice notice = {.at = now, .next_try = now, .state = NOTICE_QUEUED};
    struct err err = {0};

    fill_notice(&notice, receiver, channel, address, payload);
    if (store_begin(world->store, "test", &err) != 0 ||
        store_notice_add(world->store, &notice, &err) != 0 ||
        store_commit(world->store, &err) != 0)
        fail_msg("%s", err.text);
    int64_t id = notice.id;
    notice_done(&notice);
    courier_pump(world->courier);
    return id;
}

static void get(struct notice *out, struct world *world, int64_t id)
{
    struct err err = {0};

    if (store_notice_get(out, world->store, id, &err) != 0)
        fail_msg("%s", err.text);
}

void world_run(struct notice *out, struct world *world, int64_t notice, int attempts)
{
    get(out, world, notice);
    while (out->attempts < attempts) {
        notice_done(out);
        (void)uv_run(&world->loop, UV_RUN_ONCE);
        get(out, world, notice);
    }
}

void world_expect(struct world *world, int64_t id, enum notice_state state,
                  const char *answer)
{
    struct notice notice;

    world_run(&notice, world, id, 1);
    if (notice.state != state || !text_starts(notice.answer, answer))
        fail_msg("%s, not %s: \"%s\", not \"%s\"", notice_state_name(notice.state),
                 notice_state_name(state), notice.answer, answer);
    notice_done(&notice);
}
