/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-microphone.h"

#include <glib/gi18n-lib.h>

struct _SaMicrophone {
  GObject parent_instance;

  GstDevice *device;
  char *id;
  char *name;
  gboolean is_monitor;
  gboolean is_default;
};

G_DEFINE_FINAL_TYPE (SaMicrophone, sa_microphone, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_ID,
  PROP_IS_MONITOR,
  PROP_IS_DEFAULT,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* The sound server's own name where there is one: it stays the same when the device comes back. */
static char *
find_id (GstDevice *device, const GstStructure *properties, const char *name)
{
  g_autofree char *internal = NULL;
  const char *id = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (device), "internal-name") != NULL)
    g_object_get (device, "internal-name", &internal, NULL);
  if (internal != NULL)
    return g_steal_pointer (&internal);
  if (properties != NULL)
    id = gst_structure_get_string (properties, "node.name");
  return g_strdup (id != NULL ? id : name);
}

static void
sa_microphone_finalize (GObject *object)
{
  SaMicrophone *self = SA_MICROPHONE (object);

  gst_clear_object (&self->device);
  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (sa_microphone_parent_class)->finalize (object);
}

static void
sa_microphone_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaMicrophone *self = SA_MICROPHONE (object);

  switch (id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_IS_MONITOR:
    g_value_set_boolean (value, self->is_monitor);
    break;
  case PROP_IS_DEFAULT:
    g_value_set_boolean (value, self->is_default);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_microphone_class_init (SaMicrophoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags reads = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sa_microphone_finalize;
  object_class->get_property = sa_microphone_get_property;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, reads);
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, reads);
  props[PROP_IS_MONITOR] = g_param_spec_boolean ("is-monitor", NULL, NULL, FALSE, reads);
  props[PROP_IS_DEFAULT] = g_param_spec_boolean ("is-default", NULL, NULL, FALSE, reads);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_microphone_init (SaMicrophone *self)
{
}

/**
 * sa_microphone_new:
 * @device: of the class Audio/Source
 *
 * Returns: (transfer full): what is known of @device now; it never changes
 */
SaMicrophone *
sa_microphone_new (GstDevice *device)
{
  SaMicrophone *self = g_object_new (SA_TYPE_MICROPHONE, NULL);
  g_autoptr (GstStructure) properties = gst_device_get_properties (device);

  self->device = gst_object_ref (device);
  self->name = gst_device_get_display_name (device);
  if (self->name == NULL || *self->name == '\0') {
    g_free (self->name);
    self->name = g_strdup (_ ("Microphone"));
  }
  self->id = find_id (device, properties, self->name);
  if (properties != NULL) {
    self->is_monitor =
      g_strcmp0 (gst_structure_get_string (properties, "device.class"), "monitor") == 0;
    gst_structure_get_boolean (properties, "is-default", &self->is_default);
  }
  return self;
}

/** sa_microphone_get_name: Returns: its name as the system shows it */
const char *
sa_microphone_get_name (SaMicrophone *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONE (self), NULL);

  return self->name;
}

/** sa_microphone_get_id: Returns: what it is known by, also after it was unplugged for a while */
const char *
sa_microphone_get_id (SaMicrophone *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONE (self), NULL);

  return self->id;
}

/** sa_microphone_is_monitor: Returns: whether it hears what this computer plays, not a room */
gboolean
sa_microphone_is_monitor (SaMicrophone *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONE (self), FALSE);

  return self->is_monitor;
}

/** sa_microphone_is_default: Returns: whether the system records from it, unless told otherwise */
gboolean
sa_microphone_is_default (SaMicrophone *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONE (self), FALSE);

  return self->is_default;
}

/** sa_microphone_equal: Returns: whether all that one can see of the two is the same */
gboolean
sa_microphone_equal (SaMicrophone *self, SaMicrophone *other)
{
  g_return_val_if_fail (SA_IS_MICROPHONE (self) && SA_IS_MICROPHONE (other), FALSE);

  return g_str_equal (self->id, other->id) && g_str_equal (self->name, other->name) &&
         self->is_monitor == other->is_monitor && self->is_default == other->is_default;
}

/**
 * sa_microphone_make_source:
 *
 * Returns: (transfer floating) (nullable): an element that records from it; blocks, for a worker
 *   thread
 */
GstElement *
sa_microphone_make_source (SaMicrophone *self)
{
  return gst_device_create_element (self->device, NULL);
}
