// A disk that forgets: a library preloaded into a process, which notes how to undo whatever the
// process changes below one directory until the process has synced it. Kill the process, undo what
// is noted, and the directory looks as after a loss of power.
//
//   POWERCUT_DIR      the directory to watch; it must exist
//   POWERCUT_JOURNAL  a folder outside of it, on the same file system: `journal` holds the notes,
//                     `graveyard` a hard link of each file whose last name may come back
//
// Every note is written before the change it undoes, in one writev, to a file opened for append.
// A killed process loses nothing that write(2) returned from, so the notes are complete: a note
// without its change is undone to what is there already; a torn note has no change. One lock
// covers a note and its change. fsync runs outside of the lock and settles the notes made before
// it began.
//
// Files and directories are known by inode, found anew for each call from the descriptor, so
// that dup, inheritance, rename and close need no bookkeeping. What the library cannot follow, it
// refuses with the error that programs answer by another way (copy_file_range, sendfile and splice
// into a watched file: EINVAL; rename or link across the border: EXDEV; O_TMPFILE: EOPNOTSUPP).
// What it can neither follow nor refuse it notes for the report: mappings for writing, stdio.
//
// The journal: records of 64 bytes, each followed by names or saved bytes, all numbers in the
// machine's order. Reader: JournalReader.java.
//
// Build: cc -std=c11 -O2 -fPIC -shared -pthread -o libpowercut.so powercut.c -ldl

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if !defined(__linux__) || !defined(__LP64__)
#error "powercut needs a 64-bit Linux"
#endif

// ---- The journal -------------------------------------------------------------------------------

enum kind {
    START = 1,      // the first record of a journal
    CHANGE = 2,     // inode, offset, count, size before; payload: the old bytes from offset on
    SYNC_FILE = 3,  // inode, offset: position in the journal up to which it is durable
    SYNC_DIR = 4,   // inode, offset: the same for the entries of a directory
    SYNC_ALL = 5,   // offset: the same for everything
    DROP = 6,       // offset: the record there needs no undo (it failed, or is durable)
    CREATE = 7,     // inode of the directory; name
    REMOVE = 8,     // inode of the directory, other: inode removed; name
    RENAME = 9,     // inode and other: directories, offset: inode moved, size: inode replaced; names
    FORGET = 10,    // inode: gone for good, its number may be used again
    MAPPED = 11,    // inode; path: a shared mapping for writing
    STDIO = 12,     // path: opened by the C library's own streams
};

enum flag {
    DIRECTORY = 1,  // CREATE, REMOVE: of a directory; RENAME: what is replaced is one
    SHRINK = 2,     // CHANGE: a truncation; whole or not at all
};

struct record {
    uint32_t magic;
    uint32_t kind;
    uint64_t length;  // with the payload
    uint64_t inode;
    uint64_t offset;
    uint64_t count;
    uint64_t size;
    uint64_t other;
    uint32_t flags;
    uint32_t name_length;
};

_Static_assert(sizeof(struct record) == 64, "a record has 64 bytes");

#define MAGIC 0x54554357u  // "WCUT"
#define SAVED_MAX (1ul << 30)
#define JOURNAL_FD_MIN 700

// What a name was taken from, until its directory is synced: of a file a link in the graveyard, of
// a directory an open descriptor, so that no new one gets its inode.
struct grave {
    struct grave *next;
    uint64_t directory;
    uint64_t inode;
    uint64_t position;
    int held;  // -1 for a file
};

static char root[PATH_MAX];
static size_t root_length;
static dev_t root_device;
static char journal_path[PATH_MAX];
static char graveyard_path[PATH_MAX];
static int journal = -1;
static struct grave *graves;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static _Noreturn void die(const char *what, const char *where) {
    dprintf(STDERR_FILENO, "powercut: %s: %s (%s)\n", what, where, strerror(errno));
    syscall(SYS_exit_group, 97);
    __builtin_unreachable();
}

