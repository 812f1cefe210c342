/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaCloneBarMode:
 * @SA_CLONE_BAR_FORM: Clone Voice
 * @SA_CLONE_BAR_RUNNING: Cancel
 * @SA_CLONE_BAR_STOPPED: Back to Form and Try Again
 * @SA_CLONE_BAR_UNDECIDED: Back to Form alone: the choices stand in the page
 * @SA_CLONE_BAR_DONE: Clone Another
 *
 * Which buttons stand at the end of the bar.
 */
typedef enum {
  SA_CLONE_BAR_FORM,
  SA_CLONE_BAR_RUNNING,
  SA_CLONE_BAR_STOPPED,
  SA_CLONE_BAR_UNDECIDED,
  SA_CLONE_BAR_DONE,
} SaCloneBarMode;

#define SA_TYPE_CLONE_BAR (sa_clone_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaCloneBar, sa_clone_bar, SA, CLONE_BAR, GtkWidget)

GtkWidget *sa_clone_bar_new (void);
void sa_clone_bar_set_mode (SaCloneBar *self, SaCloneBarMode mode);
void sa_clone_bar_say (SaCloneBar *self, const char *sentence, const char *detail);
void sa_clone_bar_focus_button (SaCloneBar *self);

G_END_DECLS
