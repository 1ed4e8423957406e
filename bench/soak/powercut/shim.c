/*
 * Keeps an image of what a power cut would leave of a folder. Loaded into a program by LD_PRELOAD.
 *
 *   POWERCUT_DATA     the folder, absolute and without links
 *   POWERCUT_IMAGE    what is durable of it: the same names
 *   POWERCUT_PENDING  synced bytes whose names are not durable yet; empty at the start
 *
 * Bytes of a file are durable when fsync or fdatasync of it has come back, whole as they are then: unsynced ones are lost, all
 * of them. A name (of a new file, or by rename) is durable when its folder was synced; a file whose name is durable and whose
 * bytes never were is empty. A name that is taken away is gone at once, as on a file system that keeps the order of names;
 * folders are there when something is in them. sync_file_range, msync and O_SYNC make nothing durable: SQLite and Node use none
 * of them here. Not modelled: torn and reordered sectors, disks that lie.
 *
 * Each copy is made aside and renamed, so a kill in the midst of it leaves the image as it was; only then is fsync answered.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *data, *image, *pending;
static size_t data_length;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_renameat)(int, const char *, int, const char *);
static int (*real_unlink)(const char *);
static int (*real_unlinkat)(int, const char *, int);

__attribute__((constructor)) static void begin(void) {
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_renameat = dlsym(RTLD_NEXT, "renameat");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_unlinkat = dlsym(RTLD_NEXT, "unlinkat");
  data = getenv("POWERCUT_DATA");
  image = getenv("POWERCUT_IMAGE");
  pending = getenv("POWERCUT_PENDING");
  if (!image || !pending) data = NULL;
  data_length = data ? strlen(data) : 0;
}

/* An image that cannot be kept proves nothing: better no program than a wrong one. */
static void give_up(const char *what, const char *path) {
  fprintf(stderr, "powercut: %s %s: %s\n", what, path, strerror(errno));
  abort();
}

/* The part of an absolute path below the folder, with its slash; "" for the folder itself; NULL outside. */
static const char *below(const char *path) {
  if (!data || strncmp(path, data, data_length) != 0) return NULL;
  const char *rest = path + data_length;
  return *rest == '/' || *rest == '\0' ? rest : NULL;
}

static void join(char *into, const char *folder, const char *rest) {
  if (snprintf(into, PATH_MAX, "%s%s", folder, rest) >= PATH_MAX) {
    errno = ENAMETOOLONG;
    give_up("name", rest);
  }
}

static int path_of(int fd, char *into) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, into, PATH_MAX - 1);
  if (length < 0) return 0;
  into[length] = '\0';
  return 1;
}

static void absolute(int folder, const char *path, char *into) {
  char base[PATH_MAX], rest[PATH_MAX];
  if (path[0] == '/') return join(into, "", path);
  if (folder == AT_FDCWD ? !getcwd(base, sizeof base) : !path_of(folder, base)) base[0] = '\0';
  join(rest, "/", path);
  join(into, base, rest);
}

static int is_there(const char *folder, const char *rest) {
  char path[PATH_MAX];
  struct stat status;
  join(path, folder, rest);
  return lstat(path, &status) == 0;
}

static void make_folders(char *path, size_t from) {
  for (char *slash = strchr(path + from + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(path, 0700) != 0 && errno != EEXIST) give_up("mkdir", path);
    *slash = '/';
  }
}

/* All bytes of a file. Never by a second descriptor: closing that would drop the locks that SQLite has on it. */
static void copy_bytes(int from, int to) {
  static char bytes[1 << 16];
  off_t at = 0;
  ssize_t got;
  while ((got = copy_file_range(from, &at, to, NULL, 1 << 30, 0)) > 0) {}
  if (got == 0) return;
  while ((got = pread(from, bytes, sizeof bytes, at)) > 0) {
    if (pwrite(to, bytes, got, at) != got) give_up("write", "the copy");
    at += got;
  }
  if (got < 0) give_up("read", "what was synced");
}

/* What a file holds, or nothing (`from` below 0), becomes `rest` in `folder`, whole. */
static void place(int from, const char *folder, const char *rest) {
  char draft[PATH_MAX], path[PATH_MAX];
  join(draft, pending, "/.draft");
  join(path, folder, rest);
  make_folders(path, strlen(folder));
  int to = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (to < 0) give_up("open", draft);
  if (from >= 0) copy_bytes(from, to);
  close(to);
  if (real_rename(draft, path) != 0) give_up("rename", path);
}