__attribute__((constructor)) static void start(void) {
    const char *directory = getenv("POWERCUT_DIR");
    const char *notes = getenv("POWERCUT_JOURNAL");
    if (directory == NULL || notes == NULL) return;
    char folder[PATH_MAX - 16];
    char resolved[PATH_MAX];
    struct stat status;
    if (realpath(directory, resolved) == NULL) die("POWERCUT_DIR must exist", directory);
    if (realpath(notes, folder) == NULL) die("POWERCUT_JOURNAL must exist", notes);
    if (stat(resolved, &status) != 0) die("cannot look at", resolved);
    snprintf(journal_path, sizeof journal_path, "%s/journal", folder);
    snprintf(graveyard_path, sizeof graveyard_path, "%s/graveyard", folder);
    if (mkdir(graveyard_path, 0700) != 0 && errno != EEXIST) die("cannot create", graveyard_path);
    root_device = status.st_dev;
    root_length = strlen(resolved);
    strcpy(root, resolved);
}

static bool watching(void) { return root_length != 0; }

// Locks this process's threads, then the other processes that share the journal.
static void lock(void) {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    pthread_mutex_lock(&mutex);
    if (journal >= 0 && fcntl(journal, F_SETLKW, &whole) == 0) return;
    int low = syscall(SYS_openat, AT_FDCWD, journal_path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC,
                      0600);
    if (low < 0) die("cannot open the journal", journal_path);
    journal = fcntl(low, F_DUPFD_CLOEXEC, JOURNAL_FD_MIN);
    if (journal < 0) die("no descriptor for the journal", journal_path);
    close(low);
    if (fcntl(journal, F_SETLKW, &whole) != 0) die("cannot lock", journal_path);
}

static void unlock(void) {
    int error = errno;
    struct flock whole = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
    fcntl(journal, F_SETLK, &whole);
    pthread_mutex_unlock(&mutex);
    errno = error;
}

static uint64_t journal_end(void);

// Appends a record with up to two pieces of payload and returns its position.
static uint64_t append(struct record note, const void *first, size_t first_length,
                       const void *second, size_t second_length) {
    uint64_t position = journal_end();
    note.magic = MAGIC;
    note.length = sizeof note + first_length + second_length;
    struct iovec pieces[] = {{&note, sizeof note},
                             {(void *)first, first_length},
                             {(void *)second, second_length}};
    if (syscall(SYS_writev, (long)journal, pieces, 3L) != (long)note.length) {
        die("cannot write the journal", journal_path);
    }
    return position;
}

// The position of the next record. No record stands at 0, so that 0 can mean none.
static uint64_t journal_end(void) {
    struct stat status;
    if (fstat(journal, &status) != 0) die("cannot look at the journal", journal_path);
    if (status.st_size != 0) return status.st_size;
    struct record note = {.magic = MAGIC, .kind = START, .length = sizeof note};
    if (syscall(SYS_write, journal, &note, sizeof note) != (long)sizeof note) {
        die("cannot write the journal", journal_path);
    }
    return sizeof note;
}

// Ends a change: a failed one leaves no note. Returns the result.
static long settle(uint64_t position, long result) {
    int error = errno;
    if (position != 0 && result < 0) {
        append((struct record){.kind = DROP, .offset = position}, NULL, 0, NULL, 0);
    }
    errno = error;
    return result;
}

// ---- What is watched ---------------------------------------------------------------------------

static bool below(const char *path) {
    return strncmp(path, root, root_length) == 0 &&
           (path[root_length] == '/' || path[root_length] == 0);
}

static bool path_of(int fd, char path[PATH_MAX]) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return false;
    path[length] = 0;
    return true;
}

// Whether a descriptor is a file or directory below the root that still has a name.
static bool watched(int fd, struct stat *status) {
    char path[PATH_MAX];
    if (!watching() || fd < 0) return false;
    int error = errno;
    bool result = fstat(fd, status) == 0 && (S_ISREG(status->st_mode) || S_ISDIR(status->st_mode)) &&
                  status->st_dev == root_device && status->st_nlink > 0 && path_of(fd, path) &&
                  below(path);
    errno = error;
    return result;
}

// A directory entry: the directory, opened, and the name in it.
struct place {
    int directory;
    uint64_t inode;
    char name[NAME_MAX + 1];
};

