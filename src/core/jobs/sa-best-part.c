/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-best-part.h"

#include <math.h>

#include "rules/sa-limits.h"
#include "sa-pause-snap.h"
#include "sa-prompt-range.h"

/* How much of a pause is kept at either end, where there is as much. */
#define MARGIN_SECONDS SA_PAUSE_SNAP_MARGIN
/* Clean speech goes on over shorter pauses. */
#define LONG_PAUSE_SECONDS 1.5
/* The noise beside the words tells how noisy they are; this far to both sides. */
#define AROUND_SECONDS 0.4

/* Where something has to be put up with: what a second is worth. */
#define SPOILED_WORTH 0.2
#define LONG_PAUSE_COST 1.5

typedef struct {
  const SaBestPartStretch *stretches;
  gsize n;
  double rate;
  double duration;
  double least;
  double most;
  gboolean strict; /* nothing is put up with */
} Search;

typedef struct {
  double start;
  double end;
  double merit;
  gboolean found;
} Range;

static double
begin_of (const Search *search, gsize i)
{
  return (double) search->stretches[i].start / search->rate;
}

static double
end_of (const Search *search, gsize i)
{
  return (double) search->stretches[i].end / search->rate;
}

static double
pause_before (const Search *search, gsize i)
{
  return MAX (begin_of (search, i) - (i > 0 ? end_of (search, i - 1) : 0), 0);
}

static double
pause_after (const Search *search, gsize i)
{
  return MAX ((i + 1 < search->n ? begin_of (search, i + 1) : search->duration) -
                end_of (search, i),
              0);
}

/* The words with a breath around them, and with more of the pauses where they are too short alone. */
static Range
range_of (const Search *search, gsize first, gsize last)
{
  double before = pause_before (search, first);
  double after = pause_after (search, last);
  Range range = {
    begin_of (search, first) - MIN (first > 0 ? before / 2 : before, MARGIN_SECONDS),
    end_of (search, last) + MIN (last + 1 < search->n ? after / 2 : after, MARGIN_SECONDS),
  };
  double missing = search->least - (range.end - range.start);

  if (missing > 0) {
    double from = MIN (missing, range.start - (begin_of (search, first) - before));

    range.start -= from;
    range.end += MIN (missing - from, end_of (search, last) + after - range.end);
  }

  return range;
}

static double
worth_of (const Search *search, gsize i)
{
  double seconds = end_of (search, i) - begin_of (search, i);

  return search->stretches[i].spoiled ? SPOILED_WORTH * seconds : seconds;
}

/* What long pauses at the ends cost, where they are needed for a lawful length. */
static double
cost_of_ends (const Search *search, Range range, gsize first, gsize last)
{
  double before = begin_of (search, first) - range.start;
  double after = range.end - end_of (search, last);
  double cost = 0;

  if (before >= LONG_PAUSE_SECONDS)
    cost += LONG_PAUSE_COST * before;
  if (after >= LONG_PAUSE_SECONDS)
    cost += LONG_PAUSE_COST * after;

  return cost;
}

static void
consider (const Search *search, Range range, gsize first, gsize last, double merit, Range *best)
{
  double length = range.end - range.start;
  double cost = cost_of_ends (search, range, first, last);

  if (length < search->least || length > search->most || (search->strict && cost > 0))
    return;
  if (best->found && merit - cost <= best->merit)
    return;

  *best = range;
  best->merit = merit - cost;
  best->found = TRUE;
}

/* All that begin with one stretch. */
static void
search_from (const Search *search, gsize first, Range *best)
{
  double merit = 0;

  for (gsize last = first; last < search->n; last++) {
    double pause = last > first ? pause_before (search, last) : 0;
    Range range = range_of (search, first, last);

    if (search->strict && (search->stretches[last].spoiled || pause >= LONG_PAUSE_SECONDS))
      return;
    merit += worth_of (search, last);
    if (pause >= LONG_PAUSE_SECONDS)
      merit -= LONG_PAUSE_COST * pause;

    /* Speech without a pause in all that is lawful has to be cut somewhere. */
    if (last == first && range.end - range.start > search->most) {
      range.end = range.start + search->most;
      merit *= search->most / (end_of (search, last) - begin_of (search, last));
    }
    if (range.end - range.start > search->most)
      return;
    consider (search, range, first, last, merit, best);
  }
}

