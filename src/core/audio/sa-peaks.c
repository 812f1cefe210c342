/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-peaks.h"

#include <math.h>

#define LEVELS 10
#define FACTOR 4

/* Entries in a chunk, and chunks in a level: 8192 × 4096 × 256 frames are two
 * days of sound at 48 kHz. Chunks never move, so that readers need no lock. */
#define CHUNK_ENTRIES 4096
#define CHUNKS_MAX 8192

/* Twelve bits a sample are finer than any screen, and an hour has 700000
 * entries. Samples beyond full scale are drawn at full scale. */
#define SCALE 2047

/* Least and greatest sample, twelve bits each. */
typedef struct {
  guint8 bytes[3];
} Packed;

/* The finest level has no rms: at that size it is hardly drawn. */
typedef struct {
  Packed **bounds;
  guint8 **rms; /* NULL in the finest level; the root is kept */
  int n; /* atomic: published after its entry is written */
} Level;

/* What the next entry of a level is made of. */
typedef struct {
  float min;
  float max;
  double power;
  int parts;
} Pending;

struct _SaPeaks {
  gatomicrefcount ref_count;
  Level levels[LEVELS];
  Pending pending[LEVELS]; /* of the adding thread */
  gint tail; /* atomic: frames beyond the finest level's last full entry */
};

G_DEFINE_BOXED_TYPE (SaPeaks, sa_peaks, sa_peaks_ref, sa_peaks_unref)

static int
chunks_of_level (int level)
{
  return MAX (CHUNKS_MAX >> (2 * level), 1);
}

/**
 * sa_peaks_new:
 *
 * Returns: (transfer full): peaks of nothing yet
 */
SaPeaks *
sa_peaks_new (void)
{
  SaPeaks *self = g_new0 (SaPeaks, 1);

  g_atomic_ref_count_init (&self->ref_count);
  for (int i = 0; i < LEVELS; i++) {
    self->levels[i].bounds = g_new0 (Packed *, chunks_of_level (i));
    if (i > 0)
      self->levels[i].rms = g_new0 (guint8 *, chunks_of_level (i));
  }

  return self;
}

/**
 * sa_peaks_ref:
 *
 * Returns: (transfer full): @self
 */
