package io.openhavip.havip.projection;

import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.ProjectionRebuild;

/** The second read model's two halves, told apart from those of the first by this type. */
public record NetworkSide(LiveProjection live, ProjectionRebuild rebuild) {}
