package io.openhavip.eventing.consume;

/** Another replica handled the same record at the same time and was faster; a second look shows what it did. */
final class Overtaken extends RuntimeException {

    Overtaken(String consumer) {
        super("another replica was faster as " + consumer, null, false, false);
    }
}
