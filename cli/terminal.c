#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool cli_terminal_is_capable(int descriptor)
{
    const char *kind = getenv("TERM");
    return isatty(descriptor) && kind && kind[0] && strcmp(kind, "dumb") != 0;
}

bool cli_terminal_wants_colour(void)
{
    const char *no_color = getenv("NO_COLOR");
    return cli_terminal_is_capable(STDOUT_FILENO) && !(no_color && no_color[0]);
}

bool cli_terminal_wants_pictures(void)
{
    const char *no_unicode = getenv("NO_UNICODE");
    return cli_terminal_is_capable(STDOUT_FILENO) && !(no_unicode && no_unicode[0]);
}

int cli_terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}
