#include "lag.h"

static const struct {
    const char *seconds;
    uint64_t ns;
} bounds[LAG_BUCKETS] = {
    {"0.001", 1000000   },
    {"0.005", 5000000   },
    {"0.01",  10000000  },
    {"0.05",  50000000  },
    {"0.1",   100000000 },
    {"0.5",   500000000 },
    {"1",     1000000000},
    {"5",     5000000000},
};

const char *lag_bound(int index)
{
    return bounds[index].seconds;
}

static void on_prepare(uv_prepare_t *prepare)
{
    struct lag *lag = prepare->data;
    uint64_t now = uv_hrtime();
    uint64_t idle = uv_metrics_idle_time(prepare->loop);
    /* What the loop slept away kept nobody waiting. */
    uint64_t turn = (now - lag->last_ns) - (idle - lag->idle_ns);

    lag->last_ns = now;
    lag->idle_ns = idle;
    lag->count++;
    lag->total_ns += turn;
    /* In each that it is below: Prometheus' histograms are cumulative. */
    for (int i = 0; i < LAG_BUCKETS; i++)
        lag->turns[i] += turn <= bounds[i].ns;
}

void lag_open(struct lag *lag, struct publish *publish, uv_loop_t *loop)
{
    (void)uv_loop_configure(loop, UV_METRICS_IDLE_TIME);
    (void)uv_prepare_init(loop, &lag->prepare);
    lag->prepare.data = lag;
    lag->publish = publish;
    lag->last_ns = uv_hrtime();
    lag->idle_ns = uv_metrics_idle_time(loop);
    (void)uv_prepare_start(&lag->prepare, on_prepare);
}

static void on_closed(uv_handle_t *handle)
{
    struct lag *lag = handle->data;

    lag->closed(lag->publish);
}

void lag_close(struct lag *lag, void (*closed)(struct publish *publish))
{
    lag->closed = closed;
    uv_close((uv_handle_t *)&lag->prepare, on_closed);
}
