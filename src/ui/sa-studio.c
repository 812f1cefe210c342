/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-studio.h"

#include "rules/sa-limits.h"
#include "sa-defaults.h"

#define COUNTDOWN_SECONDS 3

/* A card's recorder. */
typedef struct {
  SaRecorder *recorder;
  gboolean waiting; /* its card shows a meter */
  gboolean opened; /* for that */
} Place;

struct _SaStudio {
  GObject parent_instance;

  SaMicrophones *microphones;
  GPtrArray *places; /* of Place */
  GSettings *settings;
  gboolean checking;
  gboolean active;
  gboolean countdown;
};

G_DEFINE_FINAL_TYPE (SaStudio, sa_studio, G_TYPE_OBJECT)

enum { PROP_0, PROP_CHECKING, PROP_ACTIVE, PROP_COUNTDOWN, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->recorder);
  g_free (place);
}

static gboolean
is_any_busy (SaStudio *self)
{
  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];

    if (sa_recorder_is_busy (place->recorder))
      return TRUE;
  }

  return FALSE;
}

/* What was not opened here is not closed here: that would take back what the recorder says. */
static void
update_meters (SaStudio *self)
{
  gboolean wanted = self->checking && self->active && !is_any_busy (self);

  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];
    gboolean open = wanted && place->waiting;

    if (sa_recorder_is_busy (place->recorder) || place->opened == open)
      continue;
    place->opened = open;
    if (open)
      sa_recorder_open (place->recorder);
    else
      sa_recorder_close (place->recorder);
  }
}

static void
on_selected (SaStudio *self)
{
  const char *id = sa_microphones_get_selected_id (self->microphones);

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "microphone", id != NULL ? id : "");
}

static void
load_settings (SaStudio *self)
{
  g_autofree char *id = NULL;

  self->settings = sa_defaults_get_settings ();
  if (self->settings == NULL)
    return;

  id = g_settings_get_string (self->settings, "microphone");
  if (*id != '\0')
    sa_microphones_select (self->microphones, id);
  g_settings_bind (self->settings, "countdown", self, "countdown", G_SETTINGS_BIND_DEFAULT);
}

static void
sa_studio_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaStudio *self = SA_STUDIO (object);

  switch (id) {
  case PROP_CHECKING:
    g_value_set_boolean (value, self->checking);
    break;
  case PROP_ACTIVE:
    g_value_set_boolean (value, self->active);
    break;
  case PROP_COUNTDOWN:
    g_value_set_boolean (value, self->countdown);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_countdown (SaStudio *self, gboolean countdown)
{
  if (self->countdown == countdown)
    return;

  self->countdown = countdown;
  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];

    sa_recorder_set_countdown (place->recorder, countdown ? COUNTDOWN_SECONDS : 0);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTDOWN]);
}