// Finds the place of a path. False where it is not watched, or cannot exist.
static bool locate(int at, const char *path, struct place *place) {
    char parent[PATH_MAX];
    char resolved[PATH_MAX];
    struct stat status;
    if (!watching() || path == NULL) return false;
    size_t end = strnlen(path, PATH_MAX);
    if (end == 0 || end == PATH_MAX) return false;
    while (end > 1 && path[end - 1] == '/') end--;
    size_t begin = end;
    while (begin > 0 && path[begin - 1] != '/') begin--;
    if (end - begin == 0 || end - begin > NAME_MAX) return false;
    memcpy(place->name, path + begin, end - begin);
    place->name[end - begin] = 0;
    if (strcmp(place->name, ".") == 0 || strcmp(place->name, "..") == 0) return false;
    memcpy(parent, path, begin);
    parent[begin] = 0;
    int error = errno;
    place->directory = syscall(SYS_openat, at, begin == 0 ? "." : parent,
                               O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (place->directory < 0) {
        errno = error;
        return false;
    }
    bool found = fstat(place->directory, &status) == 0 && status.st_dev == root_device &&
                 path_of(place->directory, resolved) && below(resolved);
    place->inode = status.st_ino;
    if (!found) close(place->directory);
    errno = error;
    return found;
}

static void leave(const struct place *place) {
    int error = errno;
    close(place->directory);
    errno = error;
}

static bool look(const struct place *place, struct stat *status) {
    int error = errno;
    bool found = fstatat(place->directory, place->name, status, AT_SYMLINK_NOFOLLOW) == 0;
    errno = error;
    return found;
}

// ---- Notes -------------------------------------------------------------------------------------

// Notes the old bytes of a range that is going to change. `reader` is closed.
static uint64_t note_change(const struct stat *status, off_t offset, uint64_t count,
                            uint32_t flags, int reader) {
    uint64_t size = status->st_size;
    uint64_t saved = 0;
    char *bytes = NULL;
    if (count != 0 && (uint64_t)offset < size) {
        saved = size - offset < count ? size - offset : count;
        bytes = saved > SAVED_MAX ? NULL : malloc(saved);
        if (bytes == NULL || reader < 0) die("cannot save old bytes", journal_path);
        for (uint64_t done = 0; done < saved;) {
            ssize_t read = pread(reader, bytes + done, saved - done, offset + done);
            if (read <= 0) die("cannot read old bytes", journal_path);
            done += read;
        }
    }
    if (reader >= 0) close(reader);
    struct record note = {.kind = CHANGE, .inode = status->st_ino, .offset = offset,
                          .count = count, .size = size, .flags = flags};
    uint64_t position = append(note, bytes, saved, NULL, 0);
    free(bytes);
    return position;
}

// A second descriptor of the same file that can be read: the first may be write-only or O_DIRECT.
static int reader_of(int fd) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    return syscall(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC);
}

static uint64_t note_entry(enum kind kind, const struct place *place, bool directory,
                           uint64_t other) {
    struct record note = {.kind = kind, .inode = place->inode, .other = other,
                          .flags = directory ? DIRECTORY : 0,
                          .name_length = strlen(place->name)};
    return append(note, place->name, note.name_length, NULL, 0);
}

static void note_path(enum kind kind, uint64_t inode, const char *path) {
    struct record note = {.kind = kind, .inode = inode, .name_length = strlen(path)};
    lock();
    append(note, path, note.name_length, NULL, 0);
    unlock();
}

static void grave_of(uint64_t position, char path[PATH_MAX]) {
    if (snprintf(path, PATH_MAX, "%s/%lu", graveyard_path, (unsigned long)position) >= PATH_MAX) {
        die("path too long", graveyard_path);
    }
}

// Keeps what loses its name alive, under the position of the note that is about to be written.
static void bury(const struct place *place, uint64_t inode, bool directory) {
    char path[PATH_MAX];
    struct grave *grave = malloc(sizeof *grave);
    if (grave == NULL) die("no memory for", place->name);
    *grave = (struct grave){graves, place->inode, inode, journal_end(), -1};
    grave_of(grave->position, path);
    if (directory) {
        grave->held = syscall(SYS_openat, place->directory, place->name,
                              O_PATH | O_DIRECTORY | O_CLOEXEC);
    } else if (syscall(SYS_linkat, place->directory, place->name, AT_FDCWD, path, 0) != 0) {
        die("cannot keep a link, is the journal on the same file system", path);
    }
    graves = grave;
}

