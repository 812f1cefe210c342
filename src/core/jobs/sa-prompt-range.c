/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-prompt-range.h"

#include "rules/sa-limits.h"

/* Strictly under 8 s: what is suggested keeps away from that. */
#define MOST_SECONDS (SA_PROMPT_MAX_SECONDS - 0.1)
/* How much of a pause is kept at either end, where there is as much. */
#define MARGIN_SECONDS 0.15
/* A pause of this length ends a sentence as surely as any longer one. */
#define LONG_PAUSE_SECONDS 0.8

typedef struct {
  const SaSpeech *speech;
  gsize n;
  double rate;
  double from;
  double to;
} Search;

typedef struct {
  double start;
  double end;
  double merit;
} Range;

static double
begin_of (const Search *search, gsize i)
{
  return (double) search->speech[i].start / search->rate;
}

static double
end_of (const Search *search, gsize i)
{
  return (double) search->speech[i].end / search->rate;
}

static double
pause_before (const Search *search, gsize i)
{
  double before = i > 0 ? MAX (end_of (search, i - 1), search->from) : search->from;

  return MAX (begin_of (search, i) - before, 0);
}

static double
pause_after (const Search *search, gsize i)
{
  double after = i + 1 < search->n ? MIN (begin_of (search, i + 1), search->to) : search->to;

  return MAX (after - end_of (search, i), 0);
}

/* Long pauses around it and short ones within are what makes a sentence. A length that the service
 * does well with counts more than either. */
static double
judge (double length, double before, double after, double within)
{
  double merit = MIN (before, LONG_PAUSE_SECONDS) + MIN (after, LONG_PAUSE_SECONDS) -
                 MIN (within, LONG_PAUSE_SECONDS);

  if (length >= SA_PROMPT_ADVISED_SECONDS)
    return 100 + merit;

  return 10 * length + merit;
}

/* All that begin with one stretch. */
static void
search_from (const Search *search, gsize first, Range *best)
{
  double before = pause_before (search, first);
  double start = begin_of (search, first) - MIN (before / 2, MARGIN_SECONDS);
  double within = 0;

  for (gsize last = first; last < search->n && end_of (search, last) <= search->to; last++) {
    double after = pause_after (search, last);
    double end = end_of (search, last) + MIN (after / 2, MARGIN_SECONDS);
    double merit;

    if (last > first)
      within = MAX (within, pause_before (search, last));
    if (end - start > MOST_SECONDS)
      return;
    merit = judge (end - start, before, after, within);
    if (merit > best->merit)
      *best = (Range){ start, end, merit };
  }
}

/**
 * sa_prompt_range_choose:
 * @speech: (array length=n): where somebody speaks, in order, in frames
 * @n: how many stretches
 * @rate: frames per second
 * @from: where the range may begin, in seconds
 * @to: where it must end
 * @start: (out): where a good prompt clip begins, in seconds
 * @end: (out): where it ends
 *
 * Looks for something like a sentence: 5 to 8 s of speech between pauses. Where nobody pauses for so
 * long, the first words of the advised length are taken.
 *
 * Returns: whether there is any speech
 */
gboolean
sa_prompt_range_choose (const SaSpeech *speech,
                        gsize n,
                        int rate,
                        double from,
                        double to,
                        double *start,
                        double *end)
{
  Search search = { speech, n, rate, from, to };
  Range best = { 0, 0, 0 };
  gsize first = n;

  for (gsize i = n; i > 0; i--) {
    if (end_of (&search, i - 1) > from && begin_of (&search, i - 1) < to)
      first = i - 1;
    if (begin_of (&search, i - 1) >= from)
      search_from (&search, i - 1, &best);
  }
  if (first == n)
    return FALSE;

  /* Less than a second is a word at most, not what somebody means by a clip. */
  if (best.end - best.start < 1) {
    best.start = MAX (begin_of (&search, first), from);
    best.end = MIN (best.start + SA_PROMPT_ADVISED_SECONDS, to);
  }
  *start = best.start;
  *end = best.end;

  return TRUE;
}

/**
 * sa_prompt_range_suggest:
 * @analysis: a recording that was analysed
 * @from: where the range may begin, in seconds
 * @to: where it must end
 * @start: (out): where a good prompt clip begins, in seconds
 * @end: (out): where it ends
 *
 * As sa_prompt_range_choose(); a recording without any speech gives its first seconds.
 *
 * Returns: whether there is any speech
 */
gboolean
sa_prompt_range_suggest (SaAnalysis *analysis, double from, double to, double *start, double *end)
{
  gsize n;
  const SaSpeech *speech = sa_analysis_get_speech (analysis, &n);

  if (sa_prompt_range_choose (speech, n, sa_analysis_get_sample_rate (analysis), from, to, start,
                              end))
    return TRUE;

  *start = from;
  *end = MIN (from + SA_PROMPT_ADVISED_SECONDS, to);

  return FALSE;
}
