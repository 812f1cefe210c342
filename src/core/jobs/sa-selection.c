/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-selection.h"

#include <math.h>
#include <string.h>

#include "sa-selection-history.h"

#define DEFAULT_RATE 48000

/* How much of the view is left free on either side of what is shown, and revealed. */
#define ROOM_AROUND 0.2
#define ROOM_AT_EDGE 0.05

typedef struct {
  gint64 start;
  gint64 end;
} Range;

struct _SaSelection {
  GObject parent_instance;

  SaPurpose purpose;
  int rate;
  gint64 frames;
  double tolerance; /* as long as the whole file is chosen */

  Range range;
  guint32 options[SA_SELECTION_N_OPTIONS];
  gboolean editing;
  SaSelectionHistory *history;

  double view_start;
  double view_length;
};

G_DEFINE_FINAL_TYPE (SaSelection, sa_selection, G_TYPE_OBJECT)

enum { RANGE_CHANGED, OPTIONS_CHANGED, VIEW_CHANGED, EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gint64
to_frames (SaSelection *self, double seconds)
{
  if (!(seconds > 0))
    return 0;

  return llround (MIN (seconds * self->rate, (double) self->frames));
}

static gint64
shortest (SaSelection *self)
{
  gint64 least = (gint64) ceil (SA_SELECTION_MIN_LENGTH * self->rate);

  return CLAMP (least, MIN (1, self->frames), self->frames);
}

static gboolean
is_same (Range a, Range b)
{
  return a.start == b.start && a.end == b.end;
}

static void
take_range (SaSelection *self, Range range)
{
  if (is_same (self->range, range))
    return;

  self->range = range;
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
}

static void
take_options (SaSelection *self, const guint32 *options)
{
  if (memcmp (self->options, options, sizeof self->options) == 0)
    return;

  memcpy (self->options, options, sizeof self->options);
  g_signal_emit (self, signals[OPTIONS_CHANGED], 0);
}

static SaSelectionStep
get_step (SaSelection *self)
{
  SaSelectionStep step = { .start = self->range.start, .end = self->range.end };

  memcpy (step.options, self->options, sizeof step.options);

  return step;
}

static void
remember (SaSelection *self)
{
  SaSelectionStep step = get_step (self);

  if (sa_selection_history_add (self->history, &step))
    g_signal_emit (self, signals[EDITED], 0);
}

static void
change (SaSelection *self, Range range)
{
  take_range (self, range);
  if (!self->editing)
    remember (self);
}

static void
place (SaSelection *self, SaSelectionPart part, gint64 frame)
{
  Range range = self->range;
  gint64 length = range.end - range.start;

  switch (part) {
  case SA_SELECTION_START:
    range.start = CLAMP (frame, 0, range.end - shortest (self));
    break;
  case SA_SELECTION_END:
    range.end = CLAMP (frame, range.start + shortest (self), self->frames);
    break;
  case SA_SELECTION_RANGE:
    range.start = CLAMP (frame, 0, self->frames - length);
    range.end = range.start + length;
    break;
  default:
    g_return_if_reached ();
  }

  change (self, range);
}

static void
take_view (SaSelection *self, double start, double length)
{
  double duration = sa_selection_get_duration (self);

  length = CLAMP (length, MIN (SA_SELECTION_MIN_VIEW, duration), duration);
  start = CLAMP (start, 0, duration - length);
  if (start == self->view_start && length == self->view_length)
    return;

  self->view_start = start;
  self->view_length = length;
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
sa_selection_finalize (GObject *object)
{
  sa_selection_history_free (SA_SELECTION (object)->history);

  G_OBJECT_CLASS (sa_selection_parent_class)->finalize (object);
}

static void
sa_selection_class_init (SaSelectionClass *klass)
{
  static const char *const names[N_SIGNALS] = { "range-changed", "options-changed", "view-changed",
                                                "edited" };

  G_OBJECT_CLASS (klass)->finalize = sa_selection_finalize;

  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
forget_history (SaSelection *self)
{
  SaSelectionStep step = get_step (self);

  self->editing = FALSE;
  sa_selection_history_begin (self->history, &step);
}

static void
sa_selection_init (SaSelection *self)
{
  self->rate = DEFAULT_RATE;
  self->history = sa_selection_history_new ();
}

/**
 * sa_selection_new:
 * @purpose: what the range is for, which says how long it may be
 *
 * Returns: (transfer full): a selection of nothing yet
 */
SaSelection *
sa_selection_new (SaPurpose purpose)
{
  SaSelection *self = g_object_new (SA_TYPE_SELECTION, NULL);

  self->purpose = purpose;

  return self;
}

/**
 * sa_selection_set_purpose:
 * @self: a selection
 * @purpose: what the range is for
 */
void
sa_selection_set_purpose (SaSelection *self, SaPurpose purpose)
{
  g_return_if_fail (SA_IS_SELECTION (self));

  self->purpose = purpose;
}

/**
 * sa_selection_get_purpose:
 * @self: a selection
 *
 * Returns: what the range is for
 */
SaPurpose
sa_selection_get_purpose (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), SA_PURPOSE_VOICE_CLONE);

  return self->purpose;
}

/**
 * sa_selection_set_length:
 * @self: a selection
 * @rate: the recording's frames per second, or 0 where it is not known yet
 * @frames: how many it has, as far as is known
 *
 * Takes note of a recording that is still being read: there is no range in it yet. As long as all of
 * it is looked at, all of it stays in view.
 */
void
sa_selection_set_length (SaSelection *self, int rate, gint64 frames)
{
  gboolean all;
  double duration;

  g_return_if_fail (SA_IS_SELECTION (self));

  all = self->view_length >= sa_selection_get_duration (self);
  self->rate = rate > 0 ? rate : DEFAULT_RATE;
  self->frames = MAX (frames, 0);
  duration = sa_selection_get_duration (self);
  take_range (self, (Range){ 0, 0 });
  forget_history (self);
  take_view (self, self->view_start, all ? duration : self->view_length);
}

/**
 * sa_selection_open:
 * @self: a selection
 * @rate: the recording's frames per second
 * @frames: how many it has
 * @start: where the range begins, in seconds
 * @end: where it ends; below 0 for the recording's end
 * @tolerance: by how much the length may miss a limit as long as all of the recording is chosen
 *
 * Begins with a recording that has been read. What was chosen before is forgotten.
 */
void
sa_selection_open (SaSelection *self,
                   int rate,
                   gint64 frames,
                   double start,
                   double end,
                   double tolerance)
{
  Range range;

  g_return_if_fail (SA_IS_SELECTION (self));
  g_return_if_fail (rate > 0 && frames > 0);

  self->rate = rate;
  self->frames = frames;
  self->tolerance = tolerance;
  range.end = end < 0 ? frames : MAX (to_frames (self, end), shortest (self));
  range.start = MIN (to_frames (self, start), range.end - shortest (self));
  self->range = range;
  forget_history (self);
  self->view_length = 0;
  sa_selection_show_range (self);
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * sa_selection_get_rate:
 * @self: a selection
 *
 * Returns: frames per second
 */
int
sa_selection_get_rate (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), DEFAULT_RATE);