/**
 * sa_best_part_choose:
 * @stretches: (array length=n): where somebody speaks, in order
 * @n: how many stretches
 * @frames: length of the recording
 * @rate: frames per second
 * @least: how long the part has to be, in seconds
 * @most: how long it may be
 * @start: (out): where it begins, in seconds
 * @end: (out): where it ends
 *
 * Finds the part of lawful length with the most clean speech, from pause to pause: without anything
 * spoiled or a long pause in it. Where there is none, as little of these as can be.
 *
 * Returns: whether there is any such part
 */
gboolean
sa_best_part_choose (const SaBestPartStretch *stretches,
                     gsize n,
                     gint64 frames,
                     int rate,
                     double least,
                     double most,
                     double *start,
                     double *end)
{
  Search search = { stretches, n, rate, (double) frames / rate, least, most, TRUE };
  Range best = { 0 };

  for (gsize i = 0; i < n; i++)
    search_from (&search, i, &best);
  if (!best.found) {
    search.strict = FALSE;
    for (gsize i = 0; i < n; i++)
      search_from (&search, i, &best);
  }
  if (!best.found)
    return FALSE;

  *start = best.start;
  *end = best.end;

  return TRUE;
}

static gboolean
is_spoiled (SaAnalysis *analysis, const SaSpeech *speech, gsize n, gsize i)
{
  double rate = sa_analysis_get_sample_rate (analysis);
  double before = i > 0 ? (double) speech[i - 1].end / rate : 0;
  double after =
    i + 1 < n ? (double) speech[i + 1].start / rate : sa_analysis_get_duration (analysis);
  SaChecks checks;

  sa_analysis_check_range (analysis, MAX ((double) speech[i].start / rate - AROUND_SECONDS, before),
                           MIN ((double) speech[i].end / rate + AROUND_SECONDS, after), &checks);

  return (sa_checks_get_problems (&checks, SA_PURPOSE_VOICE_CLONE, -1, 0) &
          (SA_PROBLEMS_NOISY | SA_PROBLEMS_CLIPPED)) != 0;
}

static gboolean
choose_sample (SaAnalysis *analysis, double *start, double *end)
{
  gsize n;
  const SaSpeech *speech = sa_analysis_get_speech (analysis, &n);
  g_autofree SaBestPartStretch *stretches = g_new (SaBestPartStretch, MAX (n, 1));
  int rate = sa_analysis_get_sample_rate (analysis);
  double least = SA_SAMPLE_MIN_SECONDS;

  for (gsize i = 0; i < n; i++)
    stretches[i] =
      (SaBestPartStretch){ speech[i].start, speech[i].end, is_spoiled (analysis, speech, n, i) };

  /* Whole frames may make it a little shorter or longer. */
  if (sa_analysis_get_duration (analysis) > least + 2.0 / rate)
    least += 2.0 / rate;

  return sa_best_part_choose (stretches, n, sa_analysis_get_frames (analysis), rate, least,
                              SA_SAMPLE_MAX_SECONDS - 2.0 / rate, start, end);
}

/**
 * sa_best_part_suggest:
 * @analysis: a recording that was analysed
 * @purpose: what the part is for, which says how long it may be: a sample or a prompt clip
 * @part: (out): the best part of lawful length
 *
 * Looks through all of the recording: a fraction of a second for an hour.
 *
 * Returns: whether there is any speech of such a length
 */
gboolean
sa_best_part_suggest (SaAnalysis *analysis, SaPurpose purpose, SaBestPart *part)
{
  SaProblems problems;
  gboolean found;

  g_return_val_if_fail (sa_analysis_is_complete (analysis), FALSE);
  g_return_val_if_fail (sa_purpose_is_speech (purpose), FALSE);

  if (purpose == SA_PURPOSE_PROMPT_AUDIO)
    found = sa_prompt_range_suggest (analysis, 0, sa_analysis_get_duration (analysis), &part->start,
                                     &part->end);
  else
    found = choose_sample (analysis, &part->start, &part->end);
  if (!found)
    return FALSE;

  sa_analysis_check_range (analysis, part->start, part->end, &part->checks);
  problems = sa_checks_get_problems (&part->checks, purpose, -1, 0);
  part->clean = (problems & ~(guint) (SA_PROBLEMS_DEAD_CHANNEL | SA_PROBLEMS_INVERTED_CHANNEL |
                                      SA_PROBLEMS_QUIET)) == 0 &&
                !sa_checks_has_long_pauses (&part->checks);

  return (problems & SA_PROBLEMS_SILENT) == 0;
}
