/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-defaults.h"

#include "rules/sa-catalogue.h"

#define AUTO_LANGUAGE "auto"

/* Which setting a draft begins with, and where it goes. */
static const struct {
  const char *key;
  const char *property;
} defaults[] = {
  { "default-model", "model" },
  { "default-language", "language" },
  { "reduce-noise", "noise-reduction" },
  { "normalize-volume", "volume-normalization" },
};

/* Begins a draft as the user's preferences say, and follows them while it was not told otherwise. */
struct _SaDefaults {
  GObject parent_instance;

  SaDraft *draft;
  GSettings *settings;
  GVariant *given[G_N_ELEMENTS (defaults)]; /* what the draft has from us */
};

G_DEFINE_FINAL_TYPE (SaDefaults, sa_defaults, G_TYPE_OBJECT)

/* The catalogue changes with time: a model that is gone is no default. */
static gboolean
is_offered (gsize index, GVariant *value)
{
  if (g_str_equal (defaults[index].property, "model"))
    return sa_catalogue_find_model (g_variant_get_string (value, NULL)) != NULL;
  if (g_str_equal (defaults[index].property, "language"))
    return sa_catalogue_find_language (g_variant_get_string (value, NULL)) != NULL;

  return TRUE;
}

static void
give (SaDefaults *self, gsize index, GVariant *value)
{
  const char *property = defaults[index].property;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)) {
    g_object_set (self->draft, property, g_variant_get_boolean (value), NULL);
  } else {
    const char *id = g_variant_get_string (value, NULL);

    /* A language that the service finds out by itself is not mentioned to it. */
    g_object_set (self->draft, property, g_str_equal (id, AUTO_LANGUAGE) ? NULL : id, NULL);
  }

  g_clear_pointer (&self->given[index], g_variant_unref);
  self->given[index] = g_variant_ref (value);
}

/* Whether the draft still has what it was given. */
static gboolean
is_untouched (SaDefaults *self, gsize index)
{
  g_auto (GValue) value = G_VALUE_INIT;
  const char *id;

  if (self->given[index] == NULL)
    return FALSE;

  g_object_get_property (G_OBJECT (self->draft), defaults[index].property, &value);
  if (G_VALUE_HOLDS_BOOLEAN (&value))
    return g_value_get_boolean (&value) == g_variant_get_boolean (self->given[index]);

  id = g_value_get_string (&value);

  return g_strcmp0 (id != NULL ? id : AUTO_LANGUAGE,
                    g_variant_get_string (self->given[index], NULL)) == 0;
}

static void
on_changed (SaDefaults *self, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++) {
    g_autoptr (GVariant) value = NULL;

    if (!g_str_equal (defaults[i].key, key) || !is_untouched (self, i))
      continue;

    value = g_settings_get_value (self->settings, key);
    if (is_offered (i, value))
      give (self, i, value);
  }
}

static void
sa_defaults_dispose (GObject *object)
{
  SaDefaults *self = SA_DEFAULTS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->draft);
  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    g_clear_pointer (&self->given[i], g_variant_unref);

  G_OBJECT_CLASS (sa_defaults_parent_class)->dispose (object);
}

static void
sa_defaults_class_init (SaDefaultsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_defaults_dispose;
}

static void
sa_defaults_init (SaDefaults *self)
{
}

/**
 * sa_defaults_get_settings:
 *
 * Returns: (transfer full) (nullable): the program's settings; %NULL where their schema is not installed
 */
GSettings *
sa_defaults_get_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * sa_defaults_new:
 * @draft: a new draft
 *
 * Gives @draft what the user prefers. When the preferences change, what the user did not change in
 * @draft follows them.
 *
 * Returns: (transfer full): what does so, as long as it lives
 */
SaDefaults *
sa_defaults_new (SaDraft *draft)
{
  SaDefaults *self = g_object_new (SA_TYPE_DEFAULTS, NULL);

  self->draft = g_object_ref (draft);
  self->settings = sa_defaults_get_settings ();
  if (self->settings == NULL)
    return self;

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++) {
    g_autoptr (GVariant) value = g_settings_get_value (self->settings, defaults[i].key);

    if (is_offered (i, value))
      give (self, i, value);
  }
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);

  return self;
}
