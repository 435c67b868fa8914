#include "public_list.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "table_parts.h"

/* Some hundred thousand rows, read once and asked some thousand times: two sorted arrays
 * of what is asked for, 32 bytes a row, in place of 30 columns of text. */
struct public_list {
    struct listed *items; /* by NDA */
    size_t count, capacity;
    struct listed *by_siret; /* the same, by SIRET */
};

/* -- order ----------------------------------------------------------------------- */

static int compare_nda(const void *a, const void *b)
{
    const struct listed *left = a;
    const struct listed *right = b;

    return strcmp(left->nda, right->nda);
}

static int compare_siret(const void *a, const void *b)
{
    const struct listed *left = a;
    const struct listed *right = b;

    return strcmp(left->siret, right->siret);
}

static void sort(struct public_list *list)
{
    list->by_siret = mem_new_array(list->count, sizeof(*list->by_siret));
    if (list->count == 0)
        return;
    memcpy(list->by_siret, list->items, list->count * sizeof(*list->items));
    qsort(list->items, list->count, sizeof(*list->items), compare_nda);
    qsort(list->by_siret, list->count, sizeof(*list->by_siret), compare_siret);
}

/* -- reading --------------------------------------------------------------------- */

/* A number that the list has wrong is none of ours: the row still counts by its other. */
static void read_numbers(struct listed *listed, const struct table *table)
{
    struct err ignored = {0};
    const char *nda = table->cells[COLUMN_NDA];
    const char *siret = table->cells[COLUMN_SIRET];

    if (nda)
        (void)table_read_nda(listed->nda, nda, &ignored);
    if (siret)
        (void)table_read_siret(listed->siret, siret, &ignored);
}

static int add_row(struct public_list *list, const struct table *table, struct err *err)
{
    struct listed listed = {.categories = 0};

    read_numbers(&listed, table);
    if (table_apply_categories(table, &listed.categories, err) != 0)
        return -1;
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    list->items[list->count++] = listed;
    return 0;
}

/* Without its columns everybody would seem to have lost the certificate. */
static int check_columns(const struct table *table, struct err *err)
{
    for (int column = COLUMN_AF; column <= COLUMN_CFA; column++)
        if (!table->headers[column])
            return err_set(err, ERR_INVALID,
                           N_("the columns are not those of the public list of training "
                              "organizations"));
    return 0;
}

/* A list that breaks off is refused as a whole: every client behind the break would seem
 * to be gone. */
static int read_rows(struct public_list *list, struct table *table, struct err *err)
{
    int line = 0;
    int found;

    while ((found = table_row(table, &line, err)) == 1 &&
           (found = add_row(list, table, err)) == 0) {
    }
    return found == 0 ? 0 : err_wrap(err, "line %d", line);
}

int public_list_open(struct public_list **out, const char *text, size_t length,
                     struct err *err)
{
    struct public_list *list = mem_new(sizeof(*list));
    struct table *table = NULL;
    int rc = table_open(&table, TABLE_PUBLIC_LIST, text, length, err);

    if (rc == 0)
        rc = check_columns(table, err);
    if (rc == 0)
        rc = read_rows(list, table, err);
    table_close(table);
    if (rc != 0) {
        public_list_close(list);
        return -1;
    }
    sort(list);
    *out = list;
    return 0;
}

void public_list_close(struct public_list *list)
{
    free(list->items);
    free(list->by_siret);
    free(list);
}

/* -- looking up ------------------------------------------------------------------ */

size_t public_list_count(const struct public_list *list)
{
    return list->count;
}

static const struct listed *find(const struct listed *items, size_t count,
                                 const struct listed *wanted,
                                 int (*compare)(const void *, const void *))
{
    return count ? bsearch(wanted, items, count, sizeof(*items), compare) : NULL;
}

const struct listed *public_list_find(const struct public_list *list, const char *nda,
                                      const char *siret)
{
    struct listed wanted = {.categories = 0};
    const struct listed *found = NULL;

    memcpy(wanted.nda, nda, strlen(nda) + 1);
    memcpy(wanted.siret, siret, strlen(siret) + 1);
    if (*nda)
        found = find(list->items, list->count, &wanted, compare_nda);
    if (!found && *siret)
        found = find(list->by_siret, list->count, &wanted, compare_siret);
    return found;
}
