/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-recorder.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rules/sa-limits.h"
#include "sa-audio-error.h"
#include "sa-countdown.h"
#include "sa-level-reading.h"
#include "sa-listener.h"
#include "sa-recorder-takes.h"
#include "sa-recorder-tap.h"
#include "sa-take-writer.h"

/* Levels and the time are notified at most this often: fourteen times a second. */
#define TICK_MSEC 70

struct _SaRecorder {
  GObject parent_instance;

  SaMicrophones *microphones;
  GFile *folder;
  double limit;
  guint countdown; /* seconds to wait before recording */

  SaRecorderState state;
  gboolean keep_open; /* for its meter, also without a take */
  SaListener *listener;
  SaRecorderTap *tap;
  GSource *tick;
  SaCountdown counting;
  gboolean counts_for_append;
  GError *error;
  char *lost_name; /* what went away while recording */

  SaTakeWriter *writer; /* of the take that is recorded, or ends */
  SaPeaks *live;
  gboolean is_ending;
  gboolean is_busy;
  gboolean is_unwanted; /* discarded while it was recorded */
  SaRecorderTakes takes;

  double seconds;
  SaLevelReading levels;
  gint64 dropped;
};

G_DEFINE_FINAL_TYPE (SaRecorder, sa_recorder, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_MICROPHONES,
  PROP_FOLDER,
  PROP_STATE,
  PROP_BUSY,
  PROP_MICROPHONE,
  PROP_LIMIT,
  PROP_COUNTDOWN,
  PROP_COUNTING,
  PROP_SECONDS,
  PROP_PEAK,
  PROP_PEAK_HOLD,
  PROP_RMS,
  PROP_NO_SIGNAL,
  PROP_TOO_LOUD,
  PROP_DROPPED,
  PROP_PEAKS,
  PROP_TAKE,
  PROP_CAN_UNDO,
  PROP_ERROR,
  N_PROPS,
};

enum {
  FINISHED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

GType
sa_recorder_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type)) {
    static const GEnumValue values[] = {
      { SA_RECORDER_CLOSED, "SA_RECORDER_CLOSED", "closed" },
      { SA_RECORDER_MONITORING, "SA_RECORDER_MONITORING", "monitoring" },
      { SA_RECORDER_COUNTING, "SA_RECORDER_COUNTING", "counting" },
      { SA_RECORDER_RECORDING, "SA_RECORDER_RECORDING", "recording" },
      { SA_RECORDER_PAUSED, "SA_RECORDER_PAUSED", "paused" },
      { 0, NULL, NULL },
    };

    g_once_init_leave (&type, g_enum_register_static ("SaRecorderState", values));
  }
  return type;
}

