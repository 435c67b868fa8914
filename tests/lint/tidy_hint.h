/* Read before each file by clang-tidy, which does not see across files that these always
 * return -1, and would follow paths on which nothing was set. */
#include "jalon/base/err.h"

#define err_set(...)  (err_set(__VA_ARGS__), -1)
#define err_wrap(...) (err_wrap(__VA_ARGS__), -1)
