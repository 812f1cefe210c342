/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/**
 * SaByteWindow:
 *
 * A regular file, opened for looking at its bytes, with a limit on how many of them may be read:
 * a hostile file can then cost neither time nor memory.
 */
typedef struct {
  int fd;
  gint64 size;
  gint64 budget;
  struct stat status;
} SaByteWindow;

/** SaFileIdentity: what tells that a file is still the one it was. */
typedef struct {
  guint64 device;
  guint64 inode;
  gint64 bytes;
  gint64 modified_usec;
} SaFileIdentity;

gboolean sa_byte_window_open (SaByteWindow *self, GFile *file, gint64 budget, GError **error);
void sa_byte_window_close (SaByteWindow *self);
gsize sa_byte_window_peek (SaByteWindow *self, gint64 offset, guint8 *data, gsize length);
gboolean sa_byte_window_read (SaByteWindow *self, gint64 offset, guint8 *data, gsize length);

void sa_byte_window_identify (const SaByteWindow *self, SaFileIdentity *identity);
gboolean sa_file_identity_check (const SaFileIdentity *identity, GFile *file, GError **error);

static inline guint32
sa_be16 (const guint8 *p)
{
  return (guint32) p[0] << 8 | p[1];
}

static inline guint32
sa_be24 (const guint8 *p)
{
  return (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
}

static inline guint32
sa_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | sa_be24 (p + 1);
}

static inline guint64
sa_be64 (const guint8 *p)
{
  return (guint64) sa_be32 (p) << 32 | sa_be32 (p + 4);
}

static inline guint32
sa_le16 (const guint8 *p)
{
  return p[0] | (guint32) p[1] << 8;
}

static inline guint32
sa_le32 (const guint8 *p)
{
  return sa_le16 (p) | sa_le16 (p + 2) << 16;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaByteWindow, sa_byte_window_close)

G_END_DECLS
