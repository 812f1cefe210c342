/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure COMMAND…: runs COMMAND with nothing to read and nowhere to write, and prints how
 * long it took in seconds, how long it kept processors busy, and its peak memory in KiB. A
 * process inherits the peak of the one that it was forked from, so that one has to be as
 * small as this. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static double
seconds (struct timeval time)
{
  return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

int
main (int argc, char **argv)
{
  double start = now ();
  struct rusage usage;
  int status;
  pid_t pid;

  if (argc < 2)
    return 2;
  pid = fork ();
  if (pid == 0) {
    int nothing = open ("/dev/null", O_RDWR);

    for (int fd = 0; fd < 3; fd++)
      dup2 (nothing, fd);
    execvp (argv[1], argv + 1);
    _exit (127);
  }
  if (wait4 (pid, &status, 0, &usage) != pid)
    return 1;
  printf ("%.6f %.6f %ld\n", now () - start, seconds (usage.ru_utime) + seconds (usage.ru_stime),
          usage.ru_maxrss);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 1;
}
