package io.openhavip.standalone.demo;

/** The story did not go as it should; the message says where. */
final class DemoFailed extends RuntimeException {

    DemoFailed(String message) {
        super(message);
    }
}