static void
notify (SaRecorder *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static gboolean
has_session (SaRecorder *self)
{
  return self->state == SA_RECORDER_RECORDING || self->state == SA_RECORDER_PAUSED;
}

static void
update_busy (SaRecorder *self)
{
  gboolean is_busy = has_session (self) || self->state == SA_RECORDER_COUNTING || self->is_ending;

  if (self->is_busy == is_busy)
    return;
  self->is_busy = is_busy;
  notify (self, PROP_BUSY);
}

static void
set_state (SaRecorder *self, SaRecorderState state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
  update_busy (self);
}

/* Takes @error. */
static void
set_error (SaRecorder *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  notify (self, PROP_ERROR);
}

static void
clear_error (SaRecorder *self)
{
  g_clear_pointer (&self->lost_name, g_free);
  set_error (self, NULL);
}

static void
notify_levels (SaRecorder *self, const SaLevelReading *before)
{
  if (self->levels.peak_hold != before->peak_hold)
    notify (self, PROP_PEAK_HOLD);
  if (self->levels.peak != before->peak)
    notify (self, PROP_PEAK);
  if (self->levels.rms != before->rms)
    notify (self, PROP_RMS);
  if (self->levels.no_signal != before->no_signal)
    notify (self, PROP_NO_SIGNAL);
  if (self->levels.too_loud != before->too_loud)
    notify (self, PROP_TOO_LOUD);
}

static void
update_levels (SaRecorder *self, const SaInputLevel *level)
{
  SaLevelReading before = self->levels;

  sa_level_reading_follow (&self->levels, level, TICK_MSEC / 1000.0);
  notify_levels (self, &before);
}

static void
rest_levels (SaRecorder *self)
{
  SaLevelReading before = self->levels;

  sa_level_reading_rest (&self->levels);
  notify_levels (self, &before);
}

static gint64
count_limit (SaRecorder *self)
{
  return (gint64) floor (self->limit * SA_RECORDER_RATE + 1e-6);
}

static void
update_seconds (SaRecorder *self, gint64 frames)
{
  double seconds = (double) frames / SA_RECORDER_RATE;

  if (self->seconds == seconds)
    return;
  self->seconds = seconds;
  notify (self, PROP_SECONDS);
}

static void
show_current (SaRecorder *self)
{
  SaTake *take = self->takes.current.take;

  update_seconds (self, take != NULL ? sa_take_get_frames (take) : 0);
  notify (self, PROP_TAKE);
  notify (self, PROP_PEAKS);
}

static void
discard_current (SaRecorder *self)
{
  if (sa_recorder_takes_discard (&self->takes))
    notify (self, PROP_CAN_UNDO);
}

static GError *
describe_write_error (GError *cause)
{
  GError *error;

  if (!g_error_matches (cause, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NO_SPACE))
    return cause;
  error = g_error_new_literal (SA_AUDIO_ERROR, SA_AUDIO_ERROR_NO_SPACE,
                               _ ("The disk is full, so recording stopped. What was recorded "
                                  "until then is kept: free some space and go on"));
  g_error_free (cause);
  return error;
}

/* Waits for the last of it, which is on its way to the disk. */
static void
finish_ending (SaRecorder *self)
{
  GError *error = sa_take_writer_dup_error (self->writer);
  SaTake *take = sa_take_writer_free (g_steal_pointer (&self->writer));
  gboolean is_full, has_discarded = FALSE;

  self->is_ending = FALSE;
  if (take != NULL && sa_take_get_frames (take) == 0) {
    sa_take_delete (take);
    g_clear_object (&take);
  }
  sa_recorder_takes_set (&self->takes, take, g_steal_pointer (&self->live));
  if (self->is_unwanted)
    has_discarded = sa_recorder_takes_discard (&self->takes);
  has_discarded |= sa_recorder_takes_end_another (&self->takes);
  if (error != NULL)
    set_error (self, describe_write_error (error));
  if (has_discarded)
    notify (self, PROP_CAN_UNDO);
  show_current (self);
  is_full = take != NULL && sa_take_get_frames (take) >= count_limit (self);
  if (take != NULL && !self->is_unwanted)
    g_signal_emit (self, signals[FINISHED], 0, take, is_full);
  update_busy (self);
}

static void
settle (SaRecorder *self)
{
  if (self->is_ending)
    finish_ending (self);
}

static void
stop_tick (SaRecorder *self)
{
  if (self->tick != NULL)
    g_source_destroy (self->tick);
  g_clear_pointer (&self->tick, g_source_unref);
}

/* Gives the microphone back, unless it is wanted. */
static void
update_listener (SaRecorder *self)
{
  gboolean is_wanted = self->keep_open || has_session (self) || self->state == SA_RECORDER_COUNTING;
  SaMicrophone *before = sa_listener_get_microphone (self->listener);

  sa_listener_set_wanted (self->listener, is_wanted);
  if (is_wanted)
    return;
  stop_tick (self);
  rest_levels (self);
  set_state (self, SA_RECORDER_CLOSED);
  if (before != NULL)
    notify (self, PROP_MICROPHONE);
}

static void
end_session (SaRecorder *self, gboolean is_unwanted)
{
  if (!has_session (self))
    return;
  sa_recorder_tap_end (self->tap);
  sa_take_writer_end (self->writer);
  self->is_ending = TRUE;
  self->is_unwanted = is_unwanted;
  set_state (self, self->keep_open && sa_listener_get_microphone (self->listener) != NULL
                     ? SA_RECORDER_MONITORING
                     : SA_RECORDER_CLOSED);
  update_listener (self);
}

static void
begin_session (SaRecorder *self, SaPeaks *peaks, SaTake *append_to)
{
  gint64 frames = append_to != NULL ? sa_take_get_frames (append_to) : 0;

  clear_error (self);
  self->live = peaks;
  self->writer =
    sa_take_writer_new (self->folder, SA_RECORDER_RATE, append_to, sa_recorder_tap_wake, self->tap);
  sa_recorder_tap_begin (self->tap, self->writer, peaks, frames, count_limit (self));
  sa_recorder_tap_set_gate (self->tap, TRUE);
  set_state (self, SA_RECORDER_RECORDING);
  update_seconds (self, frames);
  notify (self, PROP_PEAKS);
  if (self->dropped != 0) {
    self->dropped = 0;
    notify (self, PROP_DROPPED);
  }
  update_listener (self);
}

static void
stop_counting (SaRecorder *self)
{
  if (self->counting.seconds == 0)
    return;
  sa_countdown_stop (&self->counting);
  notify (self, PROP_COUNTING);
}

/* Back to what was before, because nobody wants to record any more. */
static void
cancel_counting (SaRecorder *self)
{
  if (self->state != SA_RECORDER_COUNTING)
    return;
  stop_counting (self);
  set_state (self, self->keep_open && sa_listener_get_microphone (self->listener) != NULL
                     ? SA_RECORDER_MONITORING
                     : SA_RECORDER_CLOSED);
  update_listener (self);
}

static void
begin_take (SaRecorder *self)
{
  settle (self);
  sa_recorder_takes_begin_another (&self->takes);
  notify (self, PROP_TAKE);
  begin_session (self, sa_peaks_new (), NULL);
}

static void
continue_take (SaRecorder *self)
{
  settle (self);
  if (self->takes.current.take == NULL)
    begin_take (self);
  else
    begin_session (self, sa_peaks_ref (self->takes.current.peaks), self->takes.current.take);
}

static void
on_counted (gpointer user_data)
{
  g_autoptr (SaRecorder) self = g_object_ref (user_data);

  notify (self, PROP_COUNTING);
  if (self->counting.seconds > 0)
    return;
  if (self->counts_for_append)
    continue_take (self);
  else
    begin_take (self);
}

static void
begin_counting (SaRecorder *self, gboolean is_append)
{
  clear_error (self);
  self->counts_for_append = is_append;
  sa_countdown_begin (&self->counting, self->countdown, on_counted, self);
  notify (self, PROP_COUNTING);
  set_state (self, SA_RECORDER_COUNTING);
  update_listener (self);
}

static void
look_at_writer (SaRecorder *self)
{
  if (self->is_ending && sa_take_writer_is_done (self->writer)) {
    finish_ending (self);
  } else if (has_session (self)) {
    g_autoptr (GError) error = sa_take_writer_dup_error (self->writer);

    if (error != NULL)
      end_session (self, FALSE);
  }
}

static void
lose (SaRecorder *self, const char *name)
{
  if (self->state != SA_RECORDER_RECORDING)
    return;
  update_seconds (self, sa_recorder_tap_set_gate (self->tap, FALSE));
  g_free (self->lost_name);
  self->lost_name = g_strdup (name);
  set_state (self, SA_RECORDER_PAUSED);
}

static void
look_at_move (SaRecorder *self, const char *device)
{
  SaMicrophone *microphone = sa_listener_get_microphone (self->listener);

  if (microphone == NULL)
    return;
  lose (self, sa_microphone_get_name (microphone));
  sa_listener_follow (self->listener, device);
}

static void
look_at_news (SaRecorder *self, gboolean is_tick)
{
  SaRecorderNews news;

  sa_recorder_tap_take_news (self->tap, &news);
  if (is_tick)
    update_levels (self, &news.level);
  if (has_session (self)) {
    update_seconds (self, news.frames);
    if (self->dropped != news.dropped) {
      self->dropped = news.dropped;
      notify (self, PROP_DROPPED);
    }
    if (news.is_full)
      end_session (self, FALSE);
  }
  if (news.moved_to != NULL)
    look_at_move (self, news.moved_to);
  g_free (news.moved_to);
}

static gboolean
on_tick (gpointer user_data)
{
  g_autoptr (SaRecorder) self = g_object_ref (user_data);

  look_at_news (self, TRUE);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_news (gpointer user_data)
{
  g_autoptr (SaRecorder) self = g_object_ref (user_data);

  look_at_news (self, FALSE);
  look_at_writer (self);
  return G_SOURCE_CONTINUE;
}

static void
start_tick (SaRecorder *self)
{
  if (self->tick != NULL)
    return;
  self->tick = g_timeout_source_new (TICK_MSEC);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
}

static void
on_listener_open (gpointer user_data)
{
  SaRecorder *self = user_data;
  const char *name = sa_microphone_get_name (sa_listener_get_microphone (self->listener));

  rest_levels (self);
  start_tick (self);
  if (self->state == SA_RECORDER_CLOSED) {
    clear_error (self);
    set_state (self, SA_RECORDER_MONITORING);
  } else if (self->state == SA_RECORDER_PAUSED && self->lost_name != NULL) {
    set_error (self, g_error_new (SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE,
                                  _ ("“%s” was disconnected. What you said is kept: resume to go "
                                     "on with “%s”"),
                                  self->lost_name, name));
  }
  notify (self, PROP_MICROPHONE);
}

static void
on_listener_lost (const char *name, gpointer user_data)
{
  SaRecorder *self = user_data;

  lose (self, name);
  stop_tick (self);
  rest_levels (self);
  notify (self, PROP_MICROPHONE);
}

static void
on_listener_failed (const GError *cause, gpointer user_data)
{
  SaRecorder *self = user_data;
  g_autoptr (GError) error = NULL;

  /* There is a take only if something was heard. */
  if (has_session (self) && self->seconds > 0)
    lose (self, NULL);
  else if (has_session (self))
    end_session (self, FALSE);
  if (self->state == SA_RECORDER_PAUSED && self->lost_name != NULL)
    error = g_error_new (cause->domain, cause->code,
                         _ ("“%s” was disconnected. What you said is kept. %s"), self->lost_name,
                         cause->message);
  else
    error = g_error_copy (cause);
  stop_tick (self);
  stop_counting (self);
  rest_levels (self);
  set_error (self, g_steal_pointer (&error));
  if (!has_session (self))
    set_state (self, SA_RECORDER_CLOSED);
  notify (self, PROP_MICROPHONE);
}

static void
sa_recorder_constructed (GObject *object)
{
  SaRecorder *self = SA_RECORDER (object);
  SaListenerFuncs funcs = { on_listener_open, on_listener_lost, on_listener_failed };

  G_OBJECT_CLASS (sa_recorder_parent_class)->constructed (object);
  if (self->folder == NULL)
    self->folder = sa_takes_get_folder ();
  self->tap = sa_recorder_tap_new (SA_RECORDER_RATE, on_news, self);
  self->listener = sa_listener_new (self->microphones, self->tap, SA_RECORDER_RATE, &funcs, self);
}

/* What was recorded stays on the disk, and the next start offers it. */
static void
sa_recorder_dispose (GObject *object)
{
  SaRecorder *self = SA_RECORDER (object);

  stop_tick (self);
  stop_counting (self);
  g_clear_pointer (&self->listener, sa_listener_free);
  if (self->writer != NULL) {
    sa_recorder_tap_end (self->tap);
    if (!self->is_ending)
      sa_take_writer_end (self->writer);
    sa_recorder_takes_set (&self->takes, sa_take_writer_free (g_steal_pointer (&self->writer)),
                           NULL);
  }
  g_clear_pointer (&self->tap, sa_recorder_tap_free);
  g_clear_pointer (&self->live, sa_peaks_unref);
  sa_recorder_takes_clear (&self->takes);
  g_clear_object (&self->microphones);
  g_clear_object (&self->folder);
  g_clear_pointer (&self->lost_name, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (sa_recorder_parent_class)->dispose (object);
}

static void
get_level (SaRecorder *self, guint id, GValue *value)
{
  switch (id) {
  case PROP_PEAK:
    g_value_set_double (value, self->levels.peak);
    break;
  case PROP_PEAK_HOLD:
    g_value_set_double (value, self->levels.peak_hold);
    break;
  case PROP_RMS:
    g_value_set_double (value, self->levels.rms);
    break;
  case PROP_NO_SIGNAL:
    g_value_set_boolean (value, self->levels.no_signal);
    break;
  case PROP_TOO_LOUD:
    g_value_set_boolean (value, self->levels.too_loud);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
sa_recorder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaRecorder *self = SA_RECORDER (object);

  switch (id) {
  case PROP_MICROPHONES:
    g_value_set_object (value, self->microphones);
    break;
  case PROP_FOLDER:
    g_value_set_object (value, self->folder);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->is_busy);
    break;
  case PROP_MICROPHONE:
    g_value_set_object (value, sa_recorder_get_microphone (self));
    break;
  case PROP_LIMIT:
    g_value_set_double (value, self->limit);
    break;
  case PROP_COUNTDOWN:
    g_value_set_uint (value, self->countdown);
    break;
  case PROP_COUNTING:
    g_value_set_uint (value, self->counting.seconds);
    break;
  case PROP_SECONDS:
    g_value_set_double (value, self->seconds);
    break;
  case PROP_DROPPED:
    g_value_set_int64 (value, self->dropped);
    break;
  case PROP_PEAKS:
    g_value_set_boxed (value, sa_recorder_get_peaks (self));
    break;
  case PROP_TAKE:
    g_value_set_object (value, sa_recorder_get_take (self));
    break;
  case PROP_CAN_UNDO:
    g_value_set_boolean (value, sa_recorder_get_can_undo (self));
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_PEAK:
  case PROP_PEAK_HOLD:
  case PROP_RMS:
  case PROP_NO_SIGNAL:
  case PROP_TOO_LOUD:
    get_level (self, id, value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_recorder_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaRecorder *self = SA_RECORDER (object);

  switch (id) {
  case PROP_MICROPHONES:
    self->microphones = g_value_dup_object (value);
    break;
  case PROP_FOLDER:
    self->folder = g_value_dup_object (value);
    break;
  case PROP_LIMIT:
    sa_recorder_set_limit (self, g_value_get_double (value));
    break;
  case PROP_COUNTDOWN:
    sa_recorder_set_countdown (self, g_value_get_uint (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags reads = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  double silence = SA_RECORDER_SILENCE_DBFS;

  props[PROP_MICROPHONES] =
    g_param_spec_object ("microphones", NULL, NULL, SA_TYPE_MICROPHONES, once);
  props[PROP_FOLDER] = g_param_spec_object ("folder", NULL, NULL, G_TYPE_FILE, once);
  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SA_TYPE_RECORDER_STATE, SA_RECORDER_CLOSED, reads);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, reads);
  props[PROP_MICROPHONE] =
    g_param_spec_object ("microphone", NULL, NULL, SA_TYPE_MICROPHONE, reads);
  props[PROP_LIMIT] = g_param_spec_double ("limit", NULL, NULL, 0, G_MAXDOUBLE,
                                           SA_SAMPLE_MAX_SECONDS, reads | G_PARAM_WRITABLE);
  props[PROP_COUNTDOWN] =
    g_param_spec_uint ("countdown", NULL, NULL, 0, 60, 0, reads | G_PARAM_WRITABLE);
  props[PROP_COUNTING] = g_param_spec_uint ("counting", NULL, NULL, 0, 60, 0, reads);
  props[PROP_SECONDS] = g_param_spec_double ("seconds", NULL, NULL, 0, G_MAXDOUBLE, 0, reads);
  props[PROP_PEAK] = g_param_spec_double ("peak", NULL, NULL, silence, 60, silence, reads);
  props[PROP_PEAK_HOLD] =
    g_param_spec_double ("peak-hold", NULL, NULL, silence, 60, silence, reads);
  props[PROP_RMS] = g_param_spec_double ("rms", NULL, NULL, silence, 60, silence, reads);
  props[PROP_NO_SIGNAL] = g_param_spec_boolean ("no-signal", NULL, NULL, FALSE, reads);
  props[PROP_TOO_LOUD] = g_param_spec_boolean ("too-loud", NULL, NULL, FALSE, reads);
  props[PROP_DROPPED] = g_param_spec_int64 ("dropped", NULL, NULL, 0, G_MAXINT64, 0, reads);
  props[PROP_PEAKS] = g_param_spec_boxed ("peaks", NULL, NULL, SA_TYPE_PEAKS, reads);
  props[PROP_TAKE] = g_param_spec_object ("take", NULL, NULL, SA_TYPE_TAKE, reads);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, reads);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, reads);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_recorder_class_init (SaRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sa_recorder_constructed;
  object_class->dispose = sa_recorder_dispose;
  object_class->get_property = sa_recorder_get_property;
  object_class->set_property = sa_recorder_set_property;
  install_properties (object_class);

  /**
   * SaRecorder::finished:
   * @take: what was recorded; its file is whole
   * @at_limit: whether it is as long as it may be
   *
   * A take ended: it was stopped, reached the limit, or the disk was full.
   */
  signals[FINISHED] = g_signal_new ("finished", SA_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 2, SA_TYPE_TAKE, G_TYPE_BOOLEAN);
}

static void
sa_recorder_init (SaRecorder *self)
{
  self->limit = SA_SAMPLE_MAX_SECONDS;
  sa_level_reading_rest (&self->levels);
}

/**
 * sa_recorder_new:
 * @microphones: which microphone to record from
 * @folder: (nullable): where to put the takes; by default sa_takes_get_folder()
 *
 * Returns: (transfer full): a recorder that opens nothing yet
 */
SaRecorder *
sa_recorder_new (SaMicrophones *microphones, GFile *folder)
{
  return g_object_new (SA_TYPE_RECORDER, "microphones", microphones, "folder", folder, NULL);
}

/**
 * sa_recorder_open:
 *
 * Opens the microphone for its meter, and keeps it open when a take ends. If there is none,
 * #SaRecorder:error says so, and it opens by itself as soon as there is one.
 */
void
sa_recorder_open (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  self->keep_open = TRUE;
  update_listener (self);
}

/** sa_recorder_close: ends the take, if one is recorded, and gives the microphone back */
void
sa_recorder_close (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  self->keep_open = FALSE;
  cancel_counting (self);
  end_session (self, FALSE);
  update_listener (self);
  clear_error (self);
}

/**
 * sa_recorder_record:
 *
 * Begins a new take, after the countdown if there is one. Once something is recorded, the one that was
 * there already is discarded, and can be had back. Without a microphone nothing is recorded, and
 * #SaRecorder:error says why.
 */
void
sa_recorder_record (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  if (has_session (self) || self->state == SA_RECORDER_COUNTING)
    return;
  if (self->countdown > 0)
    begin_counting (self, FALSE);
  else
    begin_take (self);
}

/** sa_recorder_append: records more at the end of the take that is there; without one, a new one */
void
sa_recorder_append (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  if (has_session (self) || self->state == SA_RECORDER_COUNTING)
    return;
  if (self->countdown > 0)
    begin_counting (self, TRUE);
  else
    continue_take (self);
}

/** sa_recorder_pause: what is said from now on does not get into the take */
void
sa_recorder_pause (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  if (self->state != SA_RECORDER_RECORDING)
    return;
  update_seconds (self, sa_recorder_tap_set_gate (self->tap, FALSE));
  set_state (self, SA_RECORDER_PAUSED);
}

/** sa_recorder_resume: goes on with the take, with another microphone if the first one went away */
void
sa_recorder_resume (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  if (self->state != SA_RECORDER_PAUSED)
    return;
  clear_error (self);
  sa_recorder_tap_set_gate (self->tap, TRUE);
  set_state (self, SA_RECORDER_RECORDING);
  update_listener (self);
}

/** sa_recorder_stop: ends the take, and #SaRecorder::finished follows when its file is whole; or the
 * countdown to it */
void
sa_recorder_stop (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  cancel_counting (self);
  end_session (self, FALSE);
  clear_error (self);
}

/** sa_recorder_discard: ends the take and drops it; it can be had back until the next is dropped */
void
sa_recorder_discard (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  if (self->state == SA_RECORDER_COUNTING) {
    cancel_counting (self);
    return;
  }
  if (has_session (self)) {
    end_session (self, TRUE);
    clear_error (self);
    return;
  }
  settle (self);
  discard_current (self);
  show_current (self);
}

/** sa_recorder_undo_discard: has the take back that was discarded last, in exchange for one there */
void
sa_recorder_undo_discard (SaRecorder *self)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  if (has_session (self))
    return;
  settle (self);
  if (!sa_recorder_takes_undo_discard (&self->takes))
    return;
  notify (self, PROP_CAN_UNDO);
  show_current (self);
}

/**
 * sa_recorder_adopt:
 * @take: one that an earlier run left
 * @peaks: (nullable): its waveform; what is appended is added to it
 *
 * Takes @take for the one that is there, so that it can be discarded or appended to. One that was
 * there before is discarded.
 */
void
sa_recorder_adopt (SaRecorder *self, SaTake *take, SaPeaks *peaks)
{
  g_return_if_fail (SA_IS_RECORDER (self));
  g_return_if_fail (SA_IS_TAKE (take));

  if (has_session (self))
    return;
  settle (self);
  if (self->takes.current.take == take)
    return;
  discard_current (self);
  sa_recorder_takes_set (&self->takes, g_object_ref (take),
                         peaks != NULL ? sa_peaks_ref (peaks) : sa_peaks_new ());
  show_current (self);
}

SaRecorderState
sa_recorder_get_state (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), SA_RECORDER_CLOSED);

  return self->state;
}

/**
 * sa_recorder_is_busy:
 *
 * Returns: whether a take is recorded, waits, is counted down to, or is on its way to the disk
 */
gboolean
sa_recorder_is_busy (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), FALSE);

  return self->is_busy;
}

