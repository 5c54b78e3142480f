package io.openhavip.service.api;

/**
 * A page of a listing.
 *
 * @param number from 1
 * @param size most items on it
 */
public record Paging(int number, int size) {

    public static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 100_000;

    /** @throws io.openhavip.contracts.Refusal {@code InvalidParameter} if either is out of bounds */
    public static Paging of(int pageNumber, int pageSize) {
        return new Paging(
                Fields.within("pageNumber", pageNumber, 1, LAST_PAGE),
                Fields.within("pageSize", pageSize, 1, LARGEST_PAGE));
    }

    public int offset() {
        return (number - 1) * size;
    }
}
