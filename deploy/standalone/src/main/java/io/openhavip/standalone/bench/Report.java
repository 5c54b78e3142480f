package io.openhavip.standalone.bench;

import java.util.List;
import java.util.Map;

/**
 * What {@code bench --json} ends with.
 *
 * @param passed whether no bar was missed
 * @param machine what it ran on, and how busy that was before and after
 * @param figures in the order of measuring
 */
record Report(boolean passed, Map<String, String> machine, List<Figure> figures) {}