/** sa_recorder_is_appending: Returns: whether what is recorded comes to the end of an earlier take */
gboolean
sa_recorder_is_appending (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), FALSE);

  return has_session (self) && self->takes.current.take != NULL;
}

SaMicrophones *
sa_recorder_get_microphones (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), NULL);

  return self->microphones;
}

/** sa_recorder_get_microphone: Returns: (transfer none) (nullable): the one that is open */
SaMicrophone *
sa_recorder_get_microphone (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), NULL);

  return sa_listener_get_microphone (self->listener);
}

double
sa_recorder_get_limit (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), 0);

  return self->limit;
}

/** sa_recorder_set_limit: at which length a take ends by itself, in seconds, exact to the frame */
void
sa_recorder_set_limit (SaRecorder *self, double seconds)
{
  g_return_if_fail (SA_IS_RECORDER (self));
  g_return_if_fail (seconds > 0);

  if (self->limit == seconds)
    return;
  self->limit = seconds;
  if (self->tap != NULL)
    sa_recorder_tap_set_limit (self->tap, count_limit (self));
  notify (self, PROP_LIMIT);
}

/** sa_recorder_get_countdown: Returns: how many seconds to wait before recording, or 0 */
guint
sa_recorder_get_countdown (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), 0);

  return self->countdown;
}

