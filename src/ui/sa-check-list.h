/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-analysis.h"
#include "jobs/sa-draft.h"
#include "sa-clip-editor.h"

G_BEGIN_DECLS

/**
 * SaCheckList:
 *
 * The checks of what is chosen in an editor, as rows of the list that the editor stands in: one for
 * each that failed, with what helps, and one for all that are good. They follow the range. Of a prompt
 * clip only what failed is shown.
 */
#define SA_TYPE_CHECK_LIST (sa_check_list_get_type ())
G_DECLARE_FINAL_TYPE (SaCheckList, sa_check_list, SA, CHECK_LIST, GObject)

SaCheckList *sa_check_list_new (GtkListBox *list, SaClipEditor *editor, SaDraft *draft);
SaCheckList *sa_check_list_new_before (GtkListBox *list,
                                       GtkListBoxRow *next,
                                       SaClipEditor *editor,
                                       SaDraft *draft);
void sa_check_list_set_actions (SaCheckList *self,
                                const char *record,
                                const char *append,
                                const char *replace);
void sa_check_list_set_recorded (SaCheckList *self, gboolean recorded);
void sa_check_list_set_analysis (SaCheckList *self, SaAnalysis *analysis);

G_END_DECLS
