package io.openhavip.agent.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Mounts that only one thread, and the processes that it starts, can see: a mount namespace of its own, which the kernel takes away
 * with everything in it when the last of them has ended. Nothing of it appears in the host's mount table. Confined to the thread
 * that {@link #call} gives it to.
 */
public final class PrivateMounts {

    private static final long MS_RDONLY = 1;
    private static final long MS_NOSUID = 2;
    private static final long MS_NODEV = 4;
    private static final long MS_REMOUNT = 32;
    private static final long MS_BIND = 4096;
    private static final long MS_REC = 16384;
    private static final long MS_PRIVATE = 1 << 18;

    private static final long OPEN_TREE = 428;
    private static final long MOVE_MOUNT = 429;
    private static final long MOUNT_SETATTR = 442;
    private static final long AT_FDCWD = -100;
    private static final long AT_EMPTY_PATH = 0x1000;
    private static final long OPEN_TREE_CLONE_CLOEXEC = 0x80001;
    private static final long MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final long MOUNT_ATTR_RDONLY = 1;
    private static final long MOUNT_ATTR_NODEV = 4;
    private static final long MOUNT_ATTR_IDMAP = 0x100000;
    private static final long MOUNT_ATTR_BYTES = 32;

    private PrivateMounts() {}

    /** Something to do with mounts of one's own. */
    @FunctionalInterface
    public interface Action<T> {
        T run(PrivateMounts mounts) throws IOException;
    }

    /**
     * Runs {@code action} on a thread with its own copy of the host's mounts and waits for it.
     *
     * @throws IOException what the action threw, or why there is no such namespace (CAP_SYS_ADMIN is needed)
     */
    public static <T> T call(Action<T> action) throws IOException {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().name("private-mounts").daemon().start(() -> {
            try {
                check("unshare mounts", Libc.unshare(Libc.CLONE_FS | Libc.CLONE_NEWNS));
                check("make mounts private", Libc.mount("none", "/", "", MS_REC | MS_PRIVATE, ""));
                result.set(action.run(new PrivateMounts()));
            } catch (IOException | RuntimeException e) {
                failure.set(e);
            }
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while mounting", e);
        }
        if (failure.get() != null) {
            throw new IOException(failure.get().getMessage(), failure.get());
        }
        return result.get();
    }

    /** Shows {@code source} at {@code target} too, without devices. */
    public void bind(Path source, Path target) throws IOException {
        check("bind " + target, Libc.mount(source.toString(), target.toString(), "", MS_BIND, ""));
        remount(target, MS_NODEV);
    }

    /** Shows {@code source} at {@code target}, not to be written. */
    public void bindReadOnly(Path source, Path target) throws IOException {
        check("bind " + target, Libc.mount(source.toString(), target.toString(), "", MS_BIND, ""));
        remount(target, MS_RDONLY | MS_NOSUID | MS_NODEV);
    }

    /** Lays a writable {@code upper} over {@code lower}; {@code work} is an empty directory beside {@code upper}. */
    public void overlay(Path lower, Path upper, Path work, Path target) throws IOException {
        check(
                "mount overlay " + target,
                Libc.mount(
                        "overlay",
                        target.toString(),
                        "overlay",
                        MS_NODEV,
                        "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + work));
    }

    /**
     * Shows {@code source} at {@code target}, not to be written, with its owners moved as a user namespace maps them: what the host's
     * root owns there is owned by the namespace's.
     *
     * @param processId a process in that user namespace
     */
    public void mapped(Path source, Path target, long processId) throws IOException {
        int users =
                (int) check("open user namespace", Libc.open("/proc/" + processId + "/ns/user", Libc.O_RDONLY_CLOEXEC));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment empty = arena.allocateFrom("");
            int tree = (int) check(
                    "open_tree " + source,
                    Libc.systemCall(
                            OPEN_TREE,
                            AT_FDCWD,
                            arena.allocateFrom(source.toString()),
                            OPEN_TREE_CLONE_CLOEXEC,
                            MemorySegment.NULL,
                            0));
            try {
                MemorySegment attributes = arena.allocate(MOUNT_ATTR_BYTES, 8);
                attributes.set(JAVA_LONG, 0, MOUNT_ATTR_IDMAP | MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV);
                attributes.set(JAVA_LONG, 24, users);
                check(
                        "mount_setattr " + source,
                        Libc.systemCall(MOUNT_SETATTR, tree, empty, AT_EMPTY_PATH, attributes, MOUNT_ATTR_BYTES));
                check(
                        "move_mount " + target,
                        Libc.systemCall(
                                MOVE_MOUNT,
                                tree,
                                empty,
                                AT_FDCWD,
                                arena.allocateFrom(target.toString()),
                                MOVE_MOUNT_F_EMPTY_PATH));
            } finally {
                Libc.close(tree);
            }
        } finally {
            Libc.close(users);
        }
    }

    private static void remount(Path target, long flags) throws IOException {
        check("remount " + target, Libc.mount("none", target.toString(), "", MS_REMOUNT | MS_BIND | flags, ""));
    }

    private static long check(String call, long result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, (int) -result);
        }
        return result;
    }
}
