/*
 * secret.h - random bytes, hashes, signatures, and comparing without telling.
 *
 * Layer: sys.  Over OpenSSL's libcrypto.  Where the library itself refuses, the process
 * ends: there is no second way to sign or to draw a token.
 */
#ifndef JALON_SYS_SECRET_H
#define JALON_SYS_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

#define SHA256_SIZE      32
#define SHA256_TEXT_SIZE 65 /* in hexadecimal, with the NUL */
#define TOKEN_TEXT_SIZE  44 /* 32 random bytes in base64url, with the NUL */

/* Has OpenSSL take its memory from jalon/base/mem.h, before anything of it is used: for
 * want of some it would crash without a word. */
void secret_init(void);

/* Fills LENGTH bytes; aborts where the system has no randomness to give. */
void secret_random(void *bytes, size_t length);

/* A new token: 256 bits in base64url. */
void secret_token(char text[TOKEN_TEXT_SIZE]);

/* The SHA-256 of LENGTH BYTES. */
void secret_sha256(unsigned char digest[SHA256_SIZE], const void *bytes, size_t length);

/* The same in lower-case hexadecimal. */
void secret_sha256_text(char text[SHA256_TEXT_SIZE], const void *bytes, size_t length);

/* What is kept of TOKEN, and nothing else: whoever reads the database can use none.  No
 * salt and no slow hash as for passwords, since nobody guesses 256 random bits. */
void secret_hash_token(char text[SHA256_TEXT_SIZE], const char *token);

/* HMAC (RFC 2104) of LENGTH BYTES with KEY: signs webhooks, and the links in messages. */
void secret_hmac_sha256(unsigned char digest[SHA256_SIZE], const void *key,
                        size_t key_length, const void *bytes, size_t length);

/* Adds BYTES in base64 (with padding) to OUT. */
void secret_base64(struct buf *out, const void *bytes, size_t length);

/* Adds the bytes that TEXT, base64 with padding and nothing else, stands for.  0, or -1
 * with OUT as it was. */
int secret_base64_decode(struct buf *out, const char *text);

/* The same in base64url, RFC 4648, 5, without padding: what may stand in an address and
 * in a cookie as it is. */
void secret_base64url(struct buf *out, const void *bytes, size_t length);

/* Adds the bytes that the LENGTH characters of TEXT stand for in it.  0, or -1 with OUT
 * as it was. */
int secret_base64url_decode(struct buf *out, const char *text, size_t length);

/* Whether two texts are equal, in a time that depends on their lengths alone. */
bool secret_equal(const char *a, const char *b);

#endif /* JALON_SYS_SECRET_H */