static void release(const struct grave *grave) {
    char path[PATH_MAX];
    struct stat status;
    if (grave->held >= 0) {
        close(grave->held);
        return;
    }
    grave_of(grave->position, path);
    if (lstat(path, &status) == 0 && status.st_nlink == 1) {
        append((struct record){.kind = FORGET, .inode = grave->inode}, NULL, 0, NULL, 0);
    }
    syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

// Lets go what was removed from this directory for good; with a directory also what was removed
// from it before.
static void release_graves(uint64_t directory, uint64_t position) {
    for (struct grave **link = &graves; *link != NULL;) {
        struct grave *grave = *link;
        if (grave->directory != directory || grave->position >= position) {
            link = &grave->next;
            continue;
        }
        *link = grave->next;
        release(grave);
        if (grave->held >= 0) {
            release_graves(grave->inode, grave->position);
            link = &graves;
        }
        free(grave);
    }
}

// ---- Opening and writing -----------------------------------------------------------------------

static uint64_t note_open(const struct place *place, int flags) {
    struct stat status;
    if (!look(place, &status)) {
        return (flags & O_CREAT) ? note_entry(CREATE, place, false, 0) : 0;
    }
    bool truncates = (flags & O_TRUNC) && !((flags & O_CREAT) && (flags & O_EXCL)) &&
                     (flags & O_ACCMODE) != O_RDONLY;
    if (!truncates || !S_ISREG(status.st_mode) || status.st_size == 0) return 0;
    int reader = syscall(SYS_openat, place->directory, place->name, O_RDONLY | O_CLOEXEC);
    return note_change(&status, 0, status.st_size, SHRINK, reader);
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
    struct place place;
    bool unnamed = (flags & O_TMPFILE) == O_TMPFILE;
    if (!(flags & (O_CREAT | O_TRUNC)) && !unnamed) {
        return syscall(SYS_openat, at, path, flags, mode);
    }
    if (!locate(at, path, &place)) return syscall(SYS_openat, at, path, flags, mode);
    if (unnamed) {
        leave(&place);
        errno = EOPNOTSUPP;
        return -1;
    }
    lock();
    uint64_t position = note_open(&place, flags);
    int fd = settle(position, syscall(SYS_openat, at, path, flags, mode));
    unlock();
    leave(&place);
    return fd;
}

#define MODE_ARGUMENT(flags, mode)                                \
    mode_t mode = 0;                                              \
    if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
        va_list arguments;                                        \
        va_start(arguments, flags);                               \
        mode = va_arg(arguments, mode_t);                         \
        va_end(arguments);                                        \
    }

int open(const char *path, int flags, ...) {
    MODE_ARGUMENT(flags, mode)
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_ARGUMENT(flags, mode)
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
    MODE_ARGUMENT(flags, mode)
    return open_at(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
    MODE_ARGUMENT(flags, mode)
    return open_at(at, path, flags, mode);
}

// What the headers call where _FORTIFY_SOURCE is on.
int __open_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
int __openat_2(int at, const char *path, int flags) { return open_at(at, path, flags, 0); }
int __openat64_2(int at, const char *path, int flags) { return open_at(at, path, flags, 0); }

int creat(const char *path, mode_t mode) {
    return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *path, mode_t mode) { return creat(path, mode); }

// Streams write past this library: their file's name is followed, its bytes are only reported.
static FILE *open_stream(const char *name, const char *path, const char *mode) {
    struct place place;
    FILE *(*real)(const char *, const char *) =
        (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, name);
    if (strpbrk(mode, "wa+") != NULL && locate(AT_FDCWD, path, &place)) {
        leave(&place);
        note_path(STDIO, 0, path);
        int flags = mode[0] == 'w' ? O_CREAT | O_TRUNC : mode[0] == 'a' ? O_CREAT : 0;
        if (flags != 0 && strchr(mode, 'x') == NULL) {
            int fd = open_at(AT_FDCWD, path, flags | O_WRONLY | O_CLOEXEC, 0666);
            if (fd < 0) return NULL;
            close(fd);
        }
    }
    return real(path, mode);
}

FILE *fopen(const char *path, const char *mode) { return open_stream("fopen", path, mode); }
FILE *fopen64(const char *path, const char *mode) { return open_stream("fopen64", path, mode); }

FILE *fdopen(int fd, const char *mode) {
    struct stat status;
    char path[PATH_MAX];
    FILE *(*real)(int, const char *) = (FILE * (*)(int, const char *)) dlsym(RTLD_NEXT, "fdopen");
    if (strpbrk(mode, "wa+") != NULL && watched(fd, &status) && path_of(fd, path)) {
        note_path(STDIO, status.st_ino, path);
    }
    return real(fd, mode);
}

#define CURRENT (-1)

// Notes a write and holds the lock until after_write. 0 where the file is not watched.
static uint64_t before_write(int fd, off_t offset, size_t count) {
    struct stat status;
    if (count == 0 || !watched(fd, &status) || !S_ISREG(status.st_mode)) return 0;
    lock();
    if (fstat(fd, &status) != 0) die("cannot look at a file", "write");
    if (fcntl(fd, F_GETFL) & O_APPEND) {
        offset = status.st_size;
    } else if (offset == CURRENT) {
        offset = lseek(fd, 0, SEEK_CUR);
    }
    int reader = offset < status.st_size ? reader_of(fd) : -1;
    return note_change(&status, offset, count, 0, reader);
}

static ssize_t after_write(uint64_t position, int fd, ssize_t result) {
    if (position == 0) return result;
    int error = errno;
    if (result < 0 || (fcntl(fd, F_GETFL) & O_DSYNC)) {
        append((struct record){.kind = DROP, .offset = position}, NULL, 0, NULL, 0);
    }
    unlock();
    errno = error;
    return result;
}

static size_t total(const struct iovec *pieces, int count) {
    size_t sum = 0;
    for (int i = 0; i < count; i++) sum += pieces[i].iov_len;
    return sum;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    uint64_t position = before_write(fd, CURRENT, count);
    return after_write(position, fd, syscall(SYS_write, fd, bytes, count));
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    uint64_t position = before_write(fd, offset, count);
    return after_write(position, fd, syscall(SYS_pwrite64, fd, bytes, count, offset));
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    return pwrite(fd, bytes, count, offset);
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
    uint64_t position = before_write(fd, CURRENT, total(pieces, count));
    return after_write(position, fd, syscall(SYS_writev, (long)fd, pieces, (long)count));
}

ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset) {
    uint64_t position = before_write(fd, offset, total(pieces, count));
    return after_write(position, fd,
                       syscall(SYS_pwritev, (long)fd, pieces, (long)count, offset, 0L));
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off64_t offset) {
    return pwritev(fd, pieces, count, offset);
}

