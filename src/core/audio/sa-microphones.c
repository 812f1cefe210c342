/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-microphones.h"

#include <glib/gi18n-lib.h>

#include "sa-audio-error.h"
#include "sa-audio-init.h"

/* How long to wait before asking again for a sound server that was not there. */
#define RETRY_SECONDS 2

struct _SaMicrophones {
  GObject parent_instance;

  GPtrArray *items;
  SaMicrophonesState state;
  GError *error;
  char *selected_id;
  SaMicrophone *current;

  GMainContext *context;
  GstDeviceMonitor *monitor;
  GSource *watch;
  GSource *retry;
  gboolean is_surveying;
  GPtrArray *served; /* tasks that the survey under way answers */
  GPtrArray *waiting; /* tasks that came after it began */
};

static void sa_microphones_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaMicrophones,
                               sa_microphones,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sa_microphones_list_model_init))

enum {
  PROP_0,
  PROP_STATE,
  PROP_ERROR,
  PROP_CURRENT,
  PROP_SELECTED_ID,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

GType
sa_microphones_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type)) {
    static const GEnumValue values[] = {
      { SA_MICROPHONES_UNKNOWN, "SA_MICROPHONES_UNKNOWN", "unknown" },
      { SA_MICROPHONES_READY, "SA_MICROPHONES_READY", "ready" },
      { SA_MICROPHONES_NO_SERVER, "SA_MICROPHONES_NO_SERVER", "no-server" },
      { SA_MICROPHONES_NO_PERMISSION, "SA_MICROPHONES_NO_PERMISSION", "no-permission" },
      { SA_MICROPHONES_NONE, "SA_MICROPHONES_NONE", "none" },
      { 0, NULL, NULL },
    };

    g_once_init_leave (&type, g_enum_register_static ("SaMicrophonesState", values));
  }
  return type;
}

/* What a survey, in a thread of its own, finds. */
typedef struct {
  GstDeviceMonitor *monitor; /* NULL without a server */
  SaMicrophonesState server; /* READY, or why there is none */
} Survey;

static void
stop_monitor_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gst_device_monitor_stop (data);
}

/* To say good-bye to the sound server may wait for it. */
static void
stop_monitor (GstDeviceMonitor *monitor)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, monitor, gst_object_unref);
  g_task_run_in_thread (task, stop_monitor_in_thread);
}

static void
survey_free (Survey *self)
{
  if (self->monitor != NULL)
    stop_monitor (self->monitor);
  g_free (self);
}

/* GStreamer passes on only what PulseAudio says, in the user's language. */
static SaMicrophonesState
judge_refusal (GstBus *bus)
{
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) cause = NULL;
  g_autofree char *details = NULL;

  if (message == NULL)
    return SA_MICROPHONES_NO_SERVER;
  gst_message_parse_error (message, &cause, &details);
  if (g_error_matches (cause, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_AUTHORIZED) ||
      strstr (cause->message, "Access denied") != NULL ||
      strstr (cause->message, g_dgettext ("pulseaudio", "Access denied")) != NULL)
    return SA_MICROPHONES_NO_PERMISSION;
  return SA_MICROPHONES_NO_SERVER;
}

/* A source that is only made ready talks to the server, and opens no microphone. */
static SaMicrophonesState
ask_server (void)
{
  GstElement *source = gst_element_factory_make ("pulsesrc", NULL);
  SaMicrophonesState state = SA_MICROPHONES_READY;
  g_autoptr (GstBus) bus = NULL;

  if (source == NULL)
    return SA_MICROPHONES_READY;
  bus = gst_bus_new ();
  gst_element_set_bus (source, bus);
  if (gst_element_set_state (source, GST_STATE_READY) == GST_STATE_CHANGE_FAILURE)
    state = judge_refusal (bus);
  gst_element_set_state (source, GST_STATE_NULL);
  gst_element_set_bus (source, NULL);
  gst_object_unref (gst_object_ref_sink (source));
  return state;
}

