output "ha_vip_id" {
  value = alicloud_havip.main.id
}

output "ha_vip_private_ip" {
  value = alicloud_havip.main.ip_address
}

output "eip_address" {
  value = alicloud_eip_address.main.ip_address
}

output "instance_id_ecs1" {
  value = alicloud_instance.node["ecs1"].id
}

output "instance_id_ecs2" {
  value = alicloud_instance.node["ecs2"].id
}

output "instance_id_ecs3" {
  value = alicloud_instance.client.id
}