ssize_t pwritev2(int fd, const struct iovec *pieces, int count, off_t offset, int flags) {
    struct stat status;
    if (watched(fd, &status) && flags != 0) {
        errno = EOPNOTSUPP;
        return -1;
    }
    if (flags == 0) {
        return offset == -1 ? writev(fd, pieces, count) : pwritev(fd, pieces, count, offset);
    }
    return syscall(SYS_pwritev2, (long)fd, pieces, (long)count, offset, 0L, flags);
}

ssize_t pwritev64v2(int fd, const struct iovec *pieces, int count, off64_t offset, int flags) {
    return pwritev2(fd, pieces, count, offset, flags);
}

// ---- Sizes -------------------------------------------------------------------------------------

int ftruncate(int fd, off_t length) {
    struct stat status;
    if (!watched(fd, &status)) return syscall(SYS_ftruncate, fd, length);
    lock();
    uint64_t position = 0;
    if (fstat(fd, &status) == 0 && length >= 0 && length != status.st_size) {
        bool shrinks = length < status.st_size;
        off_t begin = shrinks ? length : status.st_size;
        off_t end = shrinks ? status.st_size : length;
        position = note_change(&status, begin, end - begin, shrinks ? SHRINK : 0,
                               shrinks ? reader_of(fd) : -1);
    }
    int result = settle(position, syscall(SYS_ftruncate, fd, length));
    unlock();
    return result;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

int truncate(const char *path, off_t length) {
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    int result = ftruncate(fd, length);
    int error = errno;
    close(fd);
    errno = error;
    return result;
}

int truncate64(const char *path, off64_t length) { return truncate(path, length); }

// Allocation alone changes nothing that can be read; the rest is a write of zeros.
int fallocate(int fd, int mode, off_t offset, off_t count) {
    struct stat status;
    const int followed = FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE;
    const int zeroing = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE;
    if (mode == FALLOC_FL_KEEP_SIZE || !watched(fd, &status)) {
        return syscall(SYS_fallocate, fd, mode, offset, count);
    }
    if ((mode & ~followed) != 0) {
        errno = EOPNOTSUPP;
        return -1;
    }
    lock();
    uint64_t position = 0;
    if (fstat(fd, &status) == 0 && offset >= 0 && count > 0) {
        bool zeroes = (mode & zeroing) != 0 && offset < status.st_size;
        if (zeroes) {
            position = note_change(&status, offset, count, 0, reader_of(fd));
        } else if (!(mode & FALLOC_FL_KEEP_SIZE) && offset + count > status.st_size) {
            off_t grown = offset + count - status.st_size;
            position = note_change(&status, status.st_size, grown, 0, -1);
        }
    }
    int result = settle(position, syscall(SYS_fallocate, fd, mode, offset, count));
    unlock();
    return result;
}

int fallocate64(int fd, int mode, off64_t offset, off64_t count) {
    return fallocate(fd, mode, offset, count);
}

int posix_fallocate(int fd, off_t offset, off_t count) {
    int error = errno;
    int result = fallocate(fd, 0, offset, count) == 0 ? 0 : errno;
    errno = error;
    return result;
}

int posix_fallocate64(int fd, off64_t offset, off64_t count) {
    return posix_fallocate(fd, offset, count);
}

// ---- What moves bytes without a write ----------------------------------------------------------

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
    struct stat status;
    char path[PATH_MAX];
    void *mapping = (void *)syscall(SYS_mmap, address, length, (long)protection, (long)flags,
                                    (long)fd, offset);
    if (mapping != MAP_FAILED && (flags & 0x03) != MAP_PRIVATE && (protection & PROT_WRITE) &&
        !(flags & MAP_ANONYMOUS) && watched(fd, &status) && path_of(fd, path)) {
        note_path(MAPPED, status.st_ino, path);
    }
    return mapping;
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) {
    return mmap(address, length, protection, flags, fd, offset);
}

