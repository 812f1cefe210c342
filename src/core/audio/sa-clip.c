/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-clip.h"

#include <math.h>

/**
 * SaClip:
 *
 * A stretch of a sound file and how its channels become one: what a sample or
 * a prompt clip is before it is sent. It never changes; another range or mix
 * is another clip.
 */
struct _SaClip {
  GObject parent_instance;

  GFile *file;
  double start;
  double end;
  SaChannelMix mix;
};

G_DEFINE_FINAL_TYPE (SaClip, sa_clip, G_TYPE_OBJECT)

static void
sa_clip_finalize (GObject *object)
{
  SaClip *self = SA_CLIP (object);

  g_clear_object (&self->file);

  G_OBJECT_CLASS (sa_clip_parent_class)->finalize (object);
}

static void
sa_clip_class_init (SaClipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sa_clip_finalize;
}

static void
sa_clip_init (SaClip *self)
{
  self->end = -1.0;
}

/**
 * sa_clip_new:
 * @file: the file
 * @start: where it begins, in seconds, at least 0
 * @end: where it ends, in seconds, after @start; negative for the file's end
 * @mix: which channels make up the mono signal
 *
 * Returns: (transfer full): the clip
 */
SaClip *
sa_clip_new (GFile *file, double start, double end, SaChannelMix mix)
{
  SaClip *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (start >= 0.0, NULL);
  g_return_val_if_fail (end < 0.0 || end > start, NULL);

  self = g_object_new (SA_TYPE_CLIP, NULL);
  self->file = g_object_ref (file);
  self->start = start;
  self->end = end < 0.0 ? -1.0 : end;
  self->mix = mix;

  return self;
}

/**
 * sa_clip_with_range:
 * @start: where it begins, in seconds
 * @end: where it ends, in seconds; negative for the file's end
 *
 * Returns: (transfer full): another stretch of the same file
 */
SaClip *
sa_clip_with_range (SaClip *self, double start, double end)
{
  g_return_val_if_fail (SA_IS_CLIP (self), NULL);

  return sa_clip_new (self->file, start, end, self->mix);
}

/**
 * sa_clip_with_mix:
 * @mix: which channels make up the mono signal
 *
 * Returns: (transfer full): the same stretch with another mix
 */
SaClip *
sa_clip_with_mix (SaClip *self, SaChannelMix mix)
{
  g_return_val_if_fail (SA_IS_CLIP (self), NULL);

  return sa_clip_new (self->file, self->start, self->end, mix);
}

/**
 * sa_clip_get_file:
 *
 * Returns: (transfer none): the file
 */
GFile *
sa_clip_get_file (SaClip *self)
{
  g_return_val_if_fail (SA_IS_CLIP (self), NULL);

  return self->file;
}

/**
 * sa_clip_get_start:
 *
 * Returns: where it begins, in seconds
 */
double
sa_clip_get_start (SaClip *self)
{
  g_return_val_if_fail (SA_IS_CLIP (self), 0.0);

  return self->start;
}

/**
 * sa_clip_get_end:
 *
 * Returns: where it ends, in seconds, or -1 for the file's end
 */
double
sa_clip_get_end (SaClip *self)
{
  g_return_val_if_fail (SA_IS_CLIP (self), -1.0);

  return self->end;
}

/**
 * sa_clip_get_mix:
 *
 * Returns: which channels make up the mono signal
 */
SaChannelMix
sa_clip_get_mix (SaClip *self)
{
  g_return_val_if_fail (SA_IS_CLIP (self), SA_CHANNEL_MIX_AUTO);

  return self->mix;
}

/**
 * sa_clip_is_whole:
 *
 * Returns: whether it is all of its file
 */
gboolean
sa_clip_is_whole (SaClip *self)
{
  g_return_val_if_fail (SA_IS_CLIP (self), FALSE);

  return self->start <= 0.0 && self->end < 0.0;
}

/**
 * sa_clip_equal:
 *
 * Returns: whether both are the same stretch and mix of the same file
 */
gboolean
sa_clip_equal (SaClip *self, SaClip *other)
{
  g_return_val_if_fail (SA_IS_CLIP (self), FALSE);
  g_return_val_if_fail (SA_IS_CLIP (other), FALSE);

  return g_file_equal (self->file, other->file) && self->start == other->start &&
         self->end == other->end && self->mix == other->mix;
}

/**
 * sa_clip_get_frames:
 * @rate: frames per second
 * @start: (out): the first frame
 * @end: (out): the frame after the last, or %G_MAXINT64 for the file's end
 *
 * Its range in frames. Every part of the program gets it from here, so that
 * all round alike: what is judged is what is cut.
 */
void
sa_clip_get_frames (SaClip *self, int rate, gint64 *start, gint64 *end)
{
  double most = (double) (G_MAXINT64 / 2);

  g_return_if_fail (SA_IS_CLIP (self));
  g_return_if_fail (rate > 0);

  *start = llround (MIN (self->start * rate, most));
  *end = self->end < 0.0 ? G_MAXINT64 : llround (MIN (self->end * rate, most));
}
