package io.openhavip.agent.linux;

/** The error numbers that the agent decides by (asm-generic/errno-base.h, the same on every architecture it runs on). */
public final class Errno {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENETDOWN = 100;
    public static final int ENOBUFS = 105;

    private Errno() {}

    static String meaning(int errno) {
        return switch (errno) {
            case EPERM ->
                " (not permitted: CAP_NET_ADMIN and CAP_NET_RAW are needed, CAP_SYS_ADMIN to enter a namespace)";
            case ENOENT -> " (no such object)";
            case EACCES -> " (access denied)";
            case EBUSY -> " (busy)";
            case EEXIST -> " (exists)";
            case ENODEV -> " (no such device)";
            case EINVAL -> " (invalid argument)";
            case ENETDOWN -> " (network is down)";
            case ENOBUFS -> " (messages were lost: receive buffer full)";
            default -> "";
        };
    }
}
