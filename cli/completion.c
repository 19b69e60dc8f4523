/* One shell a function below; each walks the commands' tables, so that a new option is offered unasked. */
#include "completion.h"

#include "call.h"
#include "commands.h"

typedef void each_option(FILE *to, const cli_command *command, const cli_option *option);

static void walk(FILE *to, const cli_command *command, each_option *print)
{
    for (size_t i = 0; i < command->n_options; i++)
        print(to, command, &command->options[i]);
    for (size_t i = 0; i < cli_n_shared_options; i++)
        if (cli_call_takes(command, i))
            print(to, command, &cli_shared_options[i]);
}

static void print_words(FILE *to, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        fprintf(to, "%s%s", i > 0 ? " " : "", words[i]);
}

/* In single quotes, as all three shells read them but for the quote itself. */
static void print_quoted(FILE *to, const char *text, const char *quote)
{
    for (; *text && *text != '\n'; text++)
        if (*text == '\'')
            fputs(quote, to);
        else
            fputc(*text, to);
}

/* ---- bash ---- */

static void bash_option(FILE *to, const cli_command *command, const cli_option *option)
{
    (void)command;
    fprintf(to, " --%s", option->name);
}

static void bash_words(FILE *to, const cli_command *command, const cli_option *option)
{
    if (!option->words)
        return;
    fprintf(to, "        %s:--%s) words='", command->name, option->name);
    print_words(to, option->words);
    fputs("' ;;\n", to);
}

void cli_completion_print_bash(FILE *to, const cli_command *unused)
{
    (void)unused;
    fputs("# Made by 'copse help --as bash'.\n"
          "_copse() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
          "    local words=\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        COMPREPLY=($(compgen -W '",
          to);
    for (size_t i = 0; cli_commands[i]; i++)
        fprintf(to, "%s%s", i > 0 ? " " : "", cli_commands[i]->name);
    fputs("' -- \"$word\"))\n"
          "        return\n"
          "    fi\n"
          "    case $command:$before in\n",
          to);
    for (size_t i = 0; cli_commands[i]; i++)
        walk(to, cli_commands[i], bash_words);
    fputs("    esac\n"
          "    if [ -z \"$words\" ] && [[ $word == -* ]]; then\n"
          "        case $command in\n",
          to);
    for (size_t i = 0; cli_commands[i]; i++) {
        fprintf(to, "            %s) words='", cli_commands[i]->name);
        walk(to, cli_commands[i], bash_option);
        fputs("' ;;\n", to);
    }
    fputs("        esac\n"
          "    fi\n"
          "    [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
          "}\n"
          "complete -o default -F _copse copse\n",
          to);
}

/* ---- zsh ---- */

/* A colon ends a word's name and a bracket its description there. */
static void zsh_text(FILE *to, const char *text)
{
    for (; *text && *text != '\n'; text++)
        if (*text == '\'')
            fputs("'\\''", to);
        else if (*text == ':' || *text == '[' || *text == ']')
            fprintf(to, "\\%c", *text);
        else
            fputc(*text, to);
}

static void zsh_option(FILE *to, const cli_command *command, const cli_option *option)
{
    (void)command;
    fprintf(to, " \\\n                '%s--%s[", option->takes == CLI_TAKES_TEXTS ? "*" : "", option->name);
    zsh_text(to, option->help);
    fputc(']', to);
    if (option->takes != CLI_TAKES_NOTHING) {
        fprintf(to, ":%s:", option->placeholder ? option->placeholder : "");
        if (option->words) {
            fputc('(', to);
            print_words(to, option->words);
            fputc(')', to);
        } else {
            fputs("_files", to);
        }
    }
    fputc('\'', to);
}

void cli_completion_print_zsh(FILE *to, const cli_command *unused)
{
    (void)unused;
    fputs("#compdef copse\n"
          "# Made by 'copse help --as zsh'.\n"
          "_copse() {\n"
          "    local -a commands\n"
          "    commands=(\n",
          to);
    for (size_t i = 0; cli_commands[i]; i++) {
        fprintf(to, "        '%s:", cli_commands[i]->name);
        zsh_text(to, cli_commands[i]->summary);
        fputs("'\n", to);
    }
    fputs("    )\n"
          "    if (( CURRENT == 2 )); then\n"
          "        _describe command commands\n"
          "        return\n"
          "    fi\n"
          "    local command=$words[2]\n"
          "    shift words\n"
          "    (( CURRENT-- ))\n"
          "    case $command in\n",
          to);
    for (size_t i = 0; cli_commands[i]; i++) {
        fprintf(to, "        %s)\n            _arguments", cli_commands[i]->name);
        walk(to, cli_commands[i], zsh_option);
        fputs(" \\\n                '*:file:_files' ;;\n", to);
    }
    fputs("    esac\n"
          "}\n"
          "_copse \"$@\"\n",
          to);
}

/* ---- fish ---- */

static void fish_option(FILE *to, const cli_command *command, const cli_option *option)
{
    fprintf(to, "complete -c copse -n '__fish_seen_subcommand_from %s' -l %s", command->name, option->name);
    if (option->letter)
        fprintf(to, " -s %c", option->letter);
    if (option->words) {
        fputs(" -xa '", to);
        print_words(to, option->words);
        fputc('\'', to);
    } else if (option->takes != CLI_TAKES_NOTHING) {
        fputs(" -r", to);
    }
    fputs(" -d '", to);
    print_quoted(to, option->help, "\\'");
    fputs("'\n", to);
}

void cli_completion_print_fish(FILE *to, const cli_command *unused)
{
    (void)unused;
    fputs("# Made by 'copse help --as fish'.\n", to);
    for (size_t i = 0; cli_commands[i]; i++) {
        fprintf(to, "complete -c copse -n __fish_use_subcommand -a %s -d '", cli_commands[i]->name);
        print_quoted(to, cli_commands[i]->summary, "\\'");
        fputs("'\n", to);
    }
    for (size_t i = 0; cli_commands[i]; i++)
        walk(to, cli_commands[i], fish_option);
}
