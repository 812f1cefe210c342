/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-random.h"

#include <errno.h>
#include <sys/random.h>

/**
 * sa_practice_random_fill:
 *
 * Fills @buffer with bytes that nobody can guess. Ends the program when the kernel has none, which a kernel
 * that has started never says.
 */
void
sa_practice_random_fill (void *buffer, gsize length)
{
  guint8 *at = buffer;

  while (length > 0) {
    gssize got = getrandom (at, length, 0);

    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      g_error ("The kernel gives no random numbers");
    at += got;
    length -= (gsize) got;
  }
}

/**
 * sa_practice_random_hex:
 * @digits: how many, 64 at most
 *
 * Returns: (transfer full): so many random hexadecimal digits
 */
char *
sa_practice_random_hex (gsize digits)
{
  static const char hex[] = "0123456789abcdef";
  guint8 bytes[64];
  char *text = g_malloc (digits + 1);

  g_assert (digits <= sizeof bytes);
  sa_practice_random_fill (bytes, digits);
  for (gsize i = 0; i < digits; i++)
    text[i] = hex[bytes[i] & 15];
  text[digits] = '\0';
  return text;
}
