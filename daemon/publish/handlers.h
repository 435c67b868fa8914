/*
 * handlers.h - the handlers of the table in endpoint.c, one family a file.
 *
 * Layer: publish.  What each answers is said in contrib/openapi.yaml, what it returns at
 * endpoint_cb.  Who may ask was settled before; whether the body is what it should be was
 * not.
 */
#ifndef JALON_PUBLISH_HANDLERS_H
#define JALON_PUBLISH_HANDLERS_H

#include "jalon/base/err.h"

struct request;
struct response;

#define HANDLER(name)                                                                    \
    int name(struct request *request, struct response *out, struct err *err)

/* feed_serve.c */
HANDLER(feed_serve);

/* health.c, metrics.c */
HANDLER(health_alive);
HANDLER(health_ready);
HANDLER(metrics_get);

/* pages.c */
HANDLER(pages_serve);

/* api_organizations.c */
HANDLER(organizations_list);
HANDLER(organization_get);
HANDLER(organization_put);
HANDLER(organization_patch);
HANDLER(organization_delete);

/* api_facts.c */
HANDLER(fact_post);
HANDLER(fact_retract);
HANDLER(ack_post);
HANDLER(ack_delete);

/* api_milestones.c, api_explain.c, api_rules.c, api_routing.c */
HANDLER(milestones_list);
HANDLER(alerts_list);
HANDLER(explain_get);
HANDLER(rules_get);
HANDLER(routing_test);

/* api_notices.c, api_verify.c, api_attest.c */
HANDLER(notices_list);
HANDLER(notice_retry);
HANDLER(notices_retry_dead);
HANDLER(ledger_list);
HANDLER(ledger_verify);
HANDLER(ledger_attest);

/* api_keys.c */
HANDLER(feeds_list);
HANDLER(feed_post);
HANDLER(feed_rotate);
HANDLER(feed_delete);
HANDLER(tokens_list);
HANDLER(token_post);
HANDLER(token_delete);

/* api_users.c */
HANDLER(users_list);
HANDLER(user_post);
HANDLER(user_password);
HANDLER(user_delete);

/* api_import.c, api_reconcile.c, api_export.c, api_backup.c */
HANDLER(import_post);
HANDLER(reconcile_post);
HANDLER(export_get);
HANDLER(backup_get);

/* api_status.c, api_receivers.c, api_openapi.c */
HANDLER(status_get);
HANDLER(receiver_test);
HANDLER(openapi_get);

#undef HANDLER

#endif /* JALON_PUBLISH_HANDLERS_H */
