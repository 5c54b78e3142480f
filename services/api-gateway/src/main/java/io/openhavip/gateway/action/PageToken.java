package io.openhavip.gateway.action;

import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.List;
import java.util.Optional;

/**
 * Where the next page of a listing begins: how many rows are before it. A listing is read by tokens if there is one or if a number of
 * rows is asked for in that way, else by numbers of pages; every page but the last says the token of the next one.
 */
final class PageToken {

    /** Rows of a page if none are asked for (DescribeInstances, MaxResults). */
    private static final int USUAL_SIZE = 10;

    /** The services' largest page; who asks for more gets it and the token of the rest. */
    static final int LARGEST_SIZE = 100;

    /** The most that any action allows (DescribeNetworkInterfaces, MaxResults). */
    private static final int MOST_RESULTS = 500;

    /** The services' last page. */
    static final int LAST_PAGE = 100_000;

    private static final int LAST_ROW = 10_000_000;

    private PageToken() {}

    /** The number of the page, for the query. */
    static List<String> number(Parameters parameters, String maxResults) {
        if (!parameters.find("NextToken").isPresent()) {
            return parameters.find(maxResults).isPresent() ? List.of() : bounded(parameters, "PageNumber", LAST_PAGE);
        }
        int size = size(parameters, maxResults).stream()
                .findFirst()
                .map(Integer::parseInt)
                .orElse(USUAL_SIZE);
        int before = token(parameters);
        if (before % size != 0) {
            throw ApiError.invalid("The parameter \"NextToken\" is of a listing with another \"" + maxResults + "\".");
        }
        return List.of(String.valueOf(before / size + 1));
    }

    private static int token(Parameters parameters) {
        return parameters
                .find("NextToken")
                .filter(text -> text.matches("[1-9][0-9]{0,7}"))
                .map(Integer::parseInt)
                .filter(before -> before <= LAST_ROW)
                .orElseThrow(() -> ApiError.invalid("The parameter \"NextToken\" is not a token of this listing."));
    }

    /** The size of the page, for the query. */
    static List<String> size(Parameters parameters, String maxResults) {
        Optional<String> most = parameters
                .find(maxResults)
                .map(text -> String.valueOf(
                        Math.min(parameters.atLeastOne(maxResults, USUAL_SIZE, MOST_RESULTS), LARGEST_SIZE)));
        return most.map(List::of).orElseGet(() -> bounded(parameters, "PageSize", LARGEST_SIZE));
    }

    /** A number of at least 1 for the query, if it is given. */
    static List<String> bounded(Parameters parameters, String name, int most) {
        return parameters
                .find(name)
                .map(text -> List.of(String.valueOf(parameters.atLeastOne(name, 1, most))))
                .orElseGet(List::of);
    }

    /** The token of the page after an answer; "" at the end. */
    static Shape.Member next() {
        return (from, to) -> {
            long before =
                    from.path("pageNumber").asLong(0) * from.path("pageSize").asLong(0);
            to.put("NextToken", from.path("totalCount").asLong(0) > before ? String.valueOf(before) : "");
        };
    }
}