/** sa_recorder_set_countdown: how many seconds to wait, with the microphone open, before recording */
void
sa_recorder_set_countdown (SaRecorder *self, guint seconds)
{
  g_return_if_fail (SA_IS_RECORDER (self));

  if (self->countdown == seconds)
    return;
  self->countdown = seconds;
  notify (self, PROP_COUNTDOWN);
}

/** sa_recorder_get_counting: Returns: in how many seconds recording begins; 0 while nothing counts */
guint
sa_recorder_get_counting (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), 0);

  return self->counting.seconds;
}

/** sa_recorder_get_seconds: Returns: how long the take is, recorded or being recorded */
double
sa_recorder_get_seconds (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), 0);

  return self->seconds;
}

/** sa_recorder_get_peak: Returns: the microphone's peak level, falling slowly, in dBFS from −90 */
double
sa_recorder_get_peak (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), SA_RECORDER_SILENCE_DBFS);

  return self->levels.peak;
}

/** sa_recorder_get_peak_hold: Returns: the highest peak of the last 1.5 s, in dBFS */
double
sa_recorder_get_peak_hold (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), SA_RECORDER_SILENCE_DBFS);

  return self->levels.peak_hold;
}

/** sa_recorder_get_rms: Returns: the microphone's level over the last 0.3 s, in dBFS */
double
sa_recorder_get_rms (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), SA_RECORDER_SILENCE_DBFS);

  return self->levels.rms;
}

