/*
 * pages.h - the pages, one family a file, and the table that leads to them.
 *
 * Layer: web, inside.  A page writes into visit->out, usually between layout_begin() and
 * layout_end(), or redirects.  0, or -1 with an error, which becomes a page of its own.
 */
#ifndef JALON_WEB_PAGES_H
#define JALON_WEB_PAGES_H

#include "visit.h"

/* Bytes of a body: of whoever may not ask for the page, of a form, of one with a file. */
#define PAGE_STRANGER_MAX ((size_t)16 * 1024)
#define PAGE_FORM_MAX     ((size_t)64 * 1024)
#define PAGE_UPLOAD_MAX   ((size_t)8 * 1024 * 1024)

/* Who may ask for a page. */
enum page_access {
    PAGE_FOR_READERS = ROLE_READ,
    PAGE_FOR_EDITORS = ROLE_EDIT,
    PAGE_FOR_ADMINS = ROLE_ADMIN,
    PAGE_FOR_ALL, /* strangers, too */
};

typedef int (*page_cb)(struct visit *visit, struct err *err);

struct page {
    const char *method; /* "GET" or "POST" */
    const char *path;   /* a star takes one segment */
    enum page_access access;
    page_cb show;
    size_t body_max; /* bytes; 0: PAGE_FORM_MAX */
};

/* The page for METHOD at PATH, percent-encoded; its stars go into PARTS, decoded, each
 * for the caller to free.  NULL where there is none. */
const struct page *page_find(char *parts[VISIT_PARTS_MAX], const char *method,
                             const char *path);

/* Whether a page is shown at PATH, percent-encoded, to those who may see it. */
bool page_is_shown(const char *path);

/* sign_in.c, welcome.c */
int page_sign_in(struct visit *visit, struct err *err);
int page_do_sign_in(struct visit *visit, struct err *err);
int page_do_sign_out(struct visit *visit, struct err *err);
int page_welcome(struct visit *visit, struct err *err);
int page_do_welcome(struct visit *visit, struct err *err);
int page_do_language(struct visit *visit, struct err *err);

/* today.c, portfolio.c, portfolio_csv.c */
int page_today(struct visit *visit, struct err *err);
int page_portfolio(struct visit *visit, struct err *err);
int page_portfolio_csv(struct visit *visit, struct err *err);

/* import.c */
int page_import(struct visit *visit, struct err *err);
int page_do_import(struct visit *visit, struct err *err);
int page_do_import_confirm(struct visit *visit, struct err *err);
int page_import_refused(struct visit *visit, struct err *err);

/* answer.c */
int page_answer(struct visit *visit, struct err *err);
int page_do_answer(struct visit *visit, struct err *err);

/* client_page.c and the parts of it that take forms: client_record.c, client_history.c,
 * client_dates.c, client_edit.c */
int page_client(struct visit *visit, struct err *err);
int page_do_record(struct visit *visit, struct err *err);
int page_do_retract(struct visit *visit, struct err *err);
int page_do_ack(struct visit *visit, struct err *err);
int page_profile(struct visit *visit, struct err *err);
int page_do_profile(struct visit *visit, struct err *err);
int page_do_contacts(struct visit *visit, struct err *err);

/* notices.c, channels.c, statement_page.c */
int page_notices(struct visit *visit, struct err *err);
int page_do_notices(struct visit *visit, struct err *err);
int page_channels(struct visit *visit, struct err *err);
int page_do_channels(struct visit *visit, struct err *err);
int page_do_ledger(struct visit *visit, struct err *err);
int page_statement(struct visit *visit, struct err *err);

/* feeds.c, rules.c, accounts.c */
int page_feeds(struct visit *visit, struct err *err);
int page_do_feeds(struct visit *visit, struct err *err);
int page_rules(struct visit *visit, struct err *err);
int page_accounts(struct visit *visit, struct err *err);
int page_do_accounts(struct visit *visit, struct err *err);

#endif /* JALON_WEB_PAGES_H */
