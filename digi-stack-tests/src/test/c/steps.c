// Runs steps on files, one an argument, then kills itself with signal 9. A step is a verb and its
// operands, separated by colons; files are named relative to the current directory. Descriptors
// stay open until the end, as in a database. A step that fails prints its name and errno.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define OPERANDS_MAX 4

static char *operand[OPERANDS_MAX];

static int file(int flags) { return open(operand[1], O_WRONLY | O_CREAT | flags, 0644); }

static int put(int fd, const char *text) {
    size_t length = strlen(text);
    return fd >= 0 && write(fd, text, length) == (ssize_t)length ? 0 : -1;
}

static int put_at(int fd, const char *offset, const char *text) {
    size_t length = strlen(text);
    return pwrite(fd, text, length, atol(offset)) == (ssize_t)length ? 0 : -1;
}

static int put_pieces(int fd, char *first, char *second) {
    struct iovec pieces[] = {{first, strlen(first)}, {second, strlen(second)}};
    return writev(fd, pieces, 2) > 0 ? 0 : -1;
}

// Fills whole sectors with a letter.
static int fill(int fd, const char *sectors, char letter) {
    size_t length = atol(sectors) * 512;
    char *bytes = malloc(length);
    memset(bytes, letter, length);
    return pwrite(fd, bytes, length, 0) == (ssize_t)length ? 0 : -1;
}

static int map(void) {
    char *bytes = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, open(operand[1], O_RDWR), 0);
    return bytes == MAP_FAILED ? -1 : 0;
}

static int stream(void) {
    FILE *out = fopen(operand[1], "w");
    return out != NULL && fputs(operand[2], out) >= 0 && fflush(out) == 0 ? 0 : -1;
}

static int copy(void) {
    return copy_file_range(open(operand[1], O_RDONLY), NULL, open(operand[2], O_WRONLY), NULL, 1,
                           0) < 0 ? -1 : 0;
}

static int step(void) {
    const char *verb = operand[0];
    if (!strcmp(verb, "append")) return put(file(O_APPEND), operand[2]);
    if (!strcmp(verb, "pieces")) return put_pieces(file(O_APPEND), operand[2], operand[3]);
    if (!strcmp(verb, "rewrite")) return put(file(O_TRUNC), operand[2]);
    if (!strcmp(verb, "durable")) return put(file(O_APPEND | O_DSYNC), operand[2]);
    if (!strcmp(verb, "dup")) return put(dup(file(O_APPEND)), operand[2]);
    if (!strcmp(verb, "pwrite")) return put_at(file(0), operand[2], operand[3]);
    if (!strcmp(verb, "fill")) return fill(file(0), operand[2], operand[3][0]);
    if (!strcmp(verb, "truncate")) return ftruncate(file(0), atol(operand[2]));
    if (!strcmp(verb, "allocate")) return fallocate(file(0), 0, 0, atol(operand[2]));
    if (!strcmp(verb, "punch")) {
        return fallocate(file(0), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, atol(operand[2]),
                         atol(operand[3]));
    }
    if (!strcmp(verb, "fsync")) return fsync(open(operand[1], O_RDONLY));
    if (!strcmp(verb, "fdatasync")) return fdatasync(file(0));
    if (!strcmp(verb, "rename")) return rename(operand[1], operand[2]);
    if (!strcmp(verb, "unlink")) return unlink(operand[1]);
    if (!strcmp(verb, "remove")) return remove(operand[1]);
    if (!strcmp(verb, "mkdir")) return mkdir(operand[1], 0755);
    if (!strcmp(verb, "rmdir")) return rmdir(operand[1]);
    if (!strcmp(verb, "link")) return link(operand[1], operand[2]);
    if (!strcmp(verb, "map")) return map();
    if (!strcmp(verb, "stream")) return stream();
    if (!strcmp(verb, "copy")) return copy();
    errno = ENOSYS;
    return -1;
}

int main(int count, char **arguments) {
    for (int i = 1; i < count; i++) {
        char *rest = arguments[i];
        for (int k = 0; k < OPERANDS_MAX; k++) operand[k] = rest ? strsep(&rest, ":") : "";
        if (step() != 0) {
            printf("%s %s: %s\n", operand[0], operand[1], strerrorname_np(errno));
            fflush(stdout);
        }
    }
    raise(SIGKILL);
}