  return self->rate;
}

/**
 * sa_selection_get_duration:
 * @self: a selection
 *
 * Returns: the recording's length in seconds
 */
double
sa_selection_get_duration (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return (double) self->frames / self->rate;
}

/**
 * sa_selection_has_range:
 * @self: a selection
 *
 * Returns: whether anything is chosen, which it is as soon as a recording is open
 */
gboolean
sa_selection_has_range (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), FALSE);

  return self->range.end > self->range.start;
}

/**
 * sa_selection_get_start:
 * @self: a selection
 *
 * Returns: where the range begins, in seconds
 */
double
sa_selection_get_start (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return (double) self->range.start / self->rate;
}

/**
 * sa_selection_get_end:
 * @self: a selection
 *
 * Returns: where the range ends, in seconds
 */
double
sa_selection_get_end (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return (double) self->range.end / self->rate;
}

/**
 * sa_selection_get_seconds:
 * @self: a selection
 *
 * Returns: the range's length
 */
double
sa_selection_get_seconds (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return (double) (self->range.end - self->range.start) / self->rate;
}

/**
 * sa_selection_get_place:
 * @self: a selection
 * @part: which part of it
 *
 * Returns: where that part is, in seconds; the range is where it begins
 */
double
sa_selection_get_place (SaSelection *self, SaSelectionPart part)
{
  return part == SA_SELECTION_END ? sa_selection_get_end (self) : sa_selection_get_start (self);
}

