package io.openhavip.agent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few C library functions that the agent needs, through the Foreign Function and Memory API. Each returns what the function
 * returns, or the negative error number, so that a hot loop needs no exception for EAGAIN. Stateless and thread-safe.
 */
final class Libc {

    static final int CLONE_FS = 0x200;
    static final int CLONE_NEWNS = 0x20000;
    static final int CLONE_NEWNET = 0x40000000;
    static final int O_RDONLY_CLOEXEC = 0x80000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final AddressLayout POINTER = ADDRESS;
    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CALL_STATE));

    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, POINTER, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, POINTER, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            function("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, POINTER, POINTER);
    private static final MethodHandle SENDTO =
            function("sendto", JAVA_LONG, JAVA_INT, POINTER, JAVA_LONG, JAVA_INT, POINTER, JAVA_INT);
    private static final MethodHandle RECVMSG = function("recvmsg", JAVA_LONG, JAVA_INT, POINTER, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle SETNS = function("setns", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle UNSHARE = function("unshare", JAVA_INT, JAVA_INT);
    private static final MethodHandle MOUNT =
            function("mount", JAVA_INT, POINTER, POINTER, POINTER, JAVA_LONG, POINTER);
    private static final MethodHandle OPEN = variadicOpen();
    private static final MethodHandle SYSTEM_CALL = variadicSystemCall();

    private Libc() {}

    static int socket(int domain, int type, int protocol) {
        try {
            return orError((int) SOCKET.invokeExact(STATE.get(), domain, type, protocol));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int bind(int descriptor, MemorySegment address) {
        try {
            return orError((int) BIND.invokeExact(STATE.get(), descriptor, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int setSocketOption(int descriptor, int level, int option, MemorySegment value) {
        try {
            return orError((int)
                    SETSOCKOPT.invokeExact(STATE.get(), descriptor, level, option, value, (int) value.byteSize()));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int getSocketOption(int descriptor, int level, int option, MemorySegment value, MemorySegment length) {
        try {
            return orError((int) GETSOCKOPT.invokeExact(STATE.get(), descriptor, level, option, value, length));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long sendTo(int descriptor, MemorySegment data, long length, MemorySegment address) {
        try {
            return orError((long)
                    SENDTO.invokeExact(STATE.get(), descriptor, data, length, 0, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long receiveMessage(int descriptor, MemorySegment messageHeader, int flags) {
        try {
            return orError((long) RECVMSG.invokeExact(STATE.get(), descriptor, messageHeader, flags));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int close(int descriptor) {
        try {
            return orError((int) CLOSE.invokeExact(STATE.get(), descriptor));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int setNamespace(int descriptor, int kind) {
        try {
            return orError((int) SETNS.invokeExact(STATE.get(), descriptor, kind));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return orError((int) OPEN.invokeExact(STATE.get(), arena.allocateFrom(path), flags));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int unshare(int kinds) {
        try {
            return orError((int) UNSHARE.invokeExact(STATE.get(), kinds));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int mount(String source, String target, String type, long flags, String data) {
        try (Arena arena = Arena.ofConfined()) {
            return orError((int) MOUNT.invokeExact(
                    STATE.get(),
                    arena.allocateFrom(source),
                    arena.allocateFrom(target),
                    arena.allocateFrom(type),
                    flags,
                    arena.allocateFrom(data)));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** A system call that the C library has no function for, with up to five arguments. */
    static long systemCall(
            long number, long first, MemorySegment second, long third, MemorySegment fourth, long fifth) {
        try {
            return orError((long) SYSTEM_CALL.invokeExact(STATE.get(), number, first, second, third, fourth, fifth));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadicOpen() {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("open"),
                FunctionDescriptor.of(JAVA_INT, POINTER, JAVA_INT),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(2));
    }

    private static MethodHandle variadicSystemCall() {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, POINTER, JAVA_LONG, POINTER, JAVA_LONG),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(1));
    }

    private static int orError(int result) {
        return result == -1 ? -errno() : result;
    }

    private static long orError(long result) {
        return result == -1 ? -errno() : result;
    }

    private static int errno() {
        return (int) ERRNO.get(STATE.get(), 0L);
    }

    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException("a call into the C library could not be made", e);
    }
}
