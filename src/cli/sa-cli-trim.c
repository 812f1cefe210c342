/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/sa-cut.h"

#include "sa-cli-commands.h"
#include "sa-cli-report.h"
#include "sa-cli-wait.h"

int
sa_cli_trim (const SaCliArguments *arguments)
{
  g_autoptr (GFile) file = g_file_new_for_path (arguments->files[0]);
  g_autoptr (GFile) out = g_file_new_for_path (arguments->files[1]);
  g_autoptr (SaClip) clip =
    sa_clip_new (file, arguments->start, arguments->end, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GCancellable) cancellable = sa_cli_interrupt_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sa_cut_async (clip, out, cancellable, sa_cli_on_result, &result);
  if (!sa_cut_finish (clip, sa_cli_wait (&result), &error)) {
    SaCliFailure failure = { .json = arguments->json };

    return sa_cli_report_error (error, &failure);
  }
  return sa_cli_print_probe (out, arguments->json);
}