/** sa_recorder_get_no_signal: Returns: whether the microphone has been silent for 3 s */
gboolean
sa_recorder_get_no_signal (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), FALSE);

  return self->levels.no_signal;
}

/** sa_recorder_get_too_loud: Returns: whether it clipped within the last 2 s */
gboolean
sa_recorder_get_too_loud (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), FALSE);

  return self->levels.too_loud;
}

/** sa_recorder_get_dropped: Returns: how many frames of this session the computer was too slow for */
gint64
sa_recorder_get_dropped (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), 0);

  return self->dropped;
}

/**
 * sa_recorder_get_peaks:
 *
 * Returns: (transfer none) (nullable): the waveform of the take; it grows while one is recorded
 */
SaPeaks *
sa_recorder_get_peaks (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), NULL);

  return self->live != NULL ? self->live : self->takes.current.peaks;
}

/**
 * sa_recorder_get_take:
 *
 * Returns: (transfer none) (nullable): the take that is there; %NULL while one is being recorded
 */
SaTake *
sa_recorder_get_take (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), NULL);

  return self->writer == NULL ? self->takes.current.take : NULL;
}

/** sa_recorder_get_can_undo: Returns: whether a discarded take can be had back */
gboolean
sa_recorder_get_can_undo (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), FALSE);

  return self->takes.discarded.take != NULL;
}

/**
 * sa_recorder_get_error:
 *
 * Returns: (transfer none) (nullable): why there is no microphone, why recording paused, or why it
 *   stopped, and what to do; %NULL when all is well
 */
const GError *
sa_recorder_get_error (SaRecorder *self)
{
  g_return_val_if_fail (SA_IS_RECORDER (self), NULL);

  return self->error;
}