/**
 * sa_selection_is_whole:
 * @self: a selection
 *
 * Returns: whether all of the recording is chosen
 */
gboolean
sa_selection_is_whole (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), FALSE);

  return self->range.start == 0 && self->range.end == self->frames;
}

/**
 * sa_selection_get_min_seconds:
 * @self: a selection
 *
 * Returns: the least lawful length; 0 where there is none
 */
double
sa_selection_get_min_seconds (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return self->purpose == SA_PURPOSE_VOICE_CLONE ? SA_SAMPLE_MIN_SECONDS : 0;
}

/**
 * sa_selection_get_max_seconds:
 * @self: a selection
 *
 * Returns: the limit above which no length is lawful (a prompt clip must stay below it);
 *   %G_MAXDOUBLE where there is none
 */
double
sa_selection_get_max_seconds (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), G_MAXDOUBLE);

  switch (self->purpose) {
  case SA_PURPOSE_VOICE_CLONE:
    return SA_SAMPLE_MAX_SECONDS;
  case SA_PURPOSE_PROMPT_AUDIO:
    return SA_PROMPT_MAX_SECONDS;
  case SA_PURPOSE_T2A_ASYNC_INPUT:
  case SA_PURPOSE_VIDEO_UNDERSTANDING:
  default:
    return G_MAXDOUBLE;
  }
}

/**
 * sa_selection_get_tolerance:
 * @self: a selection
 *
 * Returns: by how many seconds the length may miss a limit now: a part of a file is made anew, and
 *   no codec's delay is in it
 */
double
sa_selection_get_tolerance (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return sa_selection_is_whole (self) ? self->tolerance : 0;
}

/**
 * sa_selection_judge:
 * @self: a selection
 *
 * Returns: whether the range's length is lawful
 */
SaLengthVerdict
sa_selection_judge (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), SA_LENGTH_TOO_SHORT);

  return sa_limits_judge_length (self->purpose, sa_selection_get_seconds (self),
                                 sa_selection_get_tolerance (self));
}

/**
 * sa_selection_set_range:
 * @self: a selection
 * @start: where the range is to begin, in seconds
 * @end: where it is to end
 *
 * Chooses another range, to the nearest frame and within the recording.
 */
void
sa_selection_set_range (SaSelection *self, double start, double end)
{
  Range range;

  g_return_if_fail (SA_IS_SELECTION (self));
  g_return_if_fail (sa_selection_has_range (self));

  range.end = MAX (to_frames (self, end), shortest (self));
  range.start = MIN (to_frames (self, start), range.end - shortest (self));
  change (self, range);
}

/**
 * sa_selection_move:
 * @self: a selection
 * @part: what moves
 * @seconds: where to, to the nearest frame; where the range is to begin
 *
 * Moves a handle up to the other one, or the range up to the recording's ends.
 */
void
sa_selection_move (SaSelection *self, SaSelectionPart part, double seconds)
{
  g_return_if_fail (SA_IS_SELECTION (self));

  if (sa_selection_has_range (self))
    place (self, part, to_frames (self, seconds));
}

/**
 * sa_selection_step:
 * @self: a selection
 * @part: what moves
 * @seconds: by how much
 *
 * As sa_selection_move(), from where it is.
 */
void
sa_selection_step (SaSelection *self, SaSelectionPart part, double seconds)
{
  gint64 from;

  g_return_if_fail (SA_IS_SELECTION (self));

  if (!sa_selection_has_range (self))
    return;

  from = part == SA_SELECTION_END ? self->range.end : self->range.start;
  place (self, part, from + llround (seconds * self->rate));
}

/* The longest lawful length: a prompt clip is shorter than its limit. */
static gint64
longest_lawful (SaSelection *self)
{
  double most = sa_selection_get_max_seconds (self);

  if (most * self->rate >= (double) self->frames)
    return self->frames;
  if (self->purpose == SA_PURPOSE_PROMPT_AUDIO)
    return (gint64) ceil (most * self->rate) - 1;

  return (gint64) floor (most * self->rate);
}

