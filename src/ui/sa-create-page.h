/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sa-services.h"

G_BEGIN_DECLS

#define SA_TYPE_CREATE_PAGE (sa_create_page_get_type ())
G_DECLARE_FINAL_TYPE (SaCreatePage, sa_create_page, SA, CREATE_PAGE, GtkWidget)

GtkWidget *sa_create_page_new (void);
void sa_create_page_set_services (SaCreatePage *self, SaServices *services);

void sa_create_page_begin (SaCreatePage *self, GFile *file);
void sa_create_page_keep (SaCreatePage *self);
void sa_create_page_open (SaCreatePage *self, GFile *file);
void sa_create_page_choose (SaCreatePage *self);
void sa_create_page_paste (SaCreatePage *self);
gboolean sa_create_page_is_busy (SaCreatePage *self);
gboolean sa_create_page_is_recording (SaCreatePage *self);
void sa_create_page_toggle_recording (SaCreatePage *self);
void sa_create_page_stop_recording (SaCreatePage *self);
void sa_create_page_stop_countdown (SaCreatePage *self);
void sa_create_page_set_used (SaCreatePage *self, gboolean used);
gboolean sa_create_page_is_safe_to_cancel (SaCreatePage *self);
void sa_create_page_cancel (SaCreatePage *self);

G_END_DECLS
