/*
 * app.h - the daemon as a whole: one loop that everything hangs on.
 *
 * Layer: jalond.
 */
#ifndef JALON_JALOND_APP_H
#define JALON_JALOND_APP_H

#include "jalon/base/err.h"
#include "jalon/conf/conf.h"
#include "jalon/sys/clock.h"

/* Runs until a signal asks to stop, and frees CONF (which is taken, and read again from
 * CONFIG_FILE on SIGHUP).  LANG is the language of what is said on standard error.
 * Returns 0 after an orderly end, or -1 with what failed: ERR_STORE where the database
 * must be seen to before the next start. */
int app_run(struct conf *conf, const char *config_file, const struct clock *clock,
            enum lang lang, struct err *err);

#endif /* JALON_JALOND_APP_H */