/**
 * sa_selection_move_to_limit:
 * @self: a selection
 * @part: what moves
 * @up: whether to move it towards the recording's end
 *
 * Moves a handle as far as the length stays lawful, or the range to an end of the recording.
 */
void
sa_selection_move_to_limit (SaSelection *self, SaSelectionPart part, gboolean up)
{
  gint64 least, most;

  g_return_if_fail (SA_IS_SELECTION (self));

  if (!sa_selection_has_range (self))
    return;

  least = (gint64) ceil (sa_selection_get_min_seconds (self) * self->rate);
  least = MAX (least, shortest (self));
  most = longest_lawful (self);

  if (part == SA_SELECTION_START)
    place (self, part, self->range.end - (up ? least : most));
  else if (part == SA_SELECTION_END)
    place (self, part, self->range.start + (up ? most : least));
  else
    place (self, part, up ? self->frames : 0);
}

/**
 * sa_selection_get_option:
 * @self: a selection
 * @option: what is asked for
 *
 * Returns: its value; 0 at first
 */
guint32
sa_selection_get_option (SaSelection *self, SaSelectionOption option)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);
  g_return_val_if_fail (option < SA_SELECTION_N_OPTIONS, 0);

  return self->options[option];
}

/**
 * sa_selection_set_option:
 * @self: a selection
 * @option: what is chosen
 * @value: what it is to be
 *
 * Chooses it as a step of its own, which can be undone as one of the range.
 */
void
sa_selection_set_option (SaSelection *self, SaSelectionOption option, guint32 value)
{
  guint32 options[SA_SELECTION_N_OPTIONS];

  g_return_if_fail (SA_IS_SELECTION (self));
  g_return_if_fail (option < SA_SELECTION_N_OPTIONS);

  sa_selection_end_edit (self);
  memcpy (options, self->options, sizeof options);
  options[option] = value;
  take_options (self, options);
  remember (self);
}

/**
 * sa_selection_adopt_option:
 * @self: a selection
 * @option: what was chosen elsewhere
 * @value: what it is now
 *
 * Takes note of what was changed by other means than this selection's: no step leads back to what it
 * was before, and steps that were only about it are forgotten.
 */
void
sa_selection_adopt_option (SaSelection *self, SaSelectionOption option, guint32 value)
{
  guint32 options[SA_SELECTION_N_OPTIONS];
  gboolean forgotten;

  g_return_if_fail (SA_IS_SELECTION (self));
  g_return_if_fail (option < SA_SELECTION_N_OPTIONS);

  if (self->options[option] == value)
    return;

  forgotten = sa_selection_history_adopt_option (self->history, option, value);
  memcpy (options, self->options, sizeof options);
  options[option] = value;
  take_options (self, options);
  if (forgotten)
    g_signal_emit (self, signals[EDITED], 0);
}

/**
 * sa_selection_begin_edit:
 * @self: a selection
 *
 * All that changes from now on is one step for undo, until sa_selection_end_edit().
 */
void
sa_selection_begin_edit (SaSelection *self)
{
  g_return_if_fail (SA_IS_SELECTION (self));

  self->editing = TRUE;
}

/**
 * sa_selection_end_edit:
 * @self: a selection
 *
 * What was begun is complete. Without a beginning it does nothing.
 */
void
sa_selection_end_edit (SaSelection *self)
{
  g_return_if_fail (SA_IS_SELECTION (self));

  if (!self->editing)
    return;

  self->editing = FALSE;
  remember (self);
}

/**
 * sa_selection_is_editing:
 * @self: a selection
 *
 * Returns: whether something is being dragged or held
 */
gboolean
sa_selection_is_editing (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), FALSE);

  return self->editing;
}

/**
 * sa_selection_can_undo:
 * @self: a selection
 *
 * Returns: whether there is an earlier range
 */
gboolean
sa_selection_can_undo (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), FALSE);

  return sa_selection_history_can_undo (self->history);
}

/**
 * sa_selection_can_redo:
 * @self: a selection
 *
 * Returns: whether a range was undone
 */
gboolean
sa_selection_can_redo (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), FALSE);

  return sa_selection_history_can_redo (self->history);
}

