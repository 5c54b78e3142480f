package io.openhavip.gateway.ram;

/**
 * The resources that a statement is about, as {@code acs:product:region:account:resource} or {@code *} for all (RAM's policy
 * structure). Each of the first four parts is matched by itself, so that what a caller writes into one of them never reaches into
 * another; the resource may have colons of its own. Immutable.
 */
record ResourcePattern(String text) {

    private static final int PARTS = 5;
    private static final int REGION = 2;
    private static final String ANY = "*";

    /** Whether it is about some regions only. */
    boolean namesRegion() {
        String[] pattern = text.split(":", PARTS);
        return pattern.length > REGION && !pattern[REGION].equals(ANY);
    }

    /**
     * @param name of a resource, {@code *} for a region that the request leaves open
     * @param openRegionIsAny whether an open region counts as each region: so for what denies
     */
    boolean matches(String name, boolean openRegionIsAny) {
        String[] pattern = text.split(":", PARTS);
        String[] parts = name.split(":", PARTS);
        // One that ends early in a star leaves open what follows.
        boolean endsEarly = pattern.length < parts.length && pattern[pattern.length - 1].equals(ANY);
        if (pattern.length != parts.length && !endsEarly) {
            return false;
        }
        for (int part = 0; part < pattern.length; part++) {
            boolean open = part == REGION && openRegionIsAny && parts[part].equals(ANY);
            if (!open && !Wildcards.match(pattern[part], parts[part])) {
                return false;
            }
        }
        return true;
    }
}
