#include "pages.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/percent.h"
#include "jalon/base/text.h"

/* Laid out by hand, to be read as a table. */
/* clang-format off */
static const struct page pages[] = {
    {"GET",  "/",                            PAGE_FOR_READERS, page_today,             0},
    {"GET",  "/portfolio",                   PAGE_FOR_READERS, page_portfolio,         0},
    {"GET",  "/portfolio.csv",               PAGE_FOR_READERS, page_portfolio_csv,     0},
    {"GET",  "/organizations/*",             PAGE_FOR_READERS, page_client,            0},
    {"POST", "/organizations/*/facts",       PAGE_FOR_EDITORS, page_do_record,         0},
    {"POST", "/organizations/*/retract",     PAGE_FOR_EDITORS, page_do_retract,        0},
    {"POST", "/organizations/*/ack",         PAGE_FOR_EDITORS, page_do_ack,            0},
    {"GET",  "/organizations/*/profile",     PAGE_FOR_EDITORS, page_profile,           0},
    {"POST", "/organizations/*/profile",     PAGE_FOR_EDITORS, page_do_profile,        0},
    {"POST", "/organizations/*/contacts",    PAGE_FOR_EDITORS, page_do_contacts,       0},
    {"GET",  "/organizations/*/statement",   PAGE_FOR_READERS, page_statement,         0},
    {"GET",  "/notices",                     PAGE_FOR_READERS, page_notices,           0},
    {"POST", "/notices",                     PAGE_FOR_EDITORS, page_do_notices,        0},
    {"GET",  "/channels",                    PAGE_FOR_READERS, page_channels,          0},
    {"POST", "/channels",                    PAGE_FOR_ADMINS,  page_do_channels,       0},
    {"POST", "/ledger",                      PAGE_FOR_EDITORS, page_do_ledger,         0},
    {"GET",  "/feeds",                       PAGE_FOR_READERS, page_feeds,             0},
    {"POST", "/feeds",                       PAGE_FOR_ADMINS,  page_do_feeds,          0},
    {"GET",  "/rules",                       PAGE_FOR_READERS, page_rules,             0},
    {"GET",  "/accounts",                    PAGE_FOR_ADMINS,  page_accounts,          0},
    {"POST", "/accounts",                    PAGE_FOR_ADMINS,  page_do_accounts,       0},

    {"GET",  "/import",                      PAGE_FOR_EDITORS, page_import,            0},
    {"POST", "/import",                      PAGE_FOR_EDITORS, page_do_import,         PAGE_UPLOAD_MAX},
    {"POST", "/import/confirm",              PAGE_FOR_EDITORS, page_do_import_confirm, 0},
    {"GET",  "/import/*/refused",            PAGE_FOR_EDITORS, page_import_refused,    0},
    {"GET",  "/answer/*",                    PAGE_FOR_ALL,     page_answer,            0},
    {"POST", "/answer/*",                    PAGE_FOR_ALL,     page_do_answer,         0},
    {"GET",  "/sign-in",                     PAGE_FOR_ALL,     page_sign_in,           0},
    {"POST", "/sign-in",                     PAGE_FOR_ALL,     page_do_sign_in,        0},
    {"POST", "/sign-out",                    PAGE_FOR_ALL,     page_do_sign_out,       0},
    {"GET",  "/welcome/*",                   PAGE_FOR_ALL,     page_welcome,           0},
    {"POST", "/welcome/*",                   PAGE_FOR_ALL,     page_do_welcome,        0},
    {"POST", "/language",                    PAGE_FOR_ALL,     page_do_language,       0},
    {"GET",  "/assets/*",                    PAGE_FOR_ALL,     page_asset,             0},
};
/* clang-format on */

#define PAGE_COUNT (sizeof(pages) / sizeof(pages[0]))

/* Takes what a star stands for off *PATH. */
static bool take(char **part, const char **path)
{
    size_t length = strcspn(*path, "/");

    *part = length > 0 ? percent_decode(*path, length) : NULL;
    *path += length;
    return *part && !text_has_control(*part);
}

static bool matches(char *parts[VISIT_PARTS_MAX], const char *pattern, const char *path)
{
    for (size_t part = 0; *pattern; pattern++) {
        if (*pattern != '*' && *pattern != *path)
            return false;
        if (*pattern != '*')
            path++;
        else if (!take(&parts[part++], &path))
            return false;
    }
    return !*path;
}

static void drop(char *parts[VISIT_PARTS_MAX])
{
    for (size_t i = 0; i < VISIT_PARTS_MAX; i++) {
        free(parts[i]);
        parts[i] = NULL;
    }
}

const struct page *page_find(char *parts[VISIT_PARTS_MAX], const char *method,
                             const char *path)
{
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        bool wanted = !method || text_equal(method, pages[i].method);
        if (wanted && matches(parts, pages[i].path, path))
            return &pages[i];
        drop(parts);
    }
    return NULL;
}

static bool has(const char *method, const char *path)
{
    char *parts[VISIT_PARTS_MAX] = {0};
    bool found = page_find(parts, method, path);

    drop(parts);
    return found;
}

bool page_is_shown(const char *path)
{
    return has("GET", path);
}

bool web_has(const char *path)
{
    return has(NULL, path);
}
