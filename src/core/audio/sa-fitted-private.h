/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-byte-window.h"
#include "sa-fit.h"
#include "sa-temp-file.h"

G_BEGIN_DECLS

struct _SaFitted {
  gatomicrefcount ref_count;
  GFile *file;
  SaTempFile *temporary; /* NULL where the source is sent untouched */
  SaFileIdentity identity; /* of what will be sent */
  char *filename;
  char *media_type;
  char *sha256;
  char *description;
  double duration;
  int sample_rate;
  int channels;
};

SaFitted *sa_fitted_new_untouched (GFile *file, const SaFileIdentity *identity);
SaFitted *sa_fitted_new_temporary (SaTempFile *temporary);

char *sa_fitted_make_filename (const char *basename, const char *extension);

G_END_DECLS
