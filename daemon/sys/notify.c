/* Messages are one line of "NAME=value" to the socket in $NOTIFY_SOCKET (sd_notify(3)).
 * What sd_notify() returns is of no use to anybody: who is not listened to works as well.
 */

#include "jalon/sys/notify.h"

#include <stdarg.h>
#include <stdio.h>

#ifdef JALON_HAS_SYSTEMD

#include <systemd/sd-daemon.h>

static void tell(const char *state)
{
    (void)sd_notify(0, state);
}

uint64_t notify_watchdog_ms(void)
{
    uint64_t us = 0;

    return sd_watchdog_enabled(0, &us) > 0 ? us / 1000 : 0;
}

#else

static void tell(const char *state)
{
    (void)state;
}

uint64_t notify_watchdog_ms(void)
{
    return 0;
}

#endif

void notify_ready(void)
{
    tell("READY=1");
}

void notify_reloading(void)
{
    tell("RELOADING=1");
}

void notify_stopping(void)
{
    tell("STOPPING=1");
}

void notify_status(const char *format, ...)
{
    char text[512] = "STATUS=";
    const size_t used = sizeof("STATUS=") - 1;
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text + used, sizeof(text) - used, format, args);
    va_end(args);
    /* A newline would start another assignment. */
    for (char *c = text; *c; c++)
        if (*c == '\n')
            *c = ' ';
    tell(text);
}

void notify_alive(void)
{
    tell("WATCHDOG=1");
}