SaPeaks *
sa_peaks_ref (SaPeaks *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * sa_peaks_unref:
 *
 * Frees it with the last reference.
 */
void
sa_peaks_unref (SaPeaks *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (int i = 0; i < LEVELS; i++) {
    for (int k = 0; k < chunks_of_level (i) && self->levels[i].bounds[k] != NULL; k++) {
      g_free (self->levels[i].bounds[k]);
      if (i > 0)
        g_free (self->levels[i].rms[k]);
    }
    g_free (self->levels[i].bounds);
    g_free (self->levels[i].rms);
  }
  g_free (self);
}

static guint
to_twelve_bits (float sample)
{
  return (guint) (lrintf (CLAMP (sample, -1.0f, 1.0f) * SCALE) + SCALE);
}

static Packed
pack (float min, float max)
{
  guint low = to_twelve_bits (min), high = to_twelve_bits (max);

  return (Packed){ { low & 0xff, (low >> 8) | ((high & 0xf) << 4), high >> 4 } };
}

static float
unpack_min (Packed packed)
{
  return ((packed.bytes[0] | (packed.bytes[1] & 0xf) << 8) - SCALE) / (float) SCALE;
}

static float
unpack_max (Packed packed)
{
  return ((packed.bytes[1] >> 4 | packed.bytes[2] << 4) - SCALE) / (float) SCALE;
}

/* Of the root even a byte holds what the eye can tell. */
static guint8
to_root (double power)
{
  return (guint8) lrint (pow (MIN (power, 1.0), 0.25) * 255.0);
}

static gboolean
append (SaPeaks *self, int index, const Pending *entry)
{
  Level *level = &self->levels[index];
  int n = level->n;
  int chunk = n / CHUNK_ENTRIES;
  int at = n % CHUNK_ENTRIES;

  if (chunk >= chunks_of_level (index))
    return FALSE;
  if (level->bounds[chunk] == NULL) {
    level->bounds[chunk] = g_new (Packed, CHUNK_ENTRIES);
    if (index > 0)
      level->rms[chunk] = g_new (guint8, CHUNK_ENTRIES);
  }

  level->bounds[chunk][at] = pack (entry->min, entry->max);
  if (index > 0)
    level->rms[chunk][at] = to_root (entry->power / entry->parts);
  g_atomic_int_set (&level->n, n + 1);

  return TRUE;
}

static void
merge (Pending *into, const Pending *entry)
{
  into->min = into->parts == 0 ? entry->min : MIN (into->min, entry->min);
  into->max = into->parts == 0 ? entry->max : MAX (into->max, entry->max);
  into->power += entry->power / entry->parts;
  into->parts++;
}

/**
 * sa_peaks_add:
 * @min: least sample of the next frames
 * @max: greatest
 * @mean_square: mean of the squares over all channels
 * @frames: SA_PEAKS_FRAMES, or fewer at the very end
 *
 * Called by one thread only.
 */
void
sa_peaks_add (SaPeaks *self, float min, float max, float mean_square, int frames)
{
  Pending entry = { min, max, mean_square, 1 };

  g_return_if_fail (frames > 0 && frames <= SA_PEAKS_FRAMES);

  if (!append (self, 0, &entry))
    return;
  if (frames < SA_PEAKS_FRAMES)
    g_atomic_int_set (&self->tail, frames - SA_PEAKS_FRAMES);

  for (int i = 1; i < LEVELS; i++) {
    Pending *pending = &self->pending[i];

    merge (pending, &entry);
    if (pending->parts < FACTOR)
      break;
    append (self, i, pending);
    entry = *pending;
    entry.power = pending->power / pending->parts;
    entry.parts = 1;
    *pending = (Pending){ 0 };
  }
}

/**
 * sa_peaks_get_frames_available:
 *
 * Returns: how many frames can be queried; it grows while the file is read
 */
gint64
sa_peaks_get_frames_available (SaPeaks *self)
{
  gint64 frames = (gint64) g_atomic_int_get (&self->levels[0].n) * SA_PEAKS_FRAMES;

  return frames + g_atomic_int_get (&self->tail);
}

static int
size_of_entry (int level)
{
  return SA_PEAKS_FRAMES << (2 * level);
}

/* The coarsest level of which every bin takes several entries. */
static int
choose_level (gint64 frames, int n_bins)
{
  int level = 0;

  while (level + 1 < LEVELS && frames / n_bins >= 2 * (gint64) size_of_entry (level + 1))
    level++;

  return level;
}

typedef struct {
  float min;
  float max;
  double power;
  gint64 frames;
} Bin;

static void
read_bounds (SaPeaks *self, int level, gint64 from, gint64 to, Bin *bin)
{
  const Level *entries = &self->levels[level];

  for (gint64 i = from; i < to; i++) {
    Packed bounds = entries->bounds[i / CHUNK_ENTRIES][i % CHUNK_ENTRIES];

    bin->min = MIN (bin->min, unpack_min (bounds));
    bin->max = MAX (bin->max, unpack_max (bounds));
  }
}

static void
read_powers (SaPeaks *self, int level, gint64 from, gint64 to, Bin *bin)
{
  const Level *entries = &self->levels[level];

  for (gint64 i = from; i < to; i++) {
    double root = entries->rms[i / CHUNK_ENTRIES][i % CHUNK_ENTRIES] / 255.0;

    bin->power += root * root * root * root * size_of_entry (level);
    bin->frames += size_of_entry (level);
  }
}

typedef void (*ReadFunc) (SaPeaks *self, int level, gint64 from, gint64 to, Bin *bin);

/* What a coarse level does not have yet, or does not have at the edges, comes
 * from the finer ones, down to @finest. */
static void
read_range (SaPeaks *self,
            int level,
            int finest,
            ReadFunc read_level,
            gint64 start,
            gint64 end,
            Bin *bin)
{
  gint64 size = size_of_entry (level);
  gint64 have = g_atomic_int_get (&self->levels[level].n);
  gint64 from, to;

  if (level == finest) {
    read_level (self, level, MIN (start / size, have), MIN ((end + size - 1) / size, have), bin);
    return;
  }

  from = (start + size - 1) / size;
  to = MIN (end / size, have);
  if (from >= to) {
    read_range (self, level - 1, finest, read_level, start, end, bin);
    return;
  }
  if (start < from * size)
    read_range (self, level - 1, finest, read_level, start, from * size, bin);
  read_level (self, level, from, to, bin);
  if (to * size < end)
    read_range (self, level - 1, finest, read_level, to * size, end, bin);
}

/**
 * sa_peaks_query:
 * @start_frame: first frame
 * @end_frame: frame after the last
 * @n_bins: how many columns are to be drawn
 * @min: (out caller-allocates): least sample of each column, -1 to 0 or above
 * @max: (out caller-allocates): greatest
 * @rms: (out caller-allocates) (nullable): root mean square of each column
 *
 * Fills @n_bins columns of equal width, in time that grows with @n_bins and
 * not with the range. Columns narrower than SA_PEAKS_FRAMES repeat an entry;
 * what is not available yet, or lies outside, is 0.
 */
void
sa_peaks_query (SaPeaks *self,
                gint64 start_frame,
                gint64 end_frame,
                int n_bins,
                float *min,
                float *max,
                float *rms)
{
  gint64 available = sa_peaks_get_frames_available (self);
  double width;
  int level;

  g_return_if_fail (n_bins > 0);
  g_return_if_fail (end_frame >= start_frame);

  width = (double) (end_frame - start_frame) / n_bins;
  level = choose_level (end_frame - start_frame, n_bins);
  for (int i = 0; i < n_bins; i++) {
    gint64 start = start_frame + (gint64) floor (i * width);
    gint64 end = MAX (start_frame + (gint64) floor ((i + 1) * width), start + 1);
    Bin bin = { G_MAXFLOAT, -G_MAXFLOAT, 0.0, 0 };

    start = MAX (start, 0);
    end = MIN (end, available);
    if (start < end)
      read_range (self, level, 0, read_bounds, start, end, &bin);
    if (start < end && rms != NULL)
      read_range (self, MAX (level, 1), 1, read_powers, start, end, &bin);
    min[i] = bin.min <= bin.max ? bin.min : 0.0f;
    max[i] = bin.min <= bin.max ? bin.max : 0.0f;
    if (rms != NULL)
      rms[i] = bin.frames > 0 ? sqrt (bin.power / bin.frames) : 0.0f;
  }
}