static void
sa_studio_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaStudio *self = SA_STUDIO (object);

  switch (id) {
  case PROP_ACTIVE:
    sa_studio_set_active (self, g_value_get_boolean (value));
    break;
  case PROP_COUNTDOWN:
    set_countdown (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_studio_dispose (GObject *object)
{
  SaStudio *self = SA_STUDIO (object);

  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->microphones);

  G_OBJECT_CLASS (sa_studio_parent_class)->dispose (object);
}

static void
sa_studio_class_init (SaStudioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags reads = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sa_studio_get_property;
  object_class->set_property = sa_studio_set_property;
  object_class->dispose = sa_studio_dispose;

  properties[PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE, reads);
  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, reads | G_PARAM_WRITABLE);
  properties[PROP_COUNTDOWN] =
    g_param_spec_boolean ("countdown", NULL, NULL, FALSE, reads | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sa_studio_init (SaStudio *self)
{
  self->microphones = sa_microphones_new ();
  self->places = g_ptr_array_new_with_free_func (place_free);
  load_settings (self);
  g_signal_connect_object (self->microphones, "notify::selected-id", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sa_studio_new:
 *
 * Returns: (transfer full): a studio that has not asked for microphones yet, and opened none
 */
SaStudio *
sa_studio_new (void)
{
  return g_object_new (SA_TYPE_STUDIO, NULL);
}

/**
 * sa_studio_begin:
 * @self: a studio
 *
 * Asks which microphones there are, and follows what is plugged in and out from then on. None is
 * opened.
 */
void
sa_studio_begin (SaStudio *self)
{
  g_return_if_fail (SA_IS_STUDIO (self));

  sa_microphones_refresh (self->microphones);
}

/**
 * sa_studio_get_microphones:
 * @self: a studio
 *
 * Returns: (transfer none): what one can record from
 */
SaMicrophones *
sa_studio_get_microphones (SaStudio *self)
{
  g_return_val_if_fail (SA_IS_STUDIO (self), NULL);

  return self->microphones;
}

/**
 * sa_studio_get_folder:
 * @purpose: what is recorded
 *
 * Returns: (transfer full): where takes for @purpose are kept; it need not exist
 */
GFile *
sa_studio_get_folder (SaPurpose purpose)
{
  g_autoptr (GFile) folder = sa_takes_get_folder ();

  return purpose == SA_PURPOSE_PROMPT_AUDIO ? g_file_get_child (folder, "prompt")
                                            : g_steal_pointer (&folder);
}

/**
 * sa_studio_make_recorder:
 * @self: a studio
 * @purpose: what is recorded: the sample or the prompt clip
 *
 * Returns: (transfer full): a recorder whose takes are never too long for @purpose
 */
SaRecorder *
sa_studio_make_recorder (SaStudio *self, SaPurpose purpose)
{
  g_autoptr (GFile) folder = sa_studio_get_folder (purpose);
  SaRecorder *recorder;
  Place *place;

  g_return_val_if_fail (SA_IS_STUDIO (self), NULL);

  recorder = sa_recorder_new (self->microphones, folder);
  sa_recorder_set_limit (recorder, purpose == SA_PURPOSE_PROMPT_AUDIO ? SA_STUDIO_PROMPT_SECONDS
                                                                      : SA_SAMPLE_MAX_SECONDS);
  sa_recorder_set_countdown (recorder, self->countdown ? COUNTDOWN_SECONDS : 0);
  g_signal_connect_object (recorder, "notify::busy", G_CALLBACK (update_meters), self,
                           G_CONNECT_SWAPPED);
  place = g_new0 (Place, 1);
  place->recorder = g_object_ref (recorder);
  g_ptr_array_add (self->places, place);

  return recorder;
}

/**
 * sa_studio_set_waiting:
 * @self: a studio
 * @recorder: one of its recorders
 * @waiting: whether its card waits for a recording, and shows its meter
 */
void
sa_studio_set_waiting (SaStudio *self, SaRecorder *recorder, gboolean waiting)
{
  g_return_if_fail (SA_IS_STUDIO (self));

  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];

    if (place->recorder == recorder)
      place->waiting = waiting;
  }
  update_meters (self);
}

/**
 * sa_studio_check:
 * @self: a studio
 *
 * From now on the microphone is open wherever its meter is looked at. One that could not be opened is
 * tried again.
 */
void
sa_studio_check (SaStudio *self)
{
  g_return_if_fail (SA_IS_STUDIO (self));

  if (!self->checking) {
    self->checking = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKING]);
  }
  update_meters (self);
  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];

    if (place->opened && sa_recorder_get_state (place->recorder) == SA_RECORDER_CLOSED)
      sa_recorder_open (place->recorder);
  }
}

/**
 * sa_studio_get_checking:
 * @self: a studio
 *
 * Returns: whether the user asked to see the level
 */
gboolean
sa_studio_get_checking (SaStudio *self)
{
  g_return_val_if_fail (SA_IS_STUDIO (self), FALSE);

  return self->checking;
}

/**
 * sa_studio_set_active:
 * @self: a studio
 * @active: whether the window is used, and shows the form
 *
 * A take goes on without: one may look at a text elsewhere while it is recorded.
 */
void
sa_studio_set_active (SaStudio *self, gboolean active)
{
  g_return_if_fail (SA_IS_STUDIO (self));

  if (self->active == active)
    return;

  self->active = active;
  update_meters (self);
  /* PulseAudio tells nobody that another microphone became the default. */
  if (active && sa_microphones_get_state (self->microphones) != SA_MICROPHONES_UNKNOWN)
    sa_microphones_refresh (self->microphones);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}
