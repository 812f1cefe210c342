/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-language-search.h"

#include "rules/sa-catalogue.h"
#include "sa-choice.h"

/* All that somebody may call a language: in the user's words, its own, and as the service writes it. */
static char *
words_of (SaChoice *choice, gpointer user_data)
{
  const SaLanguage *language = sa_catalogue_find_language (sa_choice_get_id (choice));

  if (language == NULL)
    return g_strdup (sa_choice_get_name (choice));

  return g_strjoin ("\n", sa_choice_get_name (choice), language->native, language->id,
                    language->name, language->code, NULL);
}

static GtkWidget *
find_descendant (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_descendant (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/* From GTK 4.12 on a property says that words are looked for anywhere, not only at the beginning.
 * Before that, the filter behind the list is told. */
static void
look_anywhere (GtkDropDown *drop_down)
{
  GObject *object = G_OBJECT (drop_down);
  GtkWidget *list = find_descendant (GTK_WIDGET (drop_down), GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *selection;
  GListModel *model = NULL;
  GtkFilter *filter = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (object), "search-match-mode") != NULL) {
    g_object_set (object, "search-match-mode", GTK_STRING_FILTER_MATCH_MODE_SUBSTRING, NULL);
    return;
  }

  selection = list != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (list)) : NULL;
  if (GTK_IS_SINGLE_SELECTION (selection))
    model = gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection));
  if (GTK_IS_FILTER_LIST_MODEL (model))
    filter = gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (model));
  if (GTK_IS_STRING_FILTER (filter))
    gtk_string_filter_set_match_mode (GTK_STRING_FILTER (filter),
                                      GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
}

/* The list has the focus when it opens: what is typed there is looked for, too. */
static void
look_while_typing (GtkDropDown *drop_down)
{
  GtkWidget *entry = find_descendant (GTK_WIDGET (drop_down), GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *list = find_descendant (GTK_WIDGET (drop_down), GTK_TYPE_LIST_VIEW);

  if (entry != NULL && list != NULL)
    gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (entry), list);
}

static void
set_up_chosen (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_chosen (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       sa_choice_get_name (gtk_list_item_get_item (item)));
}

static void
set_up_line (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *native = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (native, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), native);
  gtk_list_item_set_child (item, box);
}

/* A native name says nothing to somebody who reads the same word already. */
static void
bind_line (GtkListItemFactory *factory, GtkListItem *item)
{
  SaChoice *choice = gtk_list_item_get_item (item);
  const SaLanguage *language = sa_catalogue_find_language (sa_choice_get_id (choice));
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *native = gtk_widget_get_next_sibling (name);
  gboolean other =
    language != NULL && g_strcmp0 (language->native, sa_choice_get_name (choice)) != 0;

  gtk_label_set_label (GTK_LABEL (name), sa_choice_get_name (choice));
  gtk_label_set_label (GTK_LABEL (native), other ? language->native : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                    gtk_widget_get_parent (gtk_list_item_get_child (item))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, sa_choice_get_name (choice), -1);
}

static GtkListItemFactory *
factory_new (GCallback set_up, GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", set_up, NULL);
  g_signal_connect (factory, "bind", bind, NULL);

  return factory;
}

/**
 * sa_language_search_enable:
 * @drop_down: a drop-down that sa_choice_fill_languages() filled
 *
 * Lets the user look for a language by any of its names, and shows beside each what its speakers call
 * it.
 */
void
sa_language_search_enable (GtkDropDown *drop_down)
{
  g_autoptr (GtkExpression) words = NULL;
  g_autoptr (GtkListItemFactory) chosen =
    factory_new (G_CALLBACK (set_up_chosen), G_CALLBACK (bind_chosen));
  g_autoptr (GtkListItemFactory) line =
    factory_new (G_CALLBACK (set_up_line), G_CALLBACK (bind_line));

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  words =
    gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (words_of), NULL, NULL);
  gtk_drop_down_set_factory (drop_down, chosen);
  gtk_drop_down_set_list_factory (drop_down, line);
  gtk_drop_down_set_expression (drop_down, words);
  gtk_drop_down_set_enable_search (drop_down, TRUE);
  look_anywhere (drop_down);
  look_while_typing (drop_down);
}
