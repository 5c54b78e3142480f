package io.openhavip.gateway.directory;

/** A change that what there is does not allow. */
public final class DirectoryConflict extends RuntimeException {

    private final String code;

    DirectoryConflict(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** For programs; RAM's own where it has one. */
    public String code() {
        return code;
    }
}
