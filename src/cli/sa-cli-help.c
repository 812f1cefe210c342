/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-help.h"

#include <glib/gi18n-lib.h>

#include "sa-cli-report.h"

static const char *const helps[SA_CLI_N_COMMANDS] = {
  [SA_CLI_NONE] =
    N_ ("Usage: soundalike-cli [OPTION…] COMMAND [ARGUMENT…]\n"
        "Clones voices with the MiniMax voice API.\n"
        "\n"
        "Commands:\n"
        "  probe FILE           say what a file holds, and whether it can be sent\n"
        "  trim FILE OUT        cut a part out of a file\n"
        "  upload FILE          send a file to the service\n"
        "  clone                clone a voice\n"
        "  practice-server      serve the same API on this computer, for tests\n"
        "\n"
        "Options of every command:\n"
        "  --json               print one JSON object\n"
        "  --base-url URL       ask this server (or set MINIMAX_API_HOST)\n"
        "  --practice           ask the practice server inside the program: free, no network\n"
        "  --timeout SECONDS    the longest silence borne (60)\n"
        "  -h, --help           print this, or the help of a command, and exit\n"
        "  --version            print the version and exit\n"
        "\n"
        "The key comes from MINIMAX_API_KEY, else from the keyring.\n"
        "Exit status: 0 done, 2 wrong usage or input that breaks a rule, 3 the service refused,\n"
        "4 a file cannot be read, decoded or written, 5 the network failed or the answer made no\n"
        "sense, 130 interrupted.\n"),
  [SA_CLI_PROBE] = N_ ("Usage: soundalike-cli [OPTION…] probe FILE\n"
                       "Says what a file holds, how it sounds and whether it can be sent.\n"),
  [SA_CLI_TRIM] = N_ ("Usage: soundalike-cli [OPTION…] trim FILE OUT --start S [--end S]\n"
                      "Cuts a part out of FILE. OUT ends in .wav, .mp3, .m4a or .flac.\n"
                      "\n"
                      "  --start S            where it begins, in seconds such as 12.5\n"
                      "  --end S              where it ends (the file's end)\n"),
  [SA_CLI_UPLOAD] =
    N_ ("Usage: soundalike-cli [OPTION…] upload FILE --purpose PURPOSE\n"
        "Sends a file to the service and prints the ID that it gets.\n"
        "\n"
        "  --purpose PURPOSE    voice_clone, prompt_audio (both are made to fit what the\n"
        "                       service takes), t2a_async_input or video_understanding\n"),
  [SA_CLI_CLONE] =
    N_ ("Usage: soundalike-cli [OPTION…] clone --sample FILE|FILE_ID --voice-id ID --consent\n"
        "Clones a voice. An argument of digits alone is the ID of an upload; write ./123 for a\n"
        "file of that name.\n"
        "\n"
        "  --sample FILE        10 s to 5 min of speech\n"
        "  --start S, --end S   the part of it to clone, in seconds such as 12.5\n"
        "  --voice-id ID        what the voice will be called: 8 to 256 letters, digits, - and _\n"
        "  --consent            state that you have the right to clone this voice\n"
        "  --prompt FILE        a clip under 8 s, with --prompt-text\n"
        "  --prompt-start S, --prompt-end S\n"
        "                       the part of it to send\n"
        "  --prompt-text TEXT   its exact words, ending in punctuation\n"
        "  --text TEXT          what the preview reads, 1 to 1000 characters, with --model\n"
        "  --model MODEL        speech-2.8-hd, speech-2.8-turbo, speech-2.6-hd …\n"
        "  --preview OUT        write the preview to this file\n"
        "  --language-boost L   English, Chinese, \"Chinese,Yue\" … or auto\n"
        "  --noise-reduction    let the service reduce noise\n"
        "  --volume-normalization\n"
        "                       let the service even out the volume\n"),
  [SA_CLI_PRACTICE_SERVER] =
    N_ ("Usage: soundalike-cli [OPTION…] practice-server [--port N] [--fault NAME]…\n"
        "Serves the API on this computer until interrupted. Prints its base URL first. It takes\n"
        "any key, or none, and its voices are practice voices, not clones.\n"
        "\n"
        "  --port N             listen there (any free port)\n"
        "  --fault NAME         misbehave: limit-once, limit-always, bad-gateway-once,\n"
        "                       reset-upload, stall, truncated-answer, huge-answer, deep-answer,\n"
        "                       wrong-types, bad-key, no-permission, duplicate-voice, lost-clone,\n"
        "                       preview-gone, preview-html, preview-huge, sensitive, slow\n"),
};

/**
 * sa_cli_print_help:
 * @command: the command to explain; %SA_CLI_NONE explains the program and every command
 *
 * Prints to standard output.
 *
 * Returns: the exit status
 */
int
sa_cli_print_help (SaCliCommand command)
{
  g_autoptr (GString) text = g_string_new (_ (helps[command]));

  if (command == SA_CLI_NONE)
    for (int i = SA_CLI_NONE + 1; i < SA_CLI_N_COMMANDS; i++)
      g_string_append_printf (text, "\n%s", _ (helps[i]));
  return sa_cli_print (text->str);
}

/**
 * sa_cli_print_version:
 *
 * Prints to standard output.
 *
 * Returns: the exit status
 */
int
sa_cli_print_version (void)
{
  return sa_cli_print ("soundalike-cli " PACKAGE_VERSION "\n");
}