static void file_synced(int fd, const char *rest) {
  int open_mode = fcntl(fd, F_GETFL) & O_ACCMODE;
  int reader = fd;
  if (open_mode == O_WRONLY) {
    /* Node's, which knows no locks. */
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    reader = open(link, O_RDONLY | O_CLOEXEC);
    if (reader < 0) give_up("open", rest);
  }
  int is_named = is_there(image, rest) && !is_there(pending, rest);
  place(reader, is_named ? image : pending, rest);
  if (reader != fd) close(reader);
}

/* The names in a folder are durable: new ones come, with what was synced of them, and the others go. */
static void folder_synced(const char *rest) {
  char path[PATH_MAX], name[PATH_MAX], from[PATH_MAX], to[PATH_MAX];
  struct dirent *entry;
  join(path, data, rest);
  DIR *folder = opendir(path);
  if (!folder) return;
  while ((entry = readdir(folder))) {
    struct stat status;
    snprintf(name, sizeof name, "%s/%s", rest, entry->d_name);
    join(path, data, name);
    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode)) continue;
    join(from, pending, name);
    join(to, image, name);
    make_folders(to, strlen(image));
    if (real_rename(from, to) == 0) continue;
    if (!is_there(image, name)) place(-1, image, name);
  }
  closedir(folder);
  join(path, image, rest);
  folder = opendir(path);
  if (!folder) return;
  while ((entry = readdir(folder))) {
    snprintf(name, sizeof name, "%s/%s", rest, entry->d_name);
    join(path, image, name);
    if (!is_there(data, name)) real_unlink(path);
  }
  closedir(folder);
}

static void synced(int fd) {
  char path[PATH_MAX];
  struct stat status;
  const char *rest = data && path_of(fd, path) ? below(path) : NULL;
  if (!rest || fstat(fd, &status) != 0) return;
  if (S_ISDIR(status.st_mode)) folder_synced(rest);
  else if (status.st_nlink > 0) file_synced(fd, rest);
}

static int sync_with(int (*real)(int), int fd) {
  pthread_mutex_lock(&turn);
  int result = real(fd), error = errno;
  if (result == 0) synced(fd);
  pthread_mutex_unlock(&turn);
  errno = error;
  return result;
}

int fsync(int fd) { return sync_with(real_fsync, fd); }
int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }

static void removed(const char *rest) {
  char path[PATH_MAX];
  join(path, image, rest);
  real_unlink(path);
  join(path, pending, rest);
  real_unlink(path);
}

/* The new name has what was synced under the old one, once its folder is synced; until then the image has what it had. */
static void renamed(const char *from, const char *to) {
  char old[PATH_MAX], next[PATH_MAX];
  join(next, pending, to);
  make_folders(next, strlen(pending));
  real_unlink(next);
  join(old, pending, from);
  if (real_rename(old, next) == 0) return;
  join(old, image, from);
  if (link(old, next) != 0) place(-1, pending, to);
}

static int rename_with(int from_folder, const char *from, int to_folder, const char *to) {
  char old[PATH_MAX], next[PATH_MAX];
  struct stat status;
  pthread_mutex_lock(&turn);
  absolute(from_folder, from, old);
  absolute(to_folder, to, next);
  int result = real_renameat(from_folder, from, to_folder, to), error = errno;
  const char *was = below(old), *is = below(next);
  if (result == 0 && is && lstat(next, &status) == 0 && S_ISREG(status.st_mode)) {
    if (was) renamed(was, is);
    else place(-1, pending, is);
  }
  pthread_mutex_unlock(&turn);
  errno = error;
  return result;
}

int rename(const char *from, const char *to) { return rename_with(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return rename_with(from_folder, from, to_folder, to);
}

static int unlink_with(int folder, const char *path, int flags) {
  char whole[PATH_MAX];
  pthread_mutex_lock(&turn);
  absolute(folder, path, whole);
  int result = real_unlinkat(folder, path, flags), error = errno;
  const char *rest = below(whole);
  if (result == 0 && rest && *rest && !(flags & AT_REMOVEDIR)) removed(rest);
  pthread_mutex_unlock(&turn);
  errno = error;
  return result;
}

int unlink(const char *path) { return unlink_with(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return unlink_with(folder, path, flags); }
