/*
 * hash.h - a number for bytes, by which tables find texts and changes are noticed.
 *
 * Layer: base.  FNV-1a of 64 bits: what differs in one byte differs widely, and it is
 * quick for what is short.  Whoever wants to can make two texts look alike: what must
 * resist people is for sys/secret.
 */
#ifndef JALON_BASE_HASH_H
#define JALON_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of nothing. */
#define HASH_START UINT64_C(0xCBF29CE484222325)

/* The hash of what HASH stands for, followed by the LENGTH bytes. */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length);

/* The hash of TEXT, its NUL left out. */
uint64_t hash_text(const char *text);

#endif /* JALON_BASE_HASH_H */