static bool refused(int fd) {
    struct stat status;
    if (!watched(fd, &status)) return false;
    errno = EINVAL;
    return true;
}

ssize_t copy_file_range(int source, off64_t *from, int target, off64_t *to, size_t count,
                        unsigned flags) {
    if (refused(target)) return -1;
    return syscall(SYS_copy_file_range, source, from, target, to, count, flags);
}

ssize_t sendfile(int target, int source, off_t *offset, size_t count) {
    if (refused(target)) return -1;
    return syscall(SYS_sendfile, target, source, offset, count);
}

ssize_t sendfile64(int target, int source, off64_t *offset, size_t count) {
    return sendfile(target, source, offset, count);
}

ssize_t splice(int source, off64_t *from, int target, off64_t *to, size_t count, unsigned flags) {
    if (refused(target)) return -1;
    return syscall(SYS_splice, source, from, target, to, count, flags);
}

// ---- Syncing -----------------------------------------------------------------------------------

static int synced(int fd, long call) {
    struct stat status;
    if (!watched(fd, &status)) return syscall(call, fd);
    lock();
    uint64_t position = journal_end();
    unlock();
    int result = syscall(call, fd);
    if (result != 0) return result;
    lock();
    enum kind kind = S_ISDIR(status.st_mode) ? SYNC_DIR : SYNC_FILE;
    append((struct record){.kind = kind, .inode = status.st_ino, .offset = position}, NULL, 0,
           NULL, 0);
    if (kind == SYNC_DIR) release_graves(status.st_ino, position);
    unlock();
    return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int synced_all(int fd) {
    if (!watching()) return fd < 0 ? syscall(SYS_sync) : syscall(SYS_syncfs, fd);
    struct stat status;
    bool ours = fd < 0 || (fstat(fd, &status) == 0 && status.st_dev == root_device);
    lock();
    uint64_t position = journal_end();
    unlock();
    int result = fd < 0 ? syscall(SYS_sync) : syscall(SYS_syncfs, fd);
    if (result == 0 && ours) {
        lock();
        append((struct record){.kind = SYNC_ALL, .offset = position}, NULL, 0, NULL, 0);
        unlock();
    }
    return result;
}

void sync(void) { synced_all(-1); }
int syncfs(int fd) { return synced_all(fd); }

// sync_file_range promises nothing after a loss of power, and msync speaks of mappings, which are
// reported already: neither settles a note, so neither is replaced.

// ---- Names -------------------------------------------------------------------------------------

static int refuse_crossing(const struct place *place) {
    leave(place);
    errno = EXDEV;
    return -1;
}

static long note_rename(const struct place *source, const struct place *target) {
    struct stat moved;
    struct stat replaced;
    if (!look(source, &moved)) return 0;
    bool replaces = look(target, &replaced);
    if (replaces && replaced.st_ino == moved.st_ino) return 0;
    bool directory = replaces && S_ISDIR(replaced.st_mode);
    if (replaces) bury(target, replaced.st_ino, directory);
    struct record note = {.kind = RENAME, .inode = source->inode, .other = target->inode,
                          .offset = moved.st_ino, .size = replaces ? replaced.st_ino : 0,
                          .flags = directory ? DIRECTORY : 0,
                          .name_length = strlen(source->name)};
    return append(note, source->name, note.name_length, target->name, strlen(target->name));
}

int renameat2(int source_at, const char *source_path, int target_at, const char *target_path,
              unsigned flags) {
    struct place source;
    struct place target;
    bool from = locate(source_at, source_path, &source);
    bool to = locate(target_at, target_path, &target);
    if (!from && !to) {
        return syscall(SYS_renameat2, source_at, source_path, target_at, target_path, flags);
    }
    if (from != to) return refuse_crossing(from ? &source : &target);
    int result = -1;
    if (flags & ~RENAME_NOREPLACE) {
        errno = EINVAL;
    } else {
        struct stat status;
        lock();
        bool taken = (flags & RENAME_NOREPLACE) && look(&target, &status);
        uint64_t position = taken ? 0 : note_rename(&source, &target);
        result = settle(position, syscall(SYS_renameat2, source_at, source_path, target_at,
                                          target_path, flags));
        unlock();
    }
    leave(&source);
    leave(&target);
    return result;
}

int renameat(int source_at, const char *source, int target_at, const char *target) {
    return renameat2(source_at, source, target_at, target, 0);
}

int rename(const char *source, const char *target) {
    return renameat2(AT_FDCWD, source, AT_FDCWD, target, 0);
}

int unlinkat(int at, const char *path, int flags) {
    struct place place;
    struct stat status;
    if (!locate(at, path, &place)) return syscall(SYS_unlinkat, at, path, flags);
    lock();
    uint64_t position = 0;
    bool directory = (flags & AT_REMOVEDIR) != 0;
    if (look(&place, &status) && S_ISDIR(status.st_mode) == directory) {
        bury(&place, status.st_ino, directory);
        position = note_entry(REMOVE, &place, directory, status.st_ino);
    }
    int result = settle(position, syscall(SYS_unlinkat, at, path, flags));
    unlock();
    leave(&place);
    return result;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int remove(const char *path) {
    struct stat status;
    bool directory = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
    return unlinkat(AT_FDCWD, path, directory ? AT_REMOVEDIR : 0);
}

// A new name: `place` is where it appears. The caller runs the call between these two.
static uint64_t before_entry(const struct place *place, bool directory) {
    struct stat status;
    lock();
    return look(place, &status) ? 0 : note_entry(CREATE, place, directory, 0);
}

static int after_entry(uint64_t position, const struct place *place, int result) {
    settle(position, result);
    unlock();
    leave(place);
    return result;
}

int mkdirat(int at, const char *path, mode_t mode) {
    struct place place;
    if (!locate(at, path, &place)) return syscall(SYS_mkdirat, at, path, mode);
    uint64_t position = before_entry(&place, true);
    return after_entry(position, &place, syscall(SYS_mkdirat, at, path, mode));
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int symlinkat(const char *content, int at, const char *path) {
    struct place place;
    if (!locate(at, path, &place)) return syscall(SYS_symlinkat, content, at, path);
    uint64_t position = before_entry(&place, false);
    return after_entry(position, &place, syscall(SYS_symlinkat, content, at, path));
}

int symlink(const char *content, const char *path) { return symlinkat(content, AT_FDCWD, path); }

// A link into the watched directory must not bring a file with it whose changes went unnoticed.
int linkat(int source_at, const char *source_path, int target_at, const char *target_path,
           int flags) {
    struct place source;
    struct place target;
    bool from = locate(source_at, source_path, &source);
    if (from) leave(&source);
    if (!locate(target_at, target_path, &target)) {
        return syscall(SYS_linkat, source_at, source_path, target_at, target_path, flags);
    }
    if (!from) return refuse_crossing(&target);
    uint64_t position = before_entry(&target, false);
    return after_entry(position, &target, syscall(SYS_linkat, source_at, source_path, target_at,
                                                  target_path, flags));
}

int link(const char *source, const char *target) {
    return linkat(AT_FDCWD, source, AT_FDCWD, target, 0);
}