static void
survey_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Survey *survey = g_new0 (Survey, 1);

  sa_audio_init ();
  /* All monitors share what talks to the sound server: as long as one runs, nothing is asked
   * afresh. */
  if (data != NULL)
    gst_device_monitor_stop (data);
  survey->server = ask_server ();
  /* GStreamer 1.22 cannot bear a server that turns it away. */
  if (survey->server == SA_MICROPHONES_READY) {
    survey->monitor = gst_object_ref_sink (gst_device_monitor_new ());
    gst_device_monitor_add_filter (survey->monitor, "Audio/Source", NULL);
    gst_device_monitor_start (survey->monitor);
  }
  g_task_return_pointer (task, survey, (GDestroyNotify) survey_free);
}

static SaMicrophone *
find_by_id (GPtrArray *items, const char *id)
{
  for (guint i = 0; id != NULL && i < items->len; i++) {
    if (g_str_equal (sa_microphone_get_id (items->pdata[i]), id))
      return items->pdata[i];
  }
  return NULL;
}

/* The selected one, else the default, else the first: never an output, unless it was selected. */
static SaMicrophone *
find_current (SaMicrophones *self)
{
  SaMicrophone *found = find_by_id (self->items, self->selected_id);

  for (guint i = 0; found == NULL && i < self->items->len; i++) {
    if (sa_microphone_is_default (self->items->pdata[i]) &&
        !sa_microphone_is_monitor (self->items->pdata[i]))
      found = self->items->pdata[i];
  }
  if (found == NULL && self->items->len > 0 && !sa_microphone_is_monitor (self->items->pdata[0]))
    found = self->items->pdata[0];
  return found;
}

static void
update_current (SaMicrophones *self)
{
  if (g_set_object (&self->current, find_current (self)))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
}

static GError *
make_error (SaMicrophonesState state)
{
  switch (state) {
  case SA_MICROPHONES_NO_SERVER:
    return g_error_new_literal (SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE,
                                _ ("The sound server does not run, so there is no microphone: "
                                   "start PipeWire or PulseAudio, or log out and in again"));
  case SA_MICROPHONES_NO_PERMISSION:
    return g_error_new_literal (SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE,
                                _ ("Soundalike may not use the microphone: allow it in the "
                                   "system's privacy settings"));
  case SA_MICROPHONES_NONE:
    return g_error_new_literal (SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE,
                                _ ("No microphone was found: plug one in, or switch it on in the "
                                   "system's sound settings"));
  default:
    return NULL;
  }
}

static gboolean
on_retry (gpointer user_data)
{
  SaMicrophones *self = user_data;

  g_clear_pointer (&self->retry, g_source_unref);
  sa_microphones_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
stop_retrying (SaMicrophones *self)
{
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
}

static void
set_state (SaMicrophones *self, SaMicrophonesState state)
{
  stop_retrying (self);
  if (state == SA_MICROPHONES_NO_SERVER || state == SA_MICROPHONES_NO_PERMISSION) {
    self->retry = g_timeout_source_new_seconds (RETRY_SECONDS);
    g_source_set_callback (self->retry, on_retry, self, NULL);
    g_source_attach (self->retry, self->context);
  }
  if (self->state == state)
    return;
  self->state = state;
  g_clear_error (&self->error);
  self->error = make_error (state);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static int
compare_microphones (gconstpointer a, gconstpointer b)
{
  SaMicrophone *first = *(SaMicrophone **) a, *second = *(SaMicrophone **) b;
  int order = sa_microphone_is_monitor (first) - sa_microphone_is_monitor (second);

  return order != 0
           ? order
           : g_utf8_collate (sa_microphone_get_name (first), sa_microphone_get_name (second));
}

/* What did not change stays the same object, so that views keep their place. */
static GPtrArray *
list_devices (SaMicrophones *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GList *devices = self->monitor != NULL ? gst_device_monitor_get_devices (self->monitor) : NULL;

  for (GList *l = devices; l != NULL; l = l->next) {
    g_autoptr (SaMicrophone) item = sa_microphone_new (l->data);
    SaMicrophone *known = find_by_id (self->items, sa_microphone_get_id (item));

    if (find_by_id (items, sa_microphone_get_id (item)) != NULL)
      continue;
    if (known != NULL && sa_microphone_equal (known, item))
      g_set_object (&item, known);
    g_ptr_array_add (items, g_steal_pointer (&item));
  }
  g_list_free_full (devices, gst_object_unref);
  g_ptr_array_sort (items, compare_microphones);
  return items;
}

/* One change, from the first item that differs to the last. */
static void
replace_items (SaMicrophones *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) old = self->items;
  guint same = 0, tail = 0;

  while (same < MIN (old->len, items->len) && old->pdata[same] == items->pdata[same])
    same++;
  while (tail < MIN (old->len, items->len) - same &&
         old->pdata[old->len - 1 - tail] == items->pdata[items->len - 1 - tail])
    tail++;
  self->items = items;
  if (old->len - same - tail > 0 || items->len - same - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), same, old->len - same - tail,
                                items->len - same - tail);
}

