#include "jalon/sys/reason.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

const char *reason_of(enum lang lang, int number)
{
    static const struct {
        int number;
        const char *text;
    } reasons[] = {
        {ENOENT,        N_("there is no such file")           },
        {EACCES,        N_("permission denied")               },
        {EPERM,         N_("operation not permitted")         },
        {EISDIR,        N_("it is a directory")               },
        {ENOTDIR,       N_("part of the path is no directory")},
        {ENOSPC,        N_("no space left on the disk")       },
        {EROFS,         N_("the file system is read-only")    },
        {EIO,           N_("the disk reports an error")       },
        {EMFILE,        N_("too many open files")             },
        {ELOOP,         N_("too many symbolic links")         },
        {EBADF,         N_("it is closed")                    },
        {EADDRINUSE,    N_("the address is in use")           },
        {EADDRNOTAVAIL, N_("this machine has no such address")},
    };

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (reasons[i].number == number)
            return tr(lang, reasons[i].text);
    return strerror(number);
}

const char *reason_to_make(enum lang lang, int number)
{
    return number == ENOENT ? tr(lang, "there is no such folder")
                            : reason_of(lang, number);
}
