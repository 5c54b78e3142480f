package io.openhavip.standalone.bench;

/**
 * What a ratio must reach, or a figure that stands alone.
 *
 * @param sense which side of the bar is good
 * @param ratio figure over its limit; of a figure that stands alone, its value in its unit
 */
record Bar(Sense sense, double ratio) {

    /** Which side of the bar is good. */
    enum Sense {
        AT_LEAST,
        AT_MOST
    }

    static Bar atLeast(double ratio) {
        return new Bar(Sense.AT_LEAST, ratio);
    }

    static Bar atMost(double ratio) {
        return new Bar(Sense.AT_MOST, ratio);
    }

    boolean isMetBy(double reached) {
        return switch (sense) {
            case AT_LEAST -> reached >= ratio;
            case AT_MOST -> reached <= ratio;
        };
    }

    @Override
    public String toString() {
        return (sense == Sense.AT_LEAST ? "at least " : "at most ") + ratio;
    }
}