static void
update_items (SaMicrophones *self, SaMicrophonesState server)
{
  g_autoptr (SaMicrophones) alive = g_object_ref (self);

  replace_items (self, list_devices (self));
  update_current (self);
  if (self->current != NULL)
    set_state (self, SA_MICROPHONES_READY);
  else
    set_state (self, server == SA_MICROPHONES_READY ? SA_MICROPHONES_NONE : server);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_DEVICE_ADDED:
  case GST_MESSAGE_DEVICE_REMOVED:
  case GST_MESSAGE_DEVICE_CHANGED:
    update_items (user_data, SA_MICROPHONES_READY);
    break;
  default:
    break;
  }
  return G_SOURCE_CONTINUE;
}

static void
drop_watch (SaMicrophones *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static void
take_monitor (SaMicrophones *self, Survey *survey)
{
  g_autoptr (GstBus) bus = NULL;

  self->monitor = g_steal_pointer (&survey->monitor);
  if (self->monitor == NULL)
    return;
  bus = gst_device_monitor_get_bus (self->monitor);
  self->watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->watch, self->context);
}

static void start_survey (SaMicrophones *self);

static void
on_survey (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SaMicrophones *self = SA_MICROPHONES (object);
  Survey *survey = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) served = g_steal_pointer (&self->served);

  self->is_surveying = FALSE;
  take_monitor (self, survey);
  update_items (self, survey->server);
  survey_free (survey);
  for (guint i = 0; i < served->len; i++) {
    if (self->error != NULL)
      g_task_return_error (served->pdata[i], g_error_copy (self->error));
    else
      g_task_return_boolean (served->pdata[i], TRUE);
  }
  if (self->waiting->len > 0 && !self->is_surveying)
    start_survey (self);
}

static void
start_survey (SaMicrophones *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_survey, NULL);

  self->is_surveying = TRUE;
  self->served = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  stop_retrying (self);
  drop_watch (self);
  if (self->monitor != NULL)
    g_task_set_task_data (task, g_steal_pointer (&self->monitor), gst_object_unref);
  g_task_run_in_thread (task, survey_in_thread);
}

static GType
sa_microphones_get_item_type (GListModel *model)
{
  return SA_TYPE_MICROPHONE;
}

static guint
sa_microphones_get_n_items (GListModel *model)
{
  return SA_MICROPHONES (model)->items->len;
}

static gpointer
sa_microphones_get_item (GListModel *model, guint position)
{
  GPtrArray *items = SA_MICROPHONES (model)->items;

  return position < items->len ? g_object_ref (items->pdata[position]) : NULL;
}

static void
sa_microphones_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sa_microphones_get_item_type;
  iface->get_n_items = sa_microphones_get_n_items;
  iface->get_item = sa_microphones_get_item;
}

static void
sa_microphones_dispose (GObject *object)
{
  SaMicrophones *self = SA_MICROPHONES (object);

  stop_retrying (self);
  drop_watch (self);
  if (self->monitor != NULL)
    stop_monitor (g_steal_pointer (&self->monitor));
  g_clear_object (&self->current);
  G_OBJECT_CLASS (sa_microphones_parent_class)->dispose (object);
}

static void
sa_microphones_finalize (GObject *object)
{
  SaMicrophones *self = SA_MICROPHONES (object);

  g_clear_error (&self->error);
  g_free (self->selected_id);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->waiting);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (sa_microphones_parent_class)->finalize (object);
}

