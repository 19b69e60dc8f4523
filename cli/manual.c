/* Manual pages, from the tables that --help is made of: the two cannot tell different things. */
#include "manual.h"

#include <string.h>

#include "call.h"
#include "commands.h"
#include "error.h"
#include "help.h"

/* Text as troff reads it: no backslash, dash or line's first character that it would take for its own. */
static void print_text(FILE *to, const char *text)
{
    bool at_start = true;
    for (; *text; text++) {
        if (at_start && (*text == '.' || *text == '\''))
            fputs("\\&", to);
        if (*text == '\\')
            fputs("\\e", to);
        else if (*text == '-')
            fputs("\\-", to);
        else
            fputc(*text, to);
        at_start = *text == '\n';
    }
}

/* As it stands, line by line. */
static void print_example(FILE *to, const char *text)
{
    fputs(".PP\n.nf\n.RS 4\n", to);
    print_text(to, text);
    fputs("\n.RE\n.fi\n", to);
}

static void print_head(FILE *to, const char *command, const char *summary)
{
    fprintf(to, ".TH COPSE%s%s 1 \"\" \"copse %s\" \"Copse\"\n", *command ? "\\-" : "", command,
            copse_version());
    fprintf(to, ".SH NAME\ncopse%s%s \\- ", *command ? "\\-" : "", command);
    print_text(to, summary);
    fputc('\n', to);
}

static void print_option(FILE *to, const cli_option *option)
{
    fputs(".TP\n.B ", to);
    if (option->letter)
        fprintf(to, "\\-%c\\fR, \\fB", option->letter);
    fputs("\\-\\-", to);
    print_text(to, option->name);
    if (option->placeholder) {
        fputs(" \\fI", to);
        print_text(to, option->placeholder);
    }
    fputs("\\fR\n", to);
    print_text(to, option->help);
    fputc('\n', to);
}

static void print_exit_codes(FILE *to)
{
    fputs(".SH EXIT STATUS\n", to);
    print_text(to, cli_exit_words);
    fputc('\n', to);
}

static void print_command(FILE *to, const cli_command *command)
{
    print_head(to, command->name, command->summary);
    fputs(".SH SYNOPSIS\n.nf\n", to);
    for (const char *line = command->usage; *line;) {
        size_t length = strcspn(line, "\n");
        char usage[256];
        snprintf(usage, sizeof usage, "%.*s", (int)length, line);
        fputs(".B copse\\fR ", to);
        print_text(to, usage);
        fputc('\n', to);
        line += length + (line[length] == '\n');
    }
    fputs(".fi\n", to);
    if (command->details) {
        fputs(".SH DESCRIPTION\n", to);
        print_text(to, command->details);
        fputc('\n', to);
    }
    fputs(".SH OPTIONS\n", to);
    for (size_t i = 0; i < command->n_options; i++)
        print_option(to, &command->options[i]);
    for (size_t i = 0; i < cli_n_shared_options; i++)
        if (cli_call_takes(command, i))
            print_option(to, &cli_shared_options[i]);
    fputs(".SH EXAMPLES\n", to);
    print_example(to, command->examples[0]);
    print_example(to, command->examples[1]);
    print_exit_codes(to);
    fputs(".SH SEE ALSO\n.BR copse (1)\n", to);
}

static void print_all(FILE *to)
{
    print_head(to, "", "make the most of an organisation's communities of practice");
    fputs(".SH SYNOPSIS\n.B copse\n.I COMMAND\n.RI [ OPTIONS ]\n", to);
    fputs(".SH DESCRIPTION\nCopse answers questions about an organisation's communities of practice (CoPs) from "
          "its own data, on its own machine.\nEach command has a page of its own, copse\\-COMMAND(1).\n",
          to);
    for (int group = 0; group < CLI_N_GROUPS; group++) {
        fputs(".SS ", to);
        print_text(to, cli_group_title((cli_group)group));
        fputc('\n', to);
        for (size_t i = 0; cli_commands[i]; i++)
            if ((int)cli_commands[i]->group == group) {
                fputs(".TP\n.BR copse\\-", to);
                print_text(to, cli_commands[i]->name);
                fputs(" (1)\n", to);
                print_text(to, cli_commands[i]->summary);
                fputc('\n', to);
            }
    }
    fputs(".SH ENVIRONMENT\n.TP\n.B COPSE_STORE\nthe store where \\-\\-store is not given\n"
          ".TP\n.B NO_COLOR\nno colours, whatever its value\n",
          to);
    print_exit_codes(to);
}

void cli_manual_print(FILE *to, const cli_command *command)
{
    if (command)
        print_command(to, command);
    else
        print_all(to);
}
