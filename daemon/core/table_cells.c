/* What people and spreadsheets write into a cell, read as the document has it. */

#include <stdio.h>
#include <string.h>

#include "document_keys.h"
#include "jalon/base/text.h"
#include "table_parts.h"

/* -- dates ----------------------------------------------------------------------- */

/* Reads 1 to MAX digits from *AT, which moves behind them; -1 where there is none. */
static int digits(const char **at, int max)
{
    int value = -1;

    for (; max-- && **at >= '0' && **at <= '9'; (*at)++)
        value = (value < 0 ? 0 : value) * 10 + (**at - '0');
    return value;
}

/* Writes "7/10/2024", "07-10-2024" or "07.10.2024" as "2024-10-07" into OUT.  Never the
 * American order, and never two digits of a year: both would be guesses. */
static bool is_french_date(char out[DATE_TEXT_SIZE], const char *text)
{
    const char *at = text;
    int day = digits(&at, 2);
    char separator = *at;

    if (day < 0 || !separator || !strchr("/-.", separator))
        return false;
    at++;
    int month = digits(&at, 2);
    if (month < 0 || *at++ != separator || strlen(at) != 4)
        return false;
    int year = digits(&at, 4);
    if (year < 0 || *at)
        return false;
    (void)snprintf(out, DATE_TEXT_SIZE, "%04d-%02d-%02d", year, month, day);
    return true;
}

int table_read_date(struct date *out, const char *text, struct err *err)
{
    char iso[DATE_TEXT_SIZE];

    return date_parse(out, is_french_date(iso, text) ? iso : text, err);
}

/* -- truths and numbers ---------------------------------------------------------- */

int table_read_truth(bool *out, const char *text, struct err *err)
{
    static const struct {
        const char *name;
        bool truth;
    } names[] = {
        {"true",  true },
        {"vrai",  true },
        {"oui",   true },
        {"yes",   true },
        {"x",     true },
        {"1",     true },
        {"false", false},
        {"faux",  false},
        {"non",   false},
        {"no",    false},
        {"0",     false},
    };
    struct buf folded = {0};
    int rc = -1;

    table_fold(&folded, text);
    for (size_t i = 0; rc != 0 && i < sizeof(names) / sizeof(names[0]); i++) {
        if (!text_equal(names[i].name, buf_text(&folded)))
            continue;
        *out = names[i].truth;
        rc = 0;
    }
    buf_done(&folded);
    return rc == 0
               ? 0
               : err_set(err, ERR_INVALID, N_("\"%.40s\" says neither yes nor no"), text);
}

/* The cents after a comma or a point, and the sign of the currency. */
static void drop_cents(struct buf *amount)
{
    size_t whole = strspn(buf_text(amount), "0123456789");
    const char *rest = buf_text(amount) + whole;
    size_t cents = 0;

    if (*rest == ',' || *rest == '.') {
        cents = strspn(rest + 1, "0123456789");
        rest += 1 + cents;
    }
    /* Three digits behind a point are thousands to some, and are refused. */
    if (whole && cents <= 2 && (!*rest || text_equal(rest, "€")))
        amount->data[whole] = '\0';
}

int table_read_euros(int64_t *out, const char *text, struct err *err)
{
    struct buf amount = {0};

    table_pack(&amount, text);
    drop_cents(&amount);
    int rc = text_number(out, buf_text(&amount), 0, INT64_MAX);
    buf_done(&amount);
    return rc == 0
               ? 0
               : err_set(err, ERR_INVALID, N_("\"%.40s\" is no amount in euros"), text);
}

int table_read_sites(int *out, const char *text, struct err *err)
{
    int64_t number;

    if (text_number(&number, text, 0, INT32_MAX) != 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no whole number"), text);
    *out = (int)number;
    return 0;
}

/* -- categories ------------------------------------------------------------------ */

static int add_category(void *context, const char *part, struct err *err)
{
    static const struct {
        const char *name;
        enum category category;
    } names[] = {
        {"af",                                 CATEGORY_AF },
        {"actionsdeformation",                 CATEGORY_AF },
        {"bc",                                 CATEGORY_BC },
        {"bilansdecompetences",                CATEGORY_BC },
        {"vae",                                CATEGORY_VAE},
        {"validationdesacquisdelexperience",   CATEGORY_VAE},
        {"cfa",                                CATEGORY_CFA},
        {"apprentissage",                      CATEGORY_CFA},
        {"actionsdeformationparapprentissage", CATEGORY_CFA},
    };
    unsigned *categories = context;
    unsigned found = 0;
    struct buf folded = {0};

    table_fold(&folded, part);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (text_equal(names[i].name, buf_text(&folded)))
            found = names[i].category;
    buf_done(&folded);
    *categories |= found;
    return found ? 0
                 : err_set(err, ERR_INVALID, N_("\"%.40s\" is none of AF, BC, VAE, CFA"),
                           part);
}

int table_read_categories(unsigned *out, const char *text, struct err *err)
{
    unsigned categories = 0;

    if (table_each_part(text, add_category, &categories, err) != 0)
        return -1;
    *out = categories;
    return 0;
}

/* -- numbers of the State -------------------------------------------------------- */

/* "8,90177E+13" is what a spreadsheet makes of a SIRET that it takes for a number: the
 * last digits are gone for good. */
static bool is_spoiled(const char *text)
{
    return strspn(text, "0123456789.,Ee+") == strlen(text) && strpbrk(text, "Ee") &&
           strpbrk(text, "0123456789");
}

int table_read_siret(char out[ORGANIZATION_SIRET_SIZE], const char *text, struct err *err)
{
    struct buf packed = {0};
    int rc;

    table_pack(&packed, text);
    if (is_spoiled(buf_text(&packed)))
        rc =
            err_set(err, ERR_INVALID,
                    N_("the spreadsheet made a number of this SIRET (%.40s) and lost its "
                       "last digits: write the column as text"),
                    text);
    else
        rc = document_rule_siret(buf_text(&packed), err);
    if (rc == 0)
        memcpy(out, packed.data, ORGANIZATION_SIRET_SIZE);
    buf_done(&packed);
    return rc;
}

int table_read_nda(char out[ORGANIZATION_NDA_SIZE], const char *text, struct err *err)
{
    struct buf packed = {0};

    table_pack(&packed, text);
    int rc = document_rule_nda(buf_text(&packed), err);
    if (rc == 0)
        memcpy(out, packed.data, ORGANIZATION_NDA_SIZE);
    buf_done(&packed);
    return rc;
}