static void
sa_microphones_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaMicrophones *self = SA_MICROPHONES (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_CURRENT:
    g_value_set_object (value, self->current);
    break;
  case PROP_SELECTED_ID:
    g_value_set_string (value, self->selected_id);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_microphones_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SELECTED_ID:
    sa_microphones_select (SA_MICROPHONES (object), g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_microphones_class_init (SaMicrophonesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags reads = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = sa_microphones_dispose;
  object_class->finalize = sa_microphones_finalize;
  object_class->get_property = sa_microphones_get_property;
  object_class->set_property = sa_microphones_set_property;

  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SA_TYPE_MICROPHONES_STATE,
                                         SA_MICROPHONES_UNKNOWN, reads);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, reads);
  props[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, SA_TYPE_MICROPHONE, reads);
  props[PROP_SELECTED_ID] =
    g_param_spec_string ("selected-id", NULL, NULL, NULL, reads | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_microphones_init (SaMicrophones *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->context = g_main_context_ref_thread_default ();
}

/**
 * sa_microphones_new:
 *
 * Returns: (transfer full): an empty list, which asks nobody yet
 */
SaMicrophones *
sa_microphones_new (void)
{
  return g_object_new (SA_TYPE_MICROPHONES, NULL);
}

/** sa_microphones_refresh: looks again, in the background; what changed is notified */
void
sa_microphones_refresh (SaMicrophones *self)
{
  sa_microphones_refresh_async (self, NULL, NULL, NULL);
}

/**
 * sa_microphones_refresh_async:
 *
 * Looks again which microphones there are and which is the default. It takes some milliseconds,
 * and opens none.
 */
void
sa_microphones_refresh_async (SaMicrophones *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SA_IS_MICROPHONES (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_microphones_refresh_async);
  g_ptr_array_add (self->waiting, task);
  if (!self->is_surveying)
    start_survey (self);
}

/**
 * sa_microphones_refresh_finish:
 * @error: return location for a %SA_AUDIO_ERROR_DEVICE
 *
 * Returns: whether there is a microphone to record with; if not, the error says what to do
 */
gboolean
sa_microphones_refresh_finish (SaMicrophones *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SaMicrophonesState
sa_microphones_get_state (SaMicrophones *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONES (self), SA_MICROPHONES_UNKNOWN);

  return self->state;
}

/**
 * sa_microphones_get_error:
 *
 * Returns: (transfer none) (nullable): why there is no microphone, and what to do about it
 */
const GError *
sa_microphones_get_error (SaMicrophones *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONES (self), NULL);

  return self->error;
}

/**
 * sa_microphones_select:
 * @id: (nullable): which one to record from, or %NULL to follow the system's default
 *
 * A selected one that is unplugged gives way to the default until it comes back.
 */
void
sa_microphones_select (SaMicrophones *self, const char *id)
{
  gboolean is_other;

  g_return_if_fail (SA_IS_MICROPHONES (self));

  if (g_strcmp0 (self->selected_id, id) == 0)
    return;
  g_free (self->selected_id);
  self->selected_id = g_strdup (id);
  is_other = g_set_object (&self->current, find_current (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_ID]);
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
  if (self->current != NULL && self->state != SA_MICROPHONES_UNKNOWN)
    set_state (self, SA_MICROPHONES_READY);
  else if (self->state == SA_MICROPHONES_READY)
    set_state (self, SA_MICROPHONES_NONE);
}

/** sa_microphones_get_selected_id: Returns: (nullable): what was selected, if it is there or not */
const char *
sa_microphones_get_selected_id (SaMicrophones *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONES (self), NULL);

  return self->selected_id;
}

/** sa_microphones_get_current: Returns: (transfer none) (nullable): which one would be opened now */
SaMicrophone *
sa_microphones_get_current (SaMicrophones *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONES (self), NULL);

  return self->current;
}

/** sa_microphones_is_following: Returns: whether the current one is the system's default, unselected */
gboolean
sa_microphones_is_following (SaMicrophones *self)
{
  g_return_val_if_fail (SA_IS_MICROPHONES (self), FALSE);

  return find_by_id (self->items, self->selected_id) == NULL && self->current != NULL &&
         sa_microphone_is_default (self->current);
}

/** sa_microphones_find: Returns: (transfer none) (nullable): the one that is known by @id */
SaMicrophone *
sa_microphones_find (SaMicrophones *self, const char *id)
{
  g_return_val_if_fail (SA_IS_MICROPHONES (self), NULL);

  return find_by_id (self->items, id);
}
