#include "jalon/sys/secret.h"

#include <assert.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "jalon/base/mem.h"

#define TOKEN_BYTES 32

/* -- memory ---------------------------------------------------------------------- */

static void *take(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return mem_alloc(size);
}

static void *resize(void *memory, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return mem_resize(memory, size);
}

static void give(void *memory, const char *file, int line)
{
    (void)file;
    (void)line;
    free(memory);
}

void secret_init(void)
{
    int done = CRYPTO_set_mem_functions(take, resize, give);

    assert(done);
}

/* -- tokens ---------------------------------------------------------------------- */

/* No token at all is better than one that can be guessed. */
void secret_random(void *bytes, size_t length)
{
    assert(length <= INT_MAX);
    if (RAND_bytes(bytes, (int)length) == 1)
        return;
    (void)fputs("<2>the system has no randomness to give\n", stderr);
    abort();
}

void secret_token(char text[TOKEN_TEXT_SIZE])
{
    unsigned char bytes[TOKEN_BYTES];
    struct buf base64 = {0};

    secret_random(bytes, sizeof(bytes));
    secret_base64url(&base64, bytes, sizeof(bytes));
    assert(base64.length == TOKEN_TEXT_SIZE - 1);
    memcpy(text, base64.data, TOKEN_TEXT_SIZE);
    /* What is freed may be read in a core dump. */
    OPENSSL_cleanse(bytes, sizeof(bytes));
    OPENSSL_cleanse(base64.data, base64.length);
    buf_done(&base64);
}

/* -- hashes ---------------------------------------------------------------------- */

static EVP_MD *sha256;

static void fetch_sha256(void)
{
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

void secret_sha256(unsigned char digest[SHA256_SIZE], const void *bytes, size_t length)
{
    /* To look it up takes as long as to hash a line of the ledger. */
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, fetch_sha256);
    /* That it lacks memory is all that can be wrong. */
    if (!sha256 || EVP_Digest(bytes, length, digest, NULL, sha256, NULL) != 1)
        mem_exhausted();
}

void secret_sha256_text(char text[SHA256_TEXT_SIZE], const void *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[SHA256_SIZE];

    secret_sha256(digest, bytes, length);
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[SHA256_TEXT_SIZE - 1] = '\0';
}

void secret_hash_token(char text[SHA256_TEXT_SIZE], const char *token)
{
    secret_sha256_text(text, token, strlen(token));
}

void secret_hmac_sha256(unsigned char digest[SHA256_SIZE], const void *key,
                        size_t key_length, const void *bytes, size_t length)
{
    assert(key_length <= INT_MAX);
    if (!HMAC(EVP_sha256(), key, (int)key_length, bytes, length, digest, NULL))
        mem_exhausted();
}

/* -- base64 ---------------------------------------------------------------------- */

void secret_base64(struct buf *out, const void *bytes, size_t length)
{
    assert(length <= INT_MAX / 2);
    unsigned char *text = mem_new((length + 2) / 3 * 4 + 1);
    int size = EVP_EncodeBlock(text, bytes, (int)length);

    buf_add_bytes(out, text, (size_t)size);
    free(text);
}

/* EVP_DecodeBlock() forgives blanks around and counts the padding as bytes. */
static bool is_base64(const char *text, size_t length)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t body = strspn(text, digits);
    size_t padding = strspn(text + body, "=");

    return length % 4 == 0 && body + padding == length && padding <= 2;
}

/* A key comes out of it: what was decoded is wiped before it is freed. */
int secret_base64_decode(struct buf *out, const char *text)
{
    size_t length = strlen(text);

    if (length > INT_MAX || !is_base64(text, length))
        return -1;
    size_t padding = length - strcspn(text, "=");
    unsigned char *bytes = mem_new(length / 4 * 3);
    int size = EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)length);
    if (size >= 0)
        buf_add_bytes(out, bytes, (size_t)size - padding);
    OPENSSL_cleanse(bytes, length / 4 * 3);
    free(bytes);
    return size < 0 ? -1 : 0;
}

void secret_base64url(struct buf *out, const void *bytes, size_t length)
{
    size_t start = out->length;

    secret_base64(out, bytes, length);
    out->length = start + strcspn(out->data + start, "=");
    out->data[out->length] = '\0';
    for (char *at = out->data + start; *at; at++)
        *at = (char)(*at == '+' ? '-' : *at == '/' ? '_' : *at);
}

int secret_base64url_decode(struct buf *out, const char *text, size_t length)
{
    struct buf plain = {0};

    for (size_t i = 0; i < length; i++)
        buf_add_char(&plain, text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i]);
    while (plain.length % 4)
        buf_add_char(&plain, '=');
    int rc = secret_base64_decode(out, buf_text(&plain));
    buf_done(&plain);
    return rc;
}

/* strcmp() stops at the first difference, and tells by its time how much was right. */
bool secret_equal(const char *a, const char *b)
{
    size_t length = strlen(a);

    return length == strlen(b) && CRYPTO_memcmp(a, b, length) == 0;
}
