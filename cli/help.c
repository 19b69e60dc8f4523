#include "help.h"

#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "commands.h"
#include "error.h"

static const char *const group_titles[CLI_N_GROUPS] = {
    [CLI_FOR_MEMBERS] = "For members (the steward runs it and hands over the page)",
    [CLI_FOR_STEWARD] = "For the steward, who keeps the data",
    [CLI_FOR_ANALYST] = "For analysts",
    [CLI_FOR_EVERYBODY] = "For everybody",
};

/* Each line of text with first, or from the second on next, before it. */
static void print_lines(FILE *to, const char *first, const char *next, const char *text)
{
    for (const char *before = first; *text; before = next) {
        size_t length = strcspn(text, "\n");
        fprintf(to, "%s%.*s\n", before, (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void print_option(FILE *to, const cli_option *option)
{
    char left[40], first[48];
    char letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name, option->placeholder ? " " : "",
             option->placeholder ? option->placeholder : "");
    snprintf(first, sizeof first, "  %-26s ", left);
    print_lines(to, first, "                             ", option->help);
}

static void print_all(FILE *to)
{
    fputs("Examples:\n"
          "  copse import data/        read an organisation's CSV files into trust.copse\n"
          "  copse join w01            which communities of practice should this person join?\n"
          "\n"
          "Copse answers questions about an organisation's communities of practice (CoPs)\n"
          "from its own data, on its own machine.\n"
          "\n"
          "Usage: copse COMMAND [OPTIONS]\n",
          to);
    for (int group = 0; group < CLI_N_GROUPS; group++) {
        fprintf(to, "\n%s:\n", group_titles[group]);
        for (size_t i = 0; cli_commands[i]; i++)
            if ((int)cli_commands[i]->group == group)
                fprintf(to, "  %-14s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    }
    fputs("\n'copse COMMAND --help' shows examples and options. Exit codes:\n", to);
    print_lines(to, "  ", "  ", cli_exit_words);
}

static void print_command(FILE *to, const cli_command *command)
{
    fprintf(to, "Examples:\n  %s\n  %s\n\n", command->examples[0], command->examples[1]);
    print_lines(to, "Usage: copse ", "       copse ", command->usage);
    fprintf(to, "\n%s.\n", command->summary);
    if (command->details) {
        fputc('\n', to);
        print_lines(to, "", "", command->details);
    }
    if (command->n_options > 0)
        fputs("\nOptions:\n", to);
    for (size_t i = 0; i < command->n_options; i++)
        print_option(to, &command->options[i]);
    fputs("\nCommon options:\n", to);
    for (size_t i = 0; i < cli_n_shared_options; i++)
        if (cli_call_takes(command, i))
            print_option(to, &cli_shared_options[i]);
}

const char *cli_group_title(cli_group group)
{
    return group_titles[group];
}

/* Composed in memory first, so that printing needs no check a line. */
copse_status cli_help_compose(cli_output *output, void (*print)(FILE *to, const cli_command *command),
                              const cli_command *command, copse_error *err)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    if (memory)
        print(memory, command);
    copse_status status = memory && fclose(memory) == 0
                              ? cli_output_write(output, text, err)
                              : cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    free(text);
    return status;
}

void cli_help_print(FILE *to, const cli_command *command)
{
    if (command)
        print_command(to, command);
    else
        print_all(to);
}

copse_status cli_help_write(cli_output *output, const cli_command *command, copse_error *err)
{
    return cli_help_compose(output, cli_help_print, command, err);
}
