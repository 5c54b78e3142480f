-- VXLAN network identifiers of vSwitches: each is given once.
CREATE SEQUENCE tunnel_key AS integer MINVALUE 1 MAXVALUE 16777215 NO CYCLE;
