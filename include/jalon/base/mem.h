/*
 * mem.h - memory that is always there.
 *
 * Layer: base.  Out of memory ends the process with a sentence: the service manager
 * starts it again, and the ledger makes that safe.  An error path for it would be in
 * every function and tested in none.  Libraries that let themselves be told take theirs
 * from here, too: some leave out without a word what they found no memory for.  Free with
 * free(3).
 */
#ifndef JALON_BASE_MEM_H
#define JALON_BASE_MEM_H

#include <stddef.h>

/* Ends the process for want of memory: for what a library says that did without mem_new()
 * and its kin. */
_Noreturn void mem_exhausted(void);

/* SIZE bytes, zeroed.  Never NULL, also for 0. */
void *mem_new(size_t size);

/* SIZE bytes of any value, for whoever writes them all: quicker where they are few. Never
 * NULL, also for 0. */
void *mem_alloc(size_t size);

/* COUNT items of SIZE bytes, zeroed; aborts where the product overflows. */
void *mem_new_array(size_t count, size_t size);

/* A copy of TEXT; NULL gives NULL. */
char *mem_strdup(const char *text);

/* A copy of the first LENGTH bytes of TEXT, with a NUL. */
char *mem_strndup(const char *text, size_t length);

/* MEMORY, which is taken and may be NULL, moved to SIZE bytes: what it held, as far as it
 * fits, and bytes of any value behind it. */
void *mem_resize(void *memory, size_t size);

/* Makes room for one more item: ITEMS holds COUNT items of SIZE bytes in room for
 * *CAPACITY.  Returns ITEMS, moved and with *CAPACITY raised when it was full; new
 * room is zeroed.  ITEMS is taken. */
void *mem_grow(void *items, size_t count, size_t *capacity, size_t size);

#endif /* JALON_BASE_MEM_H */
