package io.openhavip.standalone;

/** keepalived's configuration file as the HAVIP guide has it, for a node with one unicast peer. */
public final class KeepalivedConfiguration {

    private static final String TEXT = """
            ! Configuration File for keepalived
            vrrp_instance VI_1 {
                state %s
                interface eth0
                virtual_router_id 51
                nopreempt
                priority %d
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass 1111
                }
                unicast_src_ip %s
                unicast_peer {
                    %s
                }
                virtual_ipaddress {
                    %s
                }
                garp_master_delay 1
                garp_master_refresh %d
                track_interface {
                    eth0
                }
            }
            """;

    private static final int REFRESH_S = 5;

    private KeepalivedConfiguration() {}

    /** A master announces again every five seconds, as in the guide. @param state MASTER or BACKUP */
    public static String of(String state, int priority, String address, String peer, String haVip) {
        return of(state, priority, address, peer, haVip, REFRESH_S);
    }

    /** @param refreshSeconds how often a master announces again; 0 for once only, keepalived's default */
    public static String of(String state, int priority, String address, String peer, String haVip, int refreshSeconds) {
        return TEXT.formatted(state, priority, address, peer, haVip, refreshSeconds);
    }
}
