package io.openhavip.agent.linux;

import java.io.IOException;

/** A system call, or a netlink request, that the kernel refused. */
public final class SystemCallException extends IOException {

    private final int errno;

    public SystemCallException(String call, int errno) {
        super(call + " failed: errno " + errno + Errno.meaning(errno));
        this.errno = errno;
    }

    /** The kernel's error number, positive. */
    public int errno() {
        return errno;
    }
}
