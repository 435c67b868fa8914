/*
 * memory.c - a library to be loaded ahead of all others, in which one allocation fails,
 * or that one and all that follow.
 *
 * JALON_FAIL_IN is part of the name of the library whose allocations count, "" for all;
 * JALON_FAIL_AT the number of the one that fails, from 1; with JALON_FAIL_FOR_GOOD set
 * none succeeds afterwards.  The first failure is told to standard error.
 */
#define _GNU_SOURCE /* _dl_find_object() */
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The allocators underneath: a sanitizer's where there is one, or else libc's.  Asking
 * dlsym() for them would allocate. */
extern void *__interceptor_malloc(size_t size) __attribute__((weak));
extern void *__interceptor_calloc(size_t count, size_t size) __attribute__((weak));
extern void *__interceptor_realloc(void *memory, size_t size) __attribute__((weak));
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static const char told[] = "an allocation fails here\n";

static struct {
    const char *library; /* NULL: nothing fails yet */
    long at;
    bool for_good;
} plan;

static atomic_long count;

__attribute__((constructor)) static void read_plan(void)
{
    const char *at = getenv("JALON_FAIL_AT");

    plan.at = at ? strtol(at, NULL, 10) : 0;
    plan.for_good = getenv("JALON_FAIL_FOR_GOOD");
    plan.library = at ? getenv("JALON_FAIL_IN") : NULL;
}

static bool counts(void *caller)
{
    struct dl_find_object found;

    return plan.library && _dl_find_object(caller, &found) == 0 &&
           strstr(found.dlfo_link_map->l_name, plan.library);
}

/* Whether what CALLER asks for is refused. */
static bool fails(void *caller)
{
    if (!counts(caller))
        return false;
    long number = atomic_fetch_add(&count, 1) + 1;
    if (number == plan.at)
        (void)!write(STDERR_FILENO, told, sizeof(told) - 1);
    if (number != plan.at && !(plan.for_good && number > plan.at))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    if (fails(__builtin_return_address(0)))
        return NULL;
    return __interceptor_malloc ? __interceptor_malloc(size) : __libc_malloc(size);
}

void *calloc(size_t number, size_t size)
{
    if (fails(__builtin_return_address(0)))
        return NULL;
    return __interceptor_calloc ? __interceptor_calloc(number, size)
                                : __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size)
{
    if (fails(__builtin_return_address(0)))
        return NULL;
    return __interceptor_realloc ? __interceptor_realloc(memory, size)
                                 : __libc_realloc(memory, size);
}
