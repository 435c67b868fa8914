/*
 * commands.h - the commands of the tool, one row each.
 *
 * Layer: the tool, internal.  A handler is called with as many words as its row allows
 * and returns the exit code.
 */
#ifndef JALON_JALON_COMMANDS_H
#define JALON_JALON_COMMANDS_H

#include <stdio.h>

#include "args.h"
#include "tool.h"

struct command {
    const char *name; /* "plan", or two words: "org show" */
    size_t min, max;  /* how many words it takes */
    int (*run)(const struct tool *tool, const struct args *args);
    const char *usage;  /* the words and options after the name; see args.h */
    const char *help;   /* what it does, to go on from its name; a msgid */
    enum output output; /* of its listing, where -o asks for none */
};

/* The command that the COUNT WORDS start with, and in *USED how many of them name it;
 * NULL where there is none. */
const struct command *command_find(char *const *words, size_t count, size_t *used);

/* Says that WORD is no command, or which words follow it.  Returns -1, ERR_INVALID. */
int command_refuse(const char *word, struct err *err);

/* Prints all commands to TO, or one in full on standard output. */
void command_list(const struct tool *tool, FILE *to);
void command_usage(const struct tool *tool, const struct command *command);

/* commands.c */
int command_help(const struct tool *tool, const struct args *args);

/* plan.c, rules.c, simulate.c: without a daemon, except rules show */
int command_plan(const struct tool *tool, const struct args *args);
int command_simulate(const struct tool *tool, const struct args *args);
int command_rules_show(const struct tool *tool, const struct args *args);
int command_rules_diff(const struct tool *tool, const struct args *args);

/* exchange.c, reconcile.c */
int command_import(const struct tool *tool, const struct args *args);
int command_reconcile(const struct tool *tool, const struct args *args);
int command_export(const struct tool *tool, const struct args *args);
int command_backup(const struct tool *tool, const struct args *args);
int command_ledger_attest(const struct tool *tool, const struct args *args);

/* organizations.c */
int command_org_list(const struct tool *tool, const struct args *args);
int command_org_show(const struct tool *tool, const struct args *args);
int command_org_set(const struct tool *tool, const struct args *args);
int command_org_remove(const struct tool *tool, const struct args *args);

/* facts.c */
int command_record(const struct tool *tool, const struct args *args);
int command_retract(const struct tool *tool, const struct args *args);

/* milestones.c */
int command_milestones(const struct tool *tool, const struct args *args);
int command_explain(const struct tool *tool, const struct args *args);
int command_ack(const struct tool *tool, const struct args *args);
int command_unack(const struct tool *tool, const struct args *args);

/* notices.c */
int command_notices(const struct tool *tool, const struct args *args);
int command_notices_retry(const struct tool *tool, const struct args *args);
int command_ledger_verify(const struct tool *tool, const struct args *args);
int command_route_test(const struct tool *tool, const struct args *args);
int command_test_notify(const struct tool *tool, const struct args *args);

/* keys.c */
int command_feed_add(const struct tool *tool, const struct args *args);
int command_feed_list(const struct tool *tool, const struct args *args);
int command_feed_rotate(const struct tool *tool, const struct args *args);
int command_feed_revoke(const struct tool *tool, const struct args *args);
int command_token_add(const struct tool *tool, const struct args *args);
int command_token_list(const struct tool *tool, const struct args *args);
int command_token_revoke(const struct tool *tool, const struct args *args);

/* users.c */
int command_user_add(const struct tool *tool, const struct args *args);
int command_user_list(const struct tool *tool, const struct args *args);
int command_user_passwd(const struct tool *tool, const struct args *args);
int command_user_remove(const struct tool *tool, const struct args *args);

/* health.c */
int command_status(const struct tool *tool, const struct args *args);
int command_check(const struct tool *tool, const struct args *args);

#endif /* JALON_JALON_COMMANDS_H */
