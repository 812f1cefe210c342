/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-choice.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-catalogue.h"

struct _SaChoice {
  GObject parent_instance;

  char *id;
  char *name;
};

G_DEFINE_FINAL_TYPE (SaChoice, sa_choice, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_NAME, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
sa_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaChoice *self = SA_CHOICE (object);

  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_choice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaChoice *self = SA_CHOICE (object);

  switch (id) {
  case PROP_ID:
    self->id = g_value_dup_string (value);
    break;
  case PROP_NAME:
    self->name = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_choice_finalize (GObject *object)
{
  SaChoice *self = SA_CHOICE (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (sa_choice_parent_class)->finalize (object);
}

static void
sa_choice_class_init (SaChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags made_with = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sa_choice_get_property;
  object_class->set_property = sa_choice_set_property;
  object_class->finalize = sa_choice_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, made_with);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, made_with);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sa_choice_init (SaChoice *self)
{
}

/**
 * sa_choice_new:
 * @id: the API's value
 * @name: what the user reads
 *
 * Returns: (transfer full): a line of a drop-down
 */
SaChoice *
sa_choice_new (const char *id, const char *name)
{
  return g_object_new (SA_TYPE_CHOICE, "id", id, "name", name, NULL);
}

/**
 * sa_choice_get_id:
 * @self: a choice
 *
 * Returns: (transfer none): the API's value
 */
const char *
sa_choice_get_id (SaChoice *self)
{
  g_return_val_if_fail (SA_IS_CHOICE (self), NULL);

  return self->id;
}

/**
 * sa_choice_get_name:
 * @self: a choice
 *
 * Returns: (transfer none): what the user reads
 */
const char *
sa_choice_get_name (SaChoice *self)
{
  g_return_val_if_fail (SA_IS_CHOICE (self), NULL);

  return self->name;
}

static void
fill (GtkDropDown *drop_down, GListStore *choices)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (SA_TYPE_CHOICE, NULL, "name");

  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (choices));
}

/**
 * sa_choice_fill_models:
 * @drop_down: a drop-down
 *
 * Offers the models.
 */
void
sa_choice_fill_models (GtkDropDown *drop_down)
{
  g_autoptr (GListStore) choices = g_list_store_new (SA_TYPE_CHOICE);
  gsize n_models;
  const SaModel *models = sa_catalogue_get_models (&n_models);

  for (gsize i = 0; i < n_models; i++) {
    g_autoptr (SaChoice) choice = sa_choice_new (models[i].id, models[i].name);

    g_list_store_append (choices, choice);
  }
  fill (drop_down, choices);
}

/* Automatic first, then as a dictionary of the user's language sorts them. */
static int
compare_languages (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SaChoice *one = a;
  const SaChoice *other = b;
  gboolean one_auto = g_str_equal (one->id, "auto");
  gboolean other_auto = g_str_equal (other->id, "auto");

  if (one_auto != other_auto)
    return one_auto ? -1 : 1;

  return g_utf8_collate (one->name, other->name);
}

/**
 * sa_choice_fill_languages:
 * @drop_down: a drop-down
 *
 * Offers the languages, in the user's own words and order.
 */
void
sa_choice_fill_languages (GtkDropDown *drop_down)
{
  sa_choice_fill_some_languages (drop_down, NULL, NULL);
}

/**
 * sa_choice_fill_some_languages:
 * @drop_down: a drop-down
 * @filter: (nullable): says which languages are offered
 * @user_data: for @filter
 *
 * Offers some of the languages, in the user's own words and order.
 */
void
sa_choice_fill_some_languages (GtkDropDown *drop_down, SaChoiceFilter filter, gpointer user_data)
{
  g_autoptr (GListStore) choices = g_list_store_new (SA_TYPE_CHOICE);
  gsize n_languages;
  const SaLanguage *languages = sa_catalogue_get_languages (&n_languages);

  for (gsize i = 0; i < n_languages; i++) {
    const char *name =
      *languages[i].code != '\0' ? _ (languages[i].name) : _ ("Detect Automatically");
    g_autoptr (SaChoice) choice = sa_choice_new (languages[i].id, name);

    if (filter == NULL || filter (languages[i].id, user_data))
      g_list_store_insert_sorted (choices, choice, compare_languages, NULL);
  }
  fill (drop_down, choices);
}

static void
describe_chosen (GtkDropDown *drop_down)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  gpointer item = gtk_drop_down_get_selected_item (drop_down);
  const char *words = "";

  if (SA_IS_CHOICE (item))
    words = sa_choice_get_name (item);
  else if (GTK_IS_STRING_OBJECT (item))
    words = gtk_string_object_get_string (item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
}

/**
 * sa_choice_name:
 * @drop_down: a drop-down
 * @name: what is chosen with it
 *
 * Names the button in the drop-down, which is what takes the focus and would be read as "GtkToggleButton".
 * What is chosen is its description.
 */
void
sa_choice_name (GtkDropDown *drop_down, const char *name)
{
  GtkWidget *button;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (describe_chosen), NULL);
  describe_chosen (drop_down);
}

static gboolean
setting_to_index (GValue *value, GVariant *variant, gpointer user_data)
{
  GListModel *choices = gtk_drop_down_get_model (user_data);
  const char *id = g_variant_get_string (variant, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++) {
    g_autoptr (SaChoice) choice = g_list_model_get_item (choices, i);

    if (g_str_equal (choice->id, id)) {
      g_value_set_uint (value, i);
      return TRUE;
    }
  }

  return FALSE;
}

static GVariant *
index_to_setting (const GValue *value, const GVariantType *type, gpointer user_data)
{
  GListModel *choices = gtk_drop_down_get_model (user_data);
  g_autoptr (SaChoice) choice = g_list_model_get_item (choices, g_value_get_uint (value));

  return choice != NULL ? g_variant_new_string (choice->id) : NULL;
}

/**
 * sa_choice_bind_setting:
 * @settings: settings
 * @key: the name of a string among them
 * @drop_down: a drop-down that was filled by one of the functions above
 *
 * Keeps the setting and the chosen line the same. A stored value that is no longer offered stays as it
 * is until something is chosen.
 */
void
sa_choice_bind_setting (GSettings *settings, const char *key, GtkDropDown *drop_down)
{
  g_settings_bind_with_mapping (settings, key, drop_down, "selected", G_SETTINGS_BIND_DEFAULT,
                                setting_to_index, index_to_setting, drop_down, NULL);
}
