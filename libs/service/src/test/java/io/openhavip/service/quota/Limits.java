package io.openhavip.service.quota;

/** Limits that tests are about. */
final class Limits {

    static final QuotaDefinition ROUTES =
            QuotaDefinition.adjustable("routes", "Routes", "Most routes to a HAVIP", 5, "entry", 50);
    static final QuotaDefinition HAVIPS = QuotaDefinition.fixed("havips", "HAVIPs", "Most HAVIPs", 50, "havip")
            .countedIn("havips/account/");
    static final QuotaDefinition CREATION =
            QuotaDefinition.privilege("creation", "Creating HAVIPs", "The privilege to create HAVIPs");
    static final QuotaDefinitions ALL = QuotaDefinitions.of(ROUTES, HAVIPS, CREATION);

    private Limits() {}
}