static void
choose_again (SaSelection *self, const SaSelectionStep *step)
{
  take_range (self, (Range){ step->start, step->end });
  take_options (self, step->options);
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * sa_selection_undo:
 * @self: a selection
 *
 * Goes back to the range before, if there is one.
 */
void
sa_selection_undo (SaSelection *self)
{
  SaSelectionStep step;

  g_return_if_fail (SA_IS_SELECTION (self));

  sa_selection_end_edit (self);
  if (sa_selection_history_undo (self->history, &step))
    choose_again (self, &step);
}

/**
 * sa_selection_redo:
 * @self: a selection
 *
 * Takes an undo back, if there was one.
 */
void
sa_selection_redo (SaSelection *self)
{
  SaSelectionStep step;

  g_return_if_fail (SA_IS_SELECTION (self));

  sa_selection_end_edit (self);
  if (sa_selection_history_redo (self->history, &step))
    choose_again (self, &step);
}

/**
 * sa_selection_get_view_start:
 * @self: a selection
 *
 * Returns: the time at the left edge, in seconds
 */
double
sa_selection_get_view_start (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return self->view_start;
}

/**
 * sa_selection_get_view_length:
 * @self: a selection
 *
 * Returns: the seconds from the left edge to the right one
 */
double
sa_selection_get_view_length (SaSelection *self)
{
  g_return_val_if_fail (SA_IS_SELECTION (self), 0);

  return self->view_length;
}

/**
 * sa_selection_set_view:
 * @self: a selection
 * @start: the time at the left edge, in seconds
 * @length: the seconds from there to the right edge
 *
 * Looks at another part, as far as the recording goes.
 */
void
sa_selection_set_view (SaSelection *self, double start, double length)
{
  g_return_if_fail (SA_IS_SELECTION (self));

  take_view (self, start, length);
}

/**
 * sa_selection_zoom:
 * @self: a selection
 * @factor: how many times as much is to be seen; below 1 to come closer
 * @anchor: the time that stays where it is on the screen, in seconds
 */
void
sa_selection_zoom (SaSelection *self, double factor, double anchor)
{
  double duration, length, across;

  g_return_if_fail (SA_IS_SELECTION (self));
  g_return_if_fail (factor > 0);

  if (self->view_length <= 0)
    return;

  duration = sa_selection_get_duration (self);
  length = CLAMP (self->view_length * factor, MIN (SA_SELECTION_MIN_VIEW, duration), duration);
  across = (anchor - self->view_start) / self->view_length;
  take_view (self, anchor - across * length, length);
}

/**
 * sa_selection_scroll:
 * @self: a selection
 * @seconds: by how much to go on; below 0 to go back
 */
void
sa_selection_scroll (SaSelection *self, double seconds)
{
  g_return_if_fail (SA_IS_SELECTION (self));

  take_view (self, self->view_start + seconds, self->view_length);
}

/**
 * sa_selection_reveal:
 * @self: a selection
 * @seconds: a time
 *
 * Scrolls by as little as brings that time into view, with a little room beside it.
 */
void
sa_selection_reveal (SaSelection *self, double seconds)
{
  double room;

  g_return_if_fail (SA_IS_SELECTION (self));

  room = self->view_length * ROOM_AT_EDGE;
  if (seconds < self->view_start + room)
    take_view (self, seconds - room, self->view_length);
  else if (seconds > self->view_start + self->view_length - room)
    take_view (self, seconds + room - self->view_length, self->view_length);
}

/**
 * sa_selection_show_range:
 * @self: a selection
 *
 * Looks at the range, with some room around it.
 */
void
sa_selection_show_range (SaSelection *self)
{
  double room;

  g_return_if_fail (SA_IS_SELECTION (self));

  room = MAX (sa_selection_get_seconds (self), sa_selection_get_min_seconds (self)) * ROOM_AROUND;
  take_view (self, sa_selection_get_start (self) - room,
             sa_selection_get_seconds (self) + 2 * room);
}

/**
 * sa_selection_show_all:
 * @self: a selection
 *
 * Looks at all of the recording.
 */
void
sa_selection_show_all (SaSelection *self)
{
  g_return_if_fail (SA_IS_SELECTION (self));

  take_view (self, 0, sa_selection_get_duration (self));
}
