output "ha_vip_address" {
  value = alicloud_havip.main.ip_address
}

output "eip_address" {
  value = alicloud_eip_address.main.ip_address
}

output "instance_id_ecs1" {
  description = "Stop it, and the address moves: aliyun ecs StopInstance --InstanceId …"
  value       = alicloud_instance.pair["ecs1"].id
}

output "instance_ids" {
  value = merge(
    { for name, instance in alicloud_instance.pair : name => instance.id },
    { ecs3 = alicloud_instance.client.id },
  )
}
